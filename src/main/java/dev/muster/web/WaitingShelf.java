package dev.muster.web;

import dev.muster.campaign.RunId;
import dev.muster.report.Openings;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
