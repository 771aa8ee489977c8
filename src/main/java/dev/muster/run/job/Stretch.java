package dev.muster.run.job;

/**
 * The positions of a run's members that one partition delivers to. It follows from the partition's
 * number alone: what a partition is told by an ExecutionContext is lost when the worker dies
 * between the partition's row and its context.
 *
 * @param after the position before the first
 * @param last the last position
 */
record Stretch(long after, long last) {

  /**
   * One of several stretches that differ by one in length at most.
   *
   * @param number from 1
   * @param of how many there are
   * @param members how many members they hold together
   */
  static Stretch number(int number, int of, long members) {
    return new Stretch(members * (number - 1) / of, members * number / of);
  }
}
