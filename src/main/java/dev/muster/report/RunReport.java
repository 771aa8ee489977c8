package dev.muster.report;

import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.run.RunEnd;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.Deliveries;
import dev.muster.store.Rejections;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as people and programs read it.
 *
 * @param goneSince since when its worker is gone where it says that it is running, or null
 * @param reason why it failed, was refused or is held, or null
 * @param rehearsal whether it was planned to rehearse another moment
 * @param executions how many executions have worked on it
 * @param startedAt when it was planned first, or null when that is not known yet
 * @param inDoubt who may have been sent to without anyone knowing, or null
 * @param openings when its users are due
 * @param data what it noticed about the data that it was given
 * @param guards what those said that look at the number of its users
 * @param alerts what its owner was told of it, the oldest first
 * @param endedAt when its last execution ended, or null while one works
 */
public record RunReport(
    RunId run,
    ReportStatus status,
    @Nullable Instant goneSince,
    @Nullable String reason,
    boolean rehearsal,
    int executions,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant nextWindowAt,
    Accounting audience,
    Deliveries.Totals delivery,
    List<Rejections.Count> rejections,
    @Nullable InDoubt inDoubt,
    Openings openings,
    DataFacts data,
    GuardFacts guards,
    List<Alert> alerts) {
  private static final ReportStatus HELD = new ReportStatus.Held();

  /** The status of a run that says it is worked on, by a worker that is gone. */
  static final String GONE = "gone";

  public RunReport {
    rejections = List.copyOf(rejections);
    alerts = List.copyOf(alerts);
  }

  /** The report of a run as the tables have it now. */
  public static RunReport of(Store store, Run run) {
    return of(store, run, stored(run), run.reason(), Openings.of(store, run));
  }

  /** The same without what is counted only for who looks at one run. */
  public static RunReport inBrief(Store store, Run run) {
    return of(store, run, stored(run), run.reason(), Openings.NONE);
  }

  /** The report of what a launch came to. */
  public static RunReport of(Store store, RunEnd end) {
    var run = store.runs().find(end.run());
    if (end instanceof RunEnd.Held held) {
      var reason = "worked on by " + held.holder();
      return run.map(found -> of(store, found, HELD, reason, Openings.of(store, found)))
          .orElseGet(() -> unknown(end.run(), HELD, reason));
    }
    return of(store, run.orElseThrow());
  }

  private static RunReport of(
      Store store, Run run, ReportStatus status, @Nullable String reason, Openings openings) {
    if (run.status() == RunStatus.MISSED) {
      return missed(store, run, status, reason);
    }
    var goneSince = status.equals(HELD) ? null : store.workers().goneSince(run).orElse(null);
    return new RunReport(
        run.id(),
        status,
        goneSince,
        reason,
        run.isRehearsal(),
        run.executions(),
        run.startedAt(),
        run.endedAt(),
        run.nextWindowAt(),
        goneSince == null ? Accounting.byNow(store, run) : Accounting.of(store, run),
        store.results().delivery(run),
        store.results().rejections(run),
        InDoubt.of(store, run, goneSince),
        openings,
        DataFacts.of(store, run),
        GuardFacts.of(store, run),
        store.alerts().of(run.id()));
  }

  private static ReportStatus stored(Run run) {
    return new ReportStatus.Stored(run.status());
  }

  /** There is nothing to be counted, and there may be many of them. */
  private static RunReport missed(
      Store store, Run run, ReportStatus status, @Nullable String reason) {
    return empty(
        run.id(),
        status,
        reason,
        run.isRehearsal(),
        run.startedAt(),
        run.endedAt(),
        store.alerts().of(run.id()));
  }

  private static RunReport unknown(RunId run, ReportStatus status, String reason) {
    return empty(run, status, reason, false, null, null, List.of());
  }

  private static RunReport empty(
      RunId run,
      ReportStatus status,
      @Nullable String reason,
      boolean rehearsal,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      List<Alert> alerts) {
    return new RunReport(
        run,
        status,
        null,
        reason,
        rehearsal,
        0,
        startedAt,
        endedAt,
        null,
        new Accounting(null, Map.of()),
        new Deliveries.Totals(0, 0, 0, 0, 0, null, null, Deliveries.Time.NONE),
        List.of(),
        null,
        Openings.NONE,
        DataFacts.NONE,
        GuardFacts.NONE,
        alerts);
  }

  /** The same without why it failed: the Segment API may have said so, and quoted users. */
  RunReport withoutFailure() {
    return status.is(RunStatus.FAILED)
        ? new RunReport(
            run,
            status,
            goneSince,
            null,
            rehearsal,
            executions,
            startedAt,
            endedAt,
            nextWindowAt,
            audience,
            delivery,
            rejections,
            inDoubt,
            openings,
            data,
            guards,
            alerts)
        : this;
  }

  /** The status as people read it: of whom nobody works on, it says so. */
  public String statusInWords() {
    return goneSince == null ? status.key() : GONE;
  }

  /** The number of users with that end. */
  public long users(Verdict verdict) {
    return audience.count(verdict);
  }

  /** The number of qualified users, 0 while that is not known. */
  public long qualified() {
    return audience.qualified() == null ? 0 : audience.qualified();
  }

  /** Whether some users were rejected by the Segment API or had an invalid message. */
  public boolean incomplete() {
    return users(Verdict.REJECTED) + users(Verdict.INVALID) > 0;
  }
}
