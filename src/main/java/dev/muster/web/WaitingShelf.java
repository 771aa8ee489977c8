package dev.muster.web;

import dev.muster.campaign.RunId;
import dev.muster.report.Openings;
import dev.muster.schedule.Opening;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When the users of waiting runs are due: counted from their members, which change when somebody
 * works on them.
 */
final class WaitingShelf {
  private static final Duration COUNTED_AGAIN = Duration.ofMinutes(1);

  private final Site site;
  private final Kept<Waiting, Openings> kept;

  WaitingShelf(Site site) {
    this.site = site;
    this.kept = new Kept<>(site.clock(), COUNTED_AGAIN);
  }

  private record Waiting(RunId run, int executions) {}

  /** Users of a run who wait for an opening. */
  record Due(RunRow run, Opening opening) {}

  /** The openings within a time for which somebody still waits. */
  static Stream<Due> due(Map<RunRow, Openings> openings, Instant from, Instant until) {
    return openings.entrySet().stream()
        .flatMap(each ->
            each.getValue().times().stream()
                .filter(opening -> opening.left() > 0)
                .filter(
                    opening -> !opening.dueAt().isBefore(from) && opening.dueAt().isBefore(until))
                .map(opening -> new Due(each.getKey(), opening)));
  }

  /** The openings of those that wait. */
  Map<RunRow, Openings> openings(List<RunRow> rows) {
    var openings = new LinkedHashMap<RunRow, Openings>();
    rows.stream()
        .filter(row -> row.run().status() == RunStatus.WAITING)
        .forEach(row -> openings.put(row, openings(row)));
    return openings;
  }

  private Openings openings(RunRow row) {
    return kept.get(
        new Waiting(row.id(), row.run().executions()),
        _ -> Openings.of(site.application().store(), row.run()));
  }
}
