package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.log.StandardError;
import dev.muster.report.Printable;
import dev.muster.run.Unforeseen;
import dev.muster.store.DatabaseSays;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user is told of an exception that ended a command. */
final class CommandFailure {
  private static final Logger log = LoggerFactory.getLogger(CommandFailure.class);

  private CommandFailure() {}

  /** Prints it, and says what the program ends with. */
  static ExitCode report(Exception thrown, PrintWriter err) {
    if (thrown instanceof CutShort cutShort) {
      StandardError.fault(err, cutShort.said());
      return ExitCode.STOPPED;
    }
    var complaint = complaint(thrown);
    if (complaint.isPresent()) {
      StandardError.fault(err, Printable.lines(complaint.get().reason()));
      return ExitCode.of(complaint.get());
    }
    log.error("Failed: {}", ofDatabase(thrown).orElseGet(() -> new Unforeseen(thrown).trace()));
    return ExitCode.FAILED;
  }

  /** What the program ends with. */
  static ExitCode exitCode(Exception thrown) {
    return thrown instanceof CutShort
        ? ExitCode.STOPPED
        : complaint(thrown).map(ExitCode::of).orElse(ExitCode.FAILED);
  }

  /** The same in a line, for programs. */
  static String line(Exception thrown) {
    if (thrown instanceof CutShort cutShort) {
      return cutShort.said();
    }
    return complaint(thrown)
        .map(Complaint::reason)
        .or(() -> ofDatabase(thrown))
        .orElseGet(() -> new Unforeseen(thrown).line());
  }

  /** What no repetition mends, however late the database says it. */
  private static Optional<Complaint> complaint(Exception thrown) {
    return thrown instanceof Complaint complaint
        ? Optional.of(complaint)
        : DatabaseSays.within(thrown)
            .filter(DatabaseSays::comesBackAtWork)
            .map(fault ->
                Complaint.needsRemedy(
                    "%s; %s".formatted(DatabaseSays.atWork(fault), remedy(fault))));
  }

  private static String remedy(SQLException fault) {
    return DatabaseSays.isCorruption(fault)
        ? DatabaseSays.REMEDY_OF_CORRUPTION
        : "launching again alone mends nothing; 'muster check' may tell more";
  }

  private static Optional<String> ofDatabase(Exception thrown) {
    return DatabaseSays.within(thrown).map(DatabaseSays::atWork);
  }
}
