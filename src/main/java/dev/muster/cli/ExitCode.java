package dev.muster.cli;

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

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
