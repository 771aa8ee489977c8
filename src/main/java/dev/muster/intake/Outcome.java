package dev.muster.intake;

import java.util.List;

/**
 * What a table has done with some rows.
 *
 * @param repeated how many of them changed nothing, because the same was there already
 * @param contradicted those that were left out, because under their id something else stands
 */
record Outcome(long repeated, List<FileRow> contradicted) {
  /** All of them are there now. */
  static final Outcome ALL = new Outcome(0, List.of());

  Outcome {
    contradicted = List.copyOf(contradicted);
  }
}
