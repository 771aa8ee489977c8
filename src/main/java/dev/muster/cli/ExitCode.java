package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.report.RunReport;
import java.util.Collection;
import java.util.List;

/** What a command ends with. */
public enum ExitCode {
  /** Done, waiting for a later window, or held by another worker. */
  DONE(0),
  /** Failed; another launch continues. */
  FAILED(1),
  /** Wrong usage, campaign or settings: repeating is useless until something is changed. */
  WRONG(2),
  /** Refused by the safety limit. */
  REFUSED(3),
  /** Done, but some users were rejected or invalid, or some rows were bad. */
  INCOMPLETE(4),
  /** Stopped by SIGTERM at a checkpoint. */
  STOPPED(143);

  /** When several things were done, the first of these that occurred counts. */
  private static final List<ExitCode> GRAVEST_FIRST =
      List.of(STOPPED, FAILED, WRONG, REFUSED, INCOMPLETE, DONE);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }

  /** The one that counts when several things were done; nothing done is {@link #DONE}. */
  static ExitCode worst(Collection<ExitCode> exitCodes) {
    return GRAVEST_FIRST.stream().filter(exitCodes::contains).findFirst().orElse(DONE);
  }

  /** What a complaint ends the program with. */
  static ExitCode of(Complaint complaint) {
    return complaint.passing() ? FAILED : WRONG;
  }

  /** What a run that was worked on, or that was finished before, ends the program with. */
  static ExitCode of(RunReport report) {
    return switch (report.status()) {
      case "stopped" -> STOPPED;
      case "refused" -> REFUSED;
      case "failed" -> FAILED;
      // Told once, when it is done: until then, launches find it again and again.
      case "waiting" -> DONE;
      default -> report.incomplete() ? INCOMPLETE : DONE;
    };
  }
}
