package dev.muster.run.job;

import dev.muster.run.Claim;
import dev.muster.run.Figures;
import dev.muster.run.Halted;
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.source.UnfitSource;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is asked of a source apart while a run is worked on, and what is said when it has no answer:
 * nothing of it is the fault of Muster's own database.
 *
 * @param patience for how long it is asked again while users are sent to
 * @param stop ends the waiting in between
 */
record SourceQuestions(SourceDatabase source, Duration patience, ExecutionStop stop) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Classes of SQLSTATE: who may not come in, and no such database. */
  private static final Set<String> OF_THE_SETTINGS = Set.of("28", "3D");

  /**
   * What an exception comes to, if it is the source's.
   *
   * @param thrown while the source was asked
   * @return it itself, where profiles and events lie beside Muster's own tables
   */
  RuntimeException told(RuntimeException thrown) {
    var fault = DatabaseSays.within(thrown);
    return source.place() == null || thrown instanceof Halted || fault.isEmpty()
        ? thrown
        : halted(fault.get());
  }

  /** The end of an execution on profiles or events that are not what audiences ask for. */
  Halted unfit(UnfitSource fault) {
    return source.place() == null
        ? new Halted(new Halt.NeedsRemedy(fault.getMessage(), null))
        : halted(fault);
  }

  /** The end of an execution for what a source apart says. */
  Halted halted(SQLException fault) {
    var said = "source %s: %s".formatted(source.place(), DatabaseSays.of(fault));
    return new Halted(
        isInVain(fault)
            ? new Halt.NeedsRemedy(
                said, fault instanceof UnfitSource ? null : "'muster check' may tell more")
            : Halt.Passing.accountedFor(
                said + "; nothing is lost, launch again when it can be asked"));
  }

  private static boolean isInVain(SQLException fault) {
    var state = String.valueOf(fault.getSQLState());
    return DatabaseSays.comesBackAtWork(fault)
        || OF_THE_SETTINGS.stream().anyMatch(state::startsWith);
  }

  /**
   * Asks a source apart again, where asking may help, until the patience is at its end.
   *
   * @throws Halted when it has no answer
   */
  <T> T patiently(Supplier<T> question) {
    var until = System.nanoTime() + patience.toNanos();
    var pause = FIRST_PAUSE;
    while (true) {
      try {
        return question.get();
      } catch (SourceUnasked e) {
        var fault = DatabaseSays.within(e);
        if (fault.isEmpty() || isInVain(fault.get())) {
          throw told(e);
        }
        if (System.nanoTime() - until >= 0) {
          throw gaveUp(fault.get());
        }
      }
      await(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private Halted gaveUp(SQLException fault) {
    return new Halted(
        Halt.Passing.accountedFor(
            "source %s: %s; asked again for %s; nothing is lost, launch again when it can be asked"
                .formatted(source.place(), DatabaseSays.of(fault), Figures.duration(patience))));
  }

  private void await(Duration pause) {
    var end = new CountDownLatch(1);
    stop.ends(end::countDown);
    try {
      var _ = end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Halted(new Halt.Stopped("while the source was waited for"));
    }
    if (stop.asked()) {
      throw new Halted(new Halt.Stopped("while the source was waited for"));
    }
    if (stop.isLost()) {
      throw new Halted(Claim.LOST);
    }
  }
}
