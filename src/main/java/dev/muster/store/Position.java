package dev.muster.store;

/** A member's place in its run, from 1, in the order in which the audience's query found them. */
public record Position(long value) implements Comparable<Position> {

  public Position {
    if (value < 1) {
      throw new IllegalArgumentException("a position is 1 or more, found: " + value);
    }
  }

  @Override
  public int compareTo(Position other) {
    return Long.compare(value, other.value);
  }
}
