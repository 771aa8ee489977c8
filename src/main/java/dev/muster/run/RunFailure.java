package dev.muster.run;

/** Why an execution could not go on, as its step throws it. */
abstract sealed class RunFailure extends RuntimeException {

  private final String reason;

  private RunFailure(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The failure in one line, for people. */
  String reason() {
    return reason;
  }

  /** Another execution may do better. */
  static final class Passing extends RunFailure {
    private final boolean namesCommand;
    private final boolean leavesDoubt;

    Passing(String message) {
      this(message, false);
    }

    /**
     * A failure that another execution may not meet.
     *
     * @param namesCommand whether the message says with which command one goes on, or ends the run
     */
    Passing(String message, boolean namesCommand) {
      this(message, namesCommand, true);
    }

    private Passing(String message, boolean namesCommand, boolean leavesDoubt) {
      super(message);
      this.namesCommand = namesCommand;
      this.leavesDoubt = leavesDoubt;
    }

    /** One before which was written down who may have been sent to. */
    static Passing withoutDoubt(String message) {
      return new Passing(message, false, false);
    }

    /** Whether it may have come between sending and writing that down. */
    boolean leavesDoubt() {
      return leavesDoubt;
    }

    boolean namesCommand() {
      return namesCommand;
    }
  }

  /** It was asked to stop, and the request under way was given up. */
  static final class Stopped extends RunFailure {
    Stopped(String message) {
      super(message);
    }
  }

  /** Something must be changed first. */
  static final class NeedsRemedy extends RunFailure {
    private final boolean rejectionsVoid;
    private final boolean namesCommand;

    /**
     * A failure that repeating does not mend.
     *
     * @param rejectionsVoid whether what this execution rejected is to be sent again
     */
    NeedsRemedy(String message, boolean rejectionsVoid) {
      this(message, rejectionsVoid, false);
    }

    private NeedsRemedy(String message, boolean rejectionsVoid, boolean namesCommand) {
      super(message);
      this.rejectionsVoid = rejectionsVoid;
      this.namesCommand = namesCommand;
    }

    /** One whose message says with which command one goes on, or ends the run. */
    static NeedsRemedy namingCommand(String message) {
      return new NeedsRemedy(message, false, true);
    }

    boolean rejectionsVoid() {
      return rejectionsVoid;
    }

    boolean namesCommand() {
      return namesCommand;
    }
  }

  /** The safety limit said no. */
  static final class Refused extends RunFailure {
    Refused(String message) {
      super(message);
    }
  }
}
