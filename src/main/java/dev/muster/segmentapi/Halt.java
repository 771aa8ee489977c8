package dev.muster.segmentapi;

import org.jspecify.annotations.Nullable;

/**
 * Why no more can be done now: one word from the Segment API, or from whatever else a run meets, to
 * what its launch came to.
 */
public sealed interface Halt {

  /** One line: what was asked of whom, what was expected, what was seen. */
  String reason();

  /** What must be done about it before anything else is of use, or null. */
  default @Nullable String remedy() {
    return null;
  }

  /** Whether reason or remedy say with which command one goes on, or ends the run. */
  default boolean namesCommand() {
    return false;
  }

  /** The reason, with its remedy. */
  default String inFull() {
    return remedy() == null ? reason() : reason() + "; " + remedy();
  }

  /**
   * Attempts or time were used up, or something failed that may do better the next time: a later
   * launch goes on.
   *
   * @param leavesDoubt whether it may have come between sending and writing that down
   */
  record Passing(String reason, boolean namesCommand, boolean leavesDoubt) implements Halt {

    /** One that may have come between sending and writing that down. */
    public static Passing inDoubt(String reason) {
      return new Passing(reason, false, true);
    }

    /** One before which was written down who may have been sent to. */
    public static Passing accountedFor(String reason) {
      return new Passing(reason, false, false);
    }
  }

  /** Somebody asked for it. */
  record Stopped(String reason) implements Halt {

    /** {@link SegmentApi#stop} was called. */
    static final Stopped SENDING = new Stopped("sending was stopped");
  }

  /**
   * Something must be changed first: key, region, address, the source, or what is sent.
   *
   * @param rejectionsVoid true when messages were refused one after the other and none was accepted
   *     since the start: the fault is not theirs, so what was {@link Sending.Rejected} since the
   *     start, by this or by another batch, is to be sent again like the {@link Sending.Unsent}
   */
  record NeedsRemedy(
      String reason, @Nullable String remedy, boolean rejectionsVoid, boolean namesCommand)
      implements Halt {

    /** A halt that leaves what was rejected rejected. */
    public NeedsRemedy(String reason, @Nullable String remedy) {
      this(reason, remedy, false, false);
    }
  }

  /**
   * The first answer 2xx of an execution was a page of HTML: somebody else's. Whether the messages
   * have come through to the Segment API is not known.
   */
  record SomebodyElse(String reason, String remedy) implements Halt {}
}
