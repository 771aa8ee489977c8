package dev.muster.alert;

import dev.muster.run.Figures;
import dev.muster.store.LiveHealth.Health;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

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
    return Stream.of(undelivered(health, due), expired(health, due))
        .filter(Share::isTooLarge)
        .map(Share::inWords)
        .toList();
  }

  /** The shares, none of which is too large, in words; parameters as there. */
  String kept(Health health, String due) {
    return "%s, and %s expired, not more than %s %%"
        .formatted(
            undelivered(health, due).inWords(),
            Figures.count(health.expired()),
            expiredPercent.toPlainString());
  }

  private Share undelivered(Health health, String due) {
    return new Share(
        health.undelivered(), health.due(), due + " were rejected or invalid", rejectedPercent);
  }

  private Share expired(Health health, String due) {
    return new Share(health.expired(), health.due(), due + " expired", expiredPercent);
  }

  private record Share(long some, long due, String what, BigDecimal percent) {
    boolean isTooLarge() {
      return BigDecimal.valueOf(some)
              .multiply(ALL)
              .compareTo(percent.multiply(BigDecimal.valueOf(due)))
          > 0;
    }

    String inWords() {
      return "%s of %s, %s %s %%"
          .formatted(
              Figures.count(some),
              what,
              isTooLarge() ? "more than" : "not more than",
              percent.toPlainString());
    }
  }
}
