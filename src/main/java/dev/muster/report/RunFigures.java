package dev.muster.report;

import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in the few numbers by which runs of a campaign are held against each other.
 *
 * @param unsendable rejected and invalid
 * @param worked its executions added up
 */
public record RunFigures(
    long qualified, long accepted, long control, long unsendable, Duration worked) {

  /** Those of an earlier run, from what was written down when it ended. */
  static RunFigures of(Store store, Run run) {
    return of(Accounting.of(store, run), store.executionLog().worked(run.key()).lasted());
  }

  /** Those of the run that is reported. */
  static RunFigures of(RunReport run, List<ReportedExecution> executions, Instant now) {
    return of(
        run.audience(),
        executions.stream()
            .map(execution -> execution.took(now))
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static RunFigures of(Accounting audience, Duration worked) {
    return new RunFigures(
        audience.qualified() == null ? 0 : audience.qualified(),
        audience.count(Verdict.ACCEPTED),
        audience.count(Verdict.CONTROL),
        audience.count(Verdict.REJECTED) + audience.count(Verdict.INVALID),
        worked);
  }

  /** A part of the qualified, 0 to 1, or null of nobody. */
  @Nullable Double share(long part) {
    return qualified == 0 ? null : (double) part / qualified;
  }
}
