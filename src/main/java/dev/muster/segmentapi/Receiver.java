package dev.muster.segmentapi;

/** What was learnt of the receiver in this execution, by all workers. */
final class Receiver {
  private static final int REFUSALS = 10;
  private boolean accepted;
  private boolean trusted;
  private boolean plain;
  private int refusals;

  Receiver(boolean gzip) {
    plain = !gzip;
  }

  /**
   * Something was accepted.
   *
   * @param plainOnly whether it was plain, and was refused compressed before
   */
  synchronized void accepted(boolean plainOnly) {
    accepted = true;
    plain = plain || plainOnly;
  }

  /** Whether something was accepted in this execution. */
  synchronized boolean hasAccepted() {
    return accepted;
  }

  /** It has accepted messages of the run before: what it refuses is refused for itself. */
  synchronized void trust() {
    trusted = true;
  }

  /**
   * A message was refused alone.
   *
   * @return true when it was the tenth, and nothing was accepted before: something is wrong for all
   */
  synchronized boolean refusesAll() {
    refusals++;
    return !accepted && !trusted && refusals >= REFUSALS;
  }

  /**
   * Whether a 400 may be meant for the compression: while nothing was accepted, and when another
   * worker has found out meanwhile that only plain bodies are taken.
   */
  synchronized boolean gzipInDoubt() {
    return !accepted || plain;
  }

  synchronized boolean gzip() {
    return !plain;
  }
}
