package dev.muster.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many users usually qualify for a campaign.
 *
 * @param median of its last runs; of an even number of them, the mean of the middle two; null of
 *     none
 * @param runs how many runs it is of
 */
public record UsualCount(@Nullable BigDecimal median, int runs) {
  /** It is of so many runs at most. */
  public static final int MOST_RUNS = 5;

  public UsualCount {
    if (runs < 0 || runs > MOST_RUNS || (median == null) != (runs == 0)) {
      throw new IllegalArgumentException("a median %s of %d runs".formatted(median, runs));
    }
    median = median == null ? null : Median.plain(median);
  }

  /**
   * The usual number by a campaign's earlier runs, the latest first. The last one that an operator
   * let pass its guards says what is normal from then on: no run before it counts.
   */
  public static UsualCount of(List<EarlierCount> earlier) {
    var counts = new ArrayList<Long>();
    for (var run : earlier.subList(0, Math.min(MOST_RUNS, earlier.size()))) {
      counts.add(run.qualified());
      if (run.overridden()) {
        break;
      }
    }
    return new UsualCount(counts.isEmpty() ? null : Median.of(counts), counts.size());
  }

  /** Such as {@code median 1,000.5 of 2 runs}. */
  String inWords() {
    if (median == null) {
      return "no run";
    }
    return "median %s of %d run%s".formatted(Median.inWords(median), runs, runs == 1 ? "" : "s");
  }
}
