package dev.muster.cli;

import java.io.PrintWriter;
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
    log.error("Failed: {}", String.valueOf(thrown.getMessage()), thrown);
    return ExitCode.FAILED;
  }
}
