package dev.muster.alert;

import dev.muster.run.Figures;
import dev.muster.store.LiveHealth.Health;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * From when on a run is told of.
 *
 * @param rejectedPercent more rejected and invalid users than that, of those who were due, make a
 *     completed run incomplete
 * @param expiredPercent more expired ones do
 * @param afterFailures a failure that may pass by itself is told of when it comes so often running
 */
public record Thresholds(BigDecimal rejectedPercent, BigDecimal expiredPercent, int afterFailures) {
  private static final BigDecimal ALL = new BigDecimal(100);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when one is none; its message begins with the setting's name
   */
  public Thresholds {
    requirePercent("rejected-percent", rejectedPercent);
    requirePercent("expired-percent", expiredPercent);
    if (afterFailures < 1) {
      throw new IllegalArgumentException(
          "after-failures: expected 1 or more, found " + afterFailures);
    }
  }

  private static void requirePercent(String name, BigDecimal percent) {
    if (percent.signum() < 0 || percent.compareTo(ALL) > 0) {
      throw new IllegalArgumentException(
          name + ": expected 0 to 100, found " + percent.toPlainString());
    }
  }

  /**
   * The shares that are too large, in words.
   *
   * @param due who were due, in words
   */
  List<String> exceeded(Health health, String due) {
    var shares = new ArrayList<String>();
    if (exceeds(health.undelivered(), rejectedPercent, health.due())) {
      shares.add(share(health.undelivered(), due + " were rejected or invalid", rejectedPercent));
    }
    if (exceeds(health.expired(), expiredPercent, health.due())) {
      shares.add(share(health.expired(), due + " expired", expiredPercent));
    }
    return shares;
  }

  private static boolean exceeds(long some, BigDecimal percent, long due) {
    return BigDecimal.valueOf(some)
            .multiply(ALL)
            .compareTo(percent.multiply(BigDecimal.valueOf(due)))
        > 0;
  }

  private static String share(long some, String of, BigDecimal percent) {
    return "%s of %s, more than %s %%".formatted(Figures.count(some), of, percent.toPlainString());
  }
}
