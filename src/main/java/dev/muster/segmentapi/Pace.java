package dev.muster.segmentapi;

/**
 * How fast may be sent, over all who send. They ask one after the other: between the two calls
 * nobody else does. Several machines would share one of these; within a process it is {@link
 * TokenPace}.
 */
interface Pace {
  /** The nanoseconds from now until the next request may begin, 0 for at once. */
  long nanosLeft();

  /**
   * The most messages that a request may carry, so that no second sees more than the rate; at least
   * 1.
   */
  int mostMessages();

  /** A request with so many messages, no more than the most, begins now. */
  void take(int messages);
}
