package dev.muster.intake;

import java.util.List;

/** What the reading thread hands to the writing one. */
sealed interface Handover<T> {

  /**
   * Some good rows, in their order.
   *
   * @param read rows of the file until here, good and bad
   */
  record Rows<T>(List<T> rows, long read) implements Handover<T> {}

  /** The file has been read to its end. */
  record End<T>() implements Handover<T> {}

  /** It could not be. */
  record Failed<T>(Exception why) implements Handover<T> {}
}
