package dev.muster.run;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.dao.DataAccessException;

/** Why an execution failed, in one word that decides what happens next. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private static final List<Class<? extends RunFailure>> GRAVEST_FIRST =
      List.of(
          RunFailure.Refused.class,
          RunFailure.NeedsRemedy.class,
          RunFailure.Passing.class,
          RunFailure.Stopped.class);

  private Failures() {}

  /** The gravest of an execution's failures; one of another kind counts as passing. */
  static RunFailure of(JobExecution execution) {
    return execution.getAllFailureExceptions().stream()
        // What a step of partitions throws itself says only that one of them failed.
        .filter(thrown -> !(thrown instanceof JobExecutionException))
        .map(Failures::ofThrown)
        .min(
            Comparator.comparingInt(
                (RunFailure failure) -> GRAVEST_FIRST.indexOf(failure.getClass())))
        .orElseGet(
            () -> new RunFailure.Passing(execution.getExitStatus().getExitDescription().strip()));
  }

  private static RunFailure ofThrown(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(RunFailure.class::isInstance)
        .map(RunFailure.class::cast)
        .findFirst()
        .orElseGet(() -> unexpected(thrown));
  }

  private static RunFailure unexpected(Throwable thrown) {
    // What the database or the platform itself said; the layers above only repeat it.
    var cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    // The lines after the first are the statement's text.
    var said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    if (ofTheDatabase(thrown)) {
      return new RunFailure.Passing("the database says: " + said);
    }
    log.error("An execution met something unexpected", thrown);
    return new RunFailure.Passing(cause.getClass().getSimpleName() + ": " + said);
  }

  private static boolean ofTheDatabase(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof SQLException || cause instanceof DataAccessException);
  }
}
