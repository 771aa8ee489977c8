package dev.muster.report;

import dev.muster.store.ExecutionLog;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a run as reports tell of it.
 *
 * @param execution its number, from 1
 * @param startedAt by the program's clock, as is its end
 * @param endedAt null while it is worked on; of one that crashed its last checkpoint, or its
 *     beginning
 * @param ended {@code running, completed, waiting, stopped, failed, refused} or {@code crashed}
 * @param reason why, or null
 * @param worker a host and a process, or null where an earlier version did not keep it
 * @param messages how many were accepted
 */
public record ReportedExecution(
    int execution,
    Instant startedAt,
    @Nullable Instant endedAt,
    String ended,
    @Nullable String reason,
    @Nullable String worker,
    long requests,
    long retries,
    long messages) {
  private static final String RUNNING = "running";

  /** Those of a run, the first first. One that has written no end is worked on, or crashed. */
  static List<ReportedExecution> of(RunReport run, List<ExecutionLog.Entry> log) {
    var isWorkedOn =
        run.goneSince() == null
            && (run.status().is(RunStatus.RUNNING) || run.status() instanceof ReportStatus.Held);
    return log.stream()
        .map(entry -> of(entry, isWorkedOn && entry.execution() == run.executions()))
        .toList();
  }

  private static ReportedExecution of(ExecutionLog.Entry entry, boolean isWorkedOn) {
    var isOpen = entry.end() == null && isWorkedOn;
    var end = entry.end() == null ? ExecutionLog.End.CRASHED : entry.end();
    return new ReportedExecution(
        entry.execution(),
        entry.startedAt(),
        isOpen ? null : entry.lastSign(),
        isOpen ? RUNNING : end.key(),
        entry.reason(),
        entry.worker(),
        entry.requests(),
        entry.retries(),
        entry.messages());
  }

  /** The same without why it failed: the Segment API may have said so, and quoted users. */
  ReportedExecution withoutFailure() {
    return ended.equals(ExecutionLog.End.FAILED.key())
        ? new ReportedExecution(
            execution, startedAt, endedAt, ended, null, worker, requests, retries, messages)
        : this;
  }

  /** How long it took until its end, or until now. */
  Duration took(Instant now) {
    var took = Duration.between(startedAt, endedAt == null ? now : endedAt);
    return took.isNegative() ? Duration.ZERO : took;
  }
}
