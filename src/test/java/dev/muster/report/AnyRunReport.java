package dev.muster.report;

import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.Deliveries;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a run that has sent nothing that matters, for what is said of users and status. */
final class AnyRunReport {
  private static final Instant NEXT = Instant.parse("2026-12-08T08:00:00Z");

  private AnyRunReport() {}

  /**
   * That of a run.
   *
   * @param users where they ended, such as {@code accepted 9, waiting 3}
   */
  static RunReport of(
      String status,
      @Nullable Long qualified,
      String users,
      @Nullable String reason,
      @Nullable Instant goneSince) {
    var verdicts = new EnumMap<Verdict, Long>(Verdict.class);
    for (var each : List.of(users.split(", "))) {
      var words = List.of(each.split(" "));
      verdicts.put(
          Verdict.valueOf(words.getFirst().toUpperCase(Locale.ROOT)),
          Long.valueOf(words.getLast()));
    }
    return new RunReport(
        RunId.parse("all@2026-11-16T09:00:00Z"),
        new ReportStatus.Stored(RunStatus.of(status)),
        goneSince,
        reason,
        false,
        1,
        null,
        null,
        status.equals("waiting") ? NEXT : null,
        new Accounting(qualified, verdicts),
        Deliveries.Totals.NONE,
        List.of(),
        null,
        Openings.NONE,
        DataFacts.NONE,
        GuardFacts.NONE,
        List.of());
  }
}
