package dev.muster.alert;

import dev.muster.run.Figures;
import dev.muster.store.AlertEvent;
import dev.muster.store.LiveHealth.Health;
import dev.muster.store.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a run makes of the day of a live campaign, for whoever answers for it (live.md,
 * "Alerts"): it is failed as long as a run is, else incomplete by what its runs have come to, else
 * all is well with it. An incomplete day is so until its rejected triggers have been sent again:
 * that more and more others arrive mends nothing, and near the threshold there would be no end of
 * telling.
 */
record DayRule(Thresholds thresholds) {
  /** Of fewer triggers a single one would be a large share. */
  private static final long LEAST_DUE = 100;

  /** What there is to be told; nothing where the day stands as it was told of last. */
  Optional<News> of(DayAftermath after) {
    return stands(after).filter(news -> AlertRule.isNew(news.event(), after.last()));
  }

  /** How it stands; nothing where that is not to be told yet, or not again. */
  private Optional<News> stands(DayAftermath after) {
    if (after.state() instanceof RunState.Failed(_, var reason)
        && (after.needsRemedy() || after.failures() >= thresholds.afterFailures())) {
      return news(AlertEvent.FAILED, "%s failed: %s".formatted(after.run(), reason));
    }
    if (after.wasToldOf(AlertEvent.FAILED) && after.someRunIsFailed().getAsBoolean()) {
      return Optional.empty();
    }
    var shares = shares(after);
    if (!shares.isEmpty()) {
      return news(AlertEvent.INCOMPLETE, String.join(", and ", shares));
    }
    if (after.wasToldOf(AlertEvent.FAILED)) {
      return news(AlertEvent.RECOVERED, "no run of the day is failed any more");
    }
    return after.wasToldOf(AlertEvent.INCOMPLETE)
            && after.state() instanceof RunState.Completed
            && after.noted().mended()
            && !after.someRunIsFailed().getAsBoolean()
        ? news(AlertEvent.RECOVERED, mended(after.noted().day()))
        : Optional.empty();
  }

  private String mended(Health day) {
    return "the rejected were sent to again; "
        + thresholds.kept(day, Figures.counted(day.due(), "trigger") + " that were due");
  }

  private List<String> shares(DayAftermath after) {
    var day = after.noted().day();
    return day.due() < LEAST_DUE
        ? List.of()
        : thresholds.exceeded(day, Figures.counted(day.due(), "trigger") + " that were due");
  }

  private static Optional<News> news(AlertEvent event, String reason) {
    return Optional.of(new News(event, reason));
  }
}
