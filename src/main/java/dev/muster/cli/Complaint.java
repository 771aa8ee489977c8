package dev.muster.cli;

/** Something that the user can mend: one clear message, an exit code, no stack trace. */
final class Complaint extends RuntimeException {
  private final ExitCode exitCode;
  private final String reason;

  Complaint(ExitCode exitCode, String reason) {
    super(reason);
    this.exitCode = exitCode;
    this.reason = reason;
  }

  /** What the user is told. */
  String reason() {
    return reason;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
