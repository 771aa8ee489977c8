package dev.muster.campaign;

/** How a {@code did} is to be satisfied by the events in its window. */
public sealed interface Occurrence {

  /**
   * A measure over the events must pass a test. Users with no such event satisfy none.
   *
   * @param test number operators only
   * @param includingZero whether users with no such event have 0, which is then tested
   */
  record Measured(Measure measure, ValueTest test, boolean includingZero) implements Occurrence {}

  /** The user's first such event ever lies in the window. */
  record FirstTime() implements Occurrence {}

  /** The user's latest such event before the as-of instant lies in the window. */
  record LastTime() implements Occurrence {}
}
