package dev.muster.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a run stands, with what that state has to tell. */
public sealed interface RunState {

  /** The state's name. */
  default RunStatus status() {
    return switch (this) {
      case Planned _, Running _ -> RunStatus.RUNNING;
      case Waiting _ -> RunStatus.WAITING;
      case Stopped _ -> RunStatus.STOPPED;
      case Failed _ -> RunStatus.FAILED;
      case Refused _ -> RunStatus.REFUSED;
      case Completed _ -> RunStatus.COMPLETED;
      case Abandoned _ -> RunStatus.ABANDONED;
      case Missed _ -> RunStatus.MISSED;
    };
  }

  /** It is written down, and no execution has begun. */
  record Planned() implements RunState {}

  /** An execution works on it, or died without a word. */
  record Running() implements RunState {}

  /** A state in which nobody works on the run. */
  sealed interface Ended extends RunState {

    /** When the latest execution ended, or the run without one. */
    Instant at();

    /** Why, in one line, or null where there is nothing to tell. */
    default @Nullable String reason() {
      return null;
    }
  }

  /**
   * Some users are due later.
   *
   * @param next when the first of them is
   */
  record Waiting(Instant at, Instant next) implements Ended {}

  /**
   * Its execution ended at a checkpoint because it was asked to; or it was finished, and reopened.
   */
  record Stopped(Instant at, @Nullable String reason) implements Ended {}

  /** Its execution could not go on; another one may. */
  record Failed(Instant at, String reason) implements Ended {}

  /** A guard said no. */
  record Refused(Instant at, String reason) implements Ended {}

  /** Every user has an end. */
  record Completed(Instant at) implements Ended {}

  /** An operator has ended it for good. */
  record Abandoned(Instant at, @Nullable String reason) implements Ended {}

  /** No launch came in time, and the campaign does not have it caught up with. */
  record Missed(Instant at, String reason) implements Ended {}
}
