package dev.muster.run.job;

import dev.muster.run.Halted;
import dev.muster.run.Unforeseen;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;

/** Why an execution failed, in one word that decides what happens next. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * Whether a failure may have come between sending and writing that down: those of our own that
   * need a remedy, were asked for, or say so have written it down before.
   */
  static boolean leaveDoubt(JobExecution execution) {
    if (execution.getStepExecutions().stream()
        .noneMatch(step -> step.getStepName().startsWith(CampaignJob.DELIVER))) {
      // It has not come as far as to send.
      return false;
    }
    var thrown =
        execution.getAllFailureExceptions().stream()
            .filter(each -> !(each instanceof JobExecutionException))
            .map(each -> in(each, Halted.class))
            .toList();
    return thrown.isEmpty()
        || thrown.stream()
            .anyMatch(ours ->
                ours.isEmpty()
                    || (ours.get().halt() instanceof Halt.Passing passing
                        && passing.leavesDoubt()));
  }

  /** The gravest of an execution's failures; one of another kind counts as passing. */
  static Halt of(JobExecution execution) {
    var thrown =
        execution.getAllFailureExceptions().stream()
            // What a step of partitions throws itself says only that one of them failed.
            .filter(each -> !(each instanceof JobExecutionException))
            .toList();
    var causes = thrown.stream().filter(each -> !isAftermath(each)).toList();
    return (causes.isEmpty() ? thrown : causes)
        .stream()
            .map(each -> of(each).halt())
            .min(Comparator.comparingInt(Failures::gravestFirst))
            .orElseGet(() -> Halt.Passing.inDoubt(description(execution)));
  }

  /** What Spring Batch says of it: of a job in which a step failed, the step knows. */
  private static String description(JobExecution execution) {
    return Stream.concat(
            Stream.of(execution.getExitStatus()),
            execution.getStepExecutions().stream().map(StepExecution::getExitStatus))
        .map(status -> status.getExitDescription().strip())
        .filter(said -> !said.isEmpty())
        .findFirst()
        .orElse("Spring Batch ended it and does not say why");
  }

  private static int gravestFirst(Halt halt) {
    return switch (halt) {
      case Halt.NeedsRemedy _, Halt.SomebodyElse _ -> 1;
      case Halt.Passing _ -> 2;
      case Halt.Stopped _ -> 3;
    };
  }

  /**
   * An exception as one of ours. Spring Batch writes what a step throws into its tables and logs,
   * with the messages of all causes; ours stand alone, and say nothing of users.
   */
  static Halted of(Throwable thrown) {
    return in(thrown, Halted.class)
        .orElseGet(() ->
            new Halted(
                DatabaseSays.within(thrown)
                    .map(Failures::of)
                    .orElseGet(() -> Halt.Passing.inDoubt(line(new Unforeseen(thrown))))));
  }

  private static Halt of(SQLException fault) {
    var said = DatabaseSays.atWork(fault);
    if (DatabaseSays.isCorruption(fault)) {
      return new Halt.NeedsRemedy(said, DatabaseSays.REMEDY_OF_CORRUPTION);
    }
    return DatabaseSays.comesBackAtWork(fault)
        ? new Halt.NeedsRemedy(said, "'muster check' may tell more")
        : Halt.Passing.inDoubt(said);
  }

  /**
   * Whether Spring Batch found its own row other than it had left it: the run's lock keeps others
   * away, so the database has lost what was written last, as H2 does when its disk is full.
   */
  private static boolean isAftermath(Throwable thrown) {
    return in(thrown, OptimisticLockingFailureException.class).isPresent();
  }

  private static String line(Unforeseen fault) {
    if (isAftermath(fault.thrown())) {
      return "the database has not kept what was last written to it; see that it can be written to";
    }
    // Of these another failure is the reason, and is told.
    if (in(fault.thrown(), DataAccessException.class).isEmpty()) {
      log.error("An execution met something unforeseen: {}", fault.trace());
    }
    return fault.line();
  }

  private static <T> Optional<T> in(Throwable thrown, Class<T> type) {
    return Causes.of(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }
}
