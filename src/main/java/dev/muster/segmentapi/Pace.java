package dev.muster.segmentapi;

/**
 * How fast may be sent, over all who send. Several machines would share one of these; within a
 * process it is {@link TokenPace}.
 */
interface Pace {
  /**
   * Takes a place for one request with so many messages.
   *
   * @return the nanoseconds from now until it may be sent, 0 for at once
   */
  long reserve(int messages);
}
