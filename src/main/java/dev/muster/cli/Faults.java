package dev.muster.cli;

import dev.muster.run.Unforeseen;
import dev.muster.store.DatabaseSays;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user is told of an exception that ended a command. */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  /** Prints it, and says what the program ends with. */
  static ExitCode report(Exception thrown, PrintWriter err) {
    if (thrown instanceof Complaint complaint) {
      err.println(complaint.reason());
      return complaint.exitCode();
    }
    log.error("Failed: {}", ofDatabase(thrown).orElseGet(() -> new Unforeseen(thrown).trace()));
    return ExitCode.FAILED;
  }

  /** The same in a line, for programs. */
  static String line(Exception thrown) {
    return thrown instanceof Complaint complaint
        ? complaint.reason()
        : ofDatabase(thrown).orElseGet(() -> new Unforeseen(thrown).line());
  }

  private static Optional<String> ofDatabase(Exception thrown) {
    return DatabaseSays.within(thrown).map(fault -> "the database says: " + DatabaseSays.of(fault));
  }
}
