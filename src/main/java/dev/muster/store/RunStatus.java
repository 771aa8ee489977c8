package dev.muster.store;

import java.util.Locale;

/** How far a run has come. */
public enum RunStatus {
  /** An execution works on it, or died without a word. */
  RUNNING,
  /** Every user has an end. */
  COMPLETED,
  /** Some users are due at a later window. */
  WAITING,
  /** An execution ended at a checkpoint because it was asked to. */
  STOPPED,
  /** An execution could not go on; another one may. */
  FAILED,
  /** A guard said no. */
  REFUSED,
  /** Ended for good by an operator. */
  ABANDONED,
  /** No launch came in time, and the campaign does not have it caught up with. */
  MISSED;

  /** Its name in reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status with that {@link #key}. */
  public static RunStatus of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Whether a launch takes it up again by itself. */
  public boolean unfinished() {
    return switch (this) {
      case RUNNING, WAITING, STOPPED, FAILED -> true;
      case COMPLETED, REFUSED, ABANDONED, MISSED -> false;
    };
  }
}
