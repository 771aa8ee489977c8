package dev.muster.goal;

import static java.util.Objects.requireNonNull;

import dev.muster.gate.Verdict;
import dev.muster.run.Figures;
import dev.muster.store.Accounting;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What speaks against trusting the comparison of a run. */
record Warnings(Store store) {

  /**
   * All of it; nothing where there is nobody to compare with.
   *
   * @param perMille the control group's share, or null where there is none
   * @param unknown whether nobody has looked who of it would have been sent to
   */
  List<Warning> of(Run run, @Nullable Integer perMille, boolean unknown) {
    var closed = store.gates().counted(run.key());
    if (perMille == null || closed.isEmpty()) {
      return List.of();
    }
    var warnings = new ArrayList<Warning>();
    if (unknown) {
      warnings.add(
          new Warning(
              Warning.Code.CONTROL_UNKNOWN,
              "the gates of this run were closed by an earlier version of Muster, which did not"
                  + " look who of the control group would have been sent to: there is nobody to"
                  + " compare with"));
    }
    // Not the sum of what gates kept: whom they keep on a later look counts there once more.
    var sided =
        requireNonNull(run.qualified())
            - closed.getOrDefault(Verdict.SUPPRESSED, 0L)
            - closed.getOrDefault(Verdict.SYSTEM_CONTROL, 0L);
    share(perMille, closed.getOrDefault(Verdict.CONTROL, 0L), sided, warnings);
    var left = closed.getOrDefault(Verdict.PENDING, 0L) + closed.getOrDefault(Verdict.WAITING, 0L);
    lost(left, reachedOrToCome(run), warnings);
    return warnings;
  }

  private static void share(int perMille, long control, long sided, List<Warning> warnings) {
    if (new ControlShare(perMille).isMissedBy(control, sided)) {
      warnings.add(
          new Warning(
              Warning.Code.CONTROL_SHARE,
              String.format(
                  Locale.ROOT,
                  "%,d of %,d users, %.2f %%, are in the control group, and its share is %s %%: that"
                      + " is no chance, so the sides are not alike, as where whom the campaign has"
                      + " moved leaves its audience",
                  control,
                  sided,
                  100.0 * control / sided,
                  BigDecimal.valueOf(perMille, 1).stripTrailingZeros().toPlainString())));
    }
  }

  /** Nobody is still to come of a run that is abandoned. */
  private long reachedOrToCome(Run run) {
    var now = Accounting.of(store, run);
    var toCome =
        run.status().unfinished() ? now.count(Verdict.PENDING) + now.count(Verdict.WAITING) : 0;
    return now.count(Verdict.ACCEPTED) + toCome;
  }

  private static void lost(long left, long notLost, List<Warning> warnings) {
    var lost = left - notLost;
    if (lost * 100 > left) {
      warnings.add(
          new Warning(
              Warning.Code.LOST_AFTER_GATES,
              "%s of %s who were left to be sent to when the gates closed were not reached, and will not be: the control group was not sifted so"
                  .formatted(Figures.count(lost), Figures.users(left))));
    }
  }
}
