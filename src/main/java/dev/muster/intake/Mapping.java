package dev.muster.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** How the values of a row become a row of a table. */
interface Mapping<T> {

  /** The columns that every row needs. */
  List<String> needed();

  /** The columns that hold a text, the needed ones first. */
  List<String> texts();

  /**
   * Takes note of the columns that all rows of a file have.
   *
   * @throws UnreadableSource when one is missing that was asked for
   */
  default void columns(List<String> columns) {}

  /**
   * The row of the table; takes the values that it uses out of the map.
   *
   * @param from makes a copy of the row as it stands in the file
   */
  T map(Map<String, Value> values, Supplier<FileRow> from) throws BadRow;

  /** About how many characters the row holds. */
  int size(T row);

  /** Names of the file that have no place in a row of the table, as far as they were met. */
  default Set<String> ignored() {
    return Set.of();
  }

  /**
   * Names of the file that look like a column but were taken for something else, each with that
   * column, as far as they were met.
   */
  default Map<String, String> alike() {
    return Map.of();
  }
}
