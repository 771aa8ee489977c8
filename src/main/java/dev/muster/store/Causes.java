package dev.muster.store;

import java.util.stream.Stream;

/** What is behind something thrown. */
public final class Causes {
  /** Nothing has more of them, but causes that stand in a circle. */
  private static final int MOST = 100;

  private Causes() {}

  /** It, its cause, that one's cause, and so on; of a circle, no more than {@value #MOST}. */
  public static Stream<Throwable> of(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(MOST);
  }
}
