package dev.muster.web;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.report.Words;
import dev.muster.run.Figures;
import dev.muster.store.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How fast runs are worked on, looked at once a second. */
final class Workbench {
  /** The pace is that of the last minute. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Site site;
  private final Kept<RunKey, Pace> paces;

  Workbench(Site site) {
    this.site = site;
    this.paces = new Kept<>(site.clock(), RunShelf.A_MOMENT);
  }

  /**
   * Of the last minute.
   *
   * @param perSecond messages
   * @param last when the last was accepted, if any was
   */
  private record Pace(double perSecond, Optional<Instant> last) {}

  /** How far a run is that somebody works on. */
  Work work(RunRow row) {
    var pending = row.users().getOrDefault(Verdict.PENDING, 0L);
    var due = row.qualified() - row.users().getOrDefault(Verdict.WAITING, 0L);
    if (!row.isKnown()) {
      return new Work(row, 0, site.shown().words(Words.of("Its audience is being found.")));
    }
    var pace = paces.get(row.run().key(), _ -> pace(row.run()));
    var words =
        Words.of(
            "{} of {} who are due are done; {} messages a second{}{}.",
            due - pending,
            due,
            Math.round(pace.perSecond()),
            pace.last()
                .map(last ->
                    "; the last checkpoint was %s ago"
                        .formatted(Figures.duration(positive(Duration.between(last, now())))))
                .orElse(""),
            pace.perSecond() > 0
                ? Words.of("; at that pace it ends at {}", end(pending, pace))
                : "");
    var share = due == 0 ? 1 : (double) (due - pending) / due;
    return new Work(row, share, site.shown().words(words));
  }

  private Instant now() {
    return site.clock().instant();
  }

  private Instant end(long pending, Pace pace) {
    return now().plusSeconds((long) (pending / pace.perSecond())).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private Pace pace(Run run) {
    var history = site.application().store().history();
    var accepted = history.acceptedSince(run.key(), now().minus(A_MINUTE));
    var since = positive(Duration.between(run.startedAt(), now()));
    var time = since.compareTo(A_MINUTE) < 0 ? since.plusMillis(1) : A_MINUTE;
    return new Pace(1e3 * accepted / time.toMillis(), history.lastAccepted(run.key()));
  }
}
