package dev.muster.alert;

import dev.muster.gate.Median;
import dev.muster.run.Figures;
import dev.muster.store.AlertEvent;
import dev.muster.store.RunState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;

/** What an end makes of a run, for whoever answers for its campaign (what-is-sent, 5). */
record AlertRule(Thresholds thresholds) {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** So many users usually qualify where nobody is a source that has gone silent. */
  private static final BigDecimal MANY = HUNDRED;

  /** What the state after an end is; nothing where it changes nothing. */
  Optional<News> of(Aftermath after) {
    return switch (after.state()) {
      case RunState.Refused refused -> news(AlertEvent.REFUSED, refused.reason());
      case RunState.Failed failed ->
          after.needsRemedy() || after.failures() >= thresholds.afterFailures()
              ? news(AlertEvent.FAILED, failed.reason())
              : Optional.empty();
      case RunState.Missed missed -> news(AlertEvent.MISSED, missed.reason());
      case RunState.Completed _ -> completed(after);
      case RunState.Waiting _, RunState.Stopped _, RunState.Abandoned _ -> Optional.empty();
    };
  }

  /**
   * Whether that is another state than the one that was told of last; of whom nothing was told, all
   * was well.
   */
  static boolean isNew(AlertEvent event, Optional<AlertEvent> last) {
    return event != last.orElse(AlertEvent.RECOVERED);
  }

  private Optional<News> completed(Aftermath after) {
    var shares = new ArrayList<String>();
    if (exceeds(after.rejected(), thresholds.rejectedPercent(), after.due())) {
      shares.add(
          share(after.rejected(), "rejected or invalid", thresholds.rejectedPercent(), after));
    }
    if (exceeds(after.expired(), thresholds.expiredPercent(), after.due())) {
      shares.add(share(after.expired(), "expired", thresholds.expiredPercent(), after));
    }
    if (!shares.isEmpty()) {
      return news(AlertEvent.INCOMPLETE, "completed, but " + String.join(", and ", shares));
    }
    var median = after.usual().median();
    return after.nobodyQualified() && median != null && median.compareTo(MANY) >= 0
        ? news(
            AlertEvent.EMPTY,
            "completed, but nobody qualified; usually %s do (median of %s)"
                .formatted(Median.inWords(median), Figures.counted(after.usual().runs(), "run")))
        : news(AlertEvent.RECOVERED, "completed");
  }

  private static boolean exceeds(long users, BigDecimal percent, long due) {
    return BigDecimal.valueOf(users)
            .multiply(HUNDRED)
            .compareTo(percent.multiply(BigDecimal.valueOf(due)))
        > 0;
  }

  private static String share(long users, String what, BigDecimal percent, Aftermath after) {
    return "%s of %s who were due %s, more than %s %%"
        .formatted(
            Figures.count(users),
            Figures.users(after.due()),
            what.equals("expired") ? what : "were " + what,
            percent.toPlainString());
  }

  private static Optional<News> news(AlertEvent event, String reason) {
    return Optional.of(new News(event, reason));
  }
}
