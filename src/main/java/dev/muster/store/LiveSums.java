package dev.muster.store;

import java.util.Map;

/**
 * What became of triggers of a live campaign that launches have met, in some days or in one.
 *
 * @param runs how many runs have members
 * @param others the triggers that are no members
 * @param audience where the members ended
 * @param delivery what was sent to them
 */
public record LiveSums(
    long runs, LiveCounts.Others others, Accounting audience, Deliveries.Totals delivery) {
  /** Of no day. */
  public static final LiveSums NONE =
      new LiveSums(0, LiveCounts.Others.NONE, new Accounting(0L, Map.of()), Deliveries.Totals.NONE);

  /** How many triggers are members, or were found not to qualify. */
  public long takenUp() {
    var qualified = audience.qualified();
    return others.notQualified() + (qualified == null ? 0 : qualified);
  }

  /** These and those. */
  public LiveSums and(LiveSums more) {
    return new LiveSums(
        runs + more.runs,
        others.and(more.others),
        audience.and(more.audience),
        delivery.and(more.delivery));
  }
}
