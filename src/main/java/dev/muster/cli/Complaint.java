package dev.muster.cli;

/** Something that the user can mend: one clear message, an exit code, no stack trace. */
final class Complaint extends RuntimeException {
  private final ExitCode exitCode;

  Complaint(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
