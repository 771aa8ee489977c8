package dev.muster.alert;

import dev.muster.gate.Median;
import dev.muster.run.Figures;
import dev.muster.store.AlertEvent;
import dev.muster.store.RunState;
import java.math.BigDecimal;
import java.util.Optional;

/** What an end makes of a run, for whoever answers for its campaign (what-is-sent, 5). */
record AlertRule(Thresholds thresholds) {
  /** So many users usually qualify where nobody is a source that has gone silent. */
  private static final BigDecimal MANY = new BigDecimal(100);

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
    var shares =
        thresholds.exceeded(after.health(), Figures.users(after.health().due()) + " who were due");
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

  private static Optional<News> news(AlertEvent event, String reason) {
    return Optional.of(new News(event, reason));
  }
}
