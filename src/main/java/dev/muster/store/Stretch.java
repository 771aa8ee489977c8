package dev.muster.store;

/**
 * The members of a run from one position to another, such as those that one partition delivers to.
 * What those are follows from the partition's number alone: what a partition is told by an
 * ExecutionContext is lost when the worker dies between the partition's row and its context.
 *
 * @param first the first position
 * @param last the last position; one before the first where there is nobody
 */
public record Stretch(long first, long last) {
  public Stretch {
    if (first < 1 || last < first - 1) {
      throw new IllegalArgumentException("no positions: %d to %d".formatted(first, last));
    }
  }

  /**
   * One of several stretches that differ by one in length at most.
   *
   * @param number from 1
   * @param of how many there are
   * @param members how many members they hold together
   */
  public static Stretch number(int number, int of, long members) {
    return new Stretch(members * (number - 1) / of + 1, members * number / of);
  }

  /** What is left of it behind a position in it. */
  public Stretch after(Position position) {
    return new Stretch(position.value() + 1, last);
  }
}
