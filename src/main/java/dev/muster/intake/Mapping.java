package dev.muster.intake;

import java.util.List;
import java.util.Map;

/** How the values of a row become a row of a table. */
interface Mapping<T> {

  /** The columns that every row needs. */
  List<String> needed();

  /**
   * Takes note of the columns that all rows of a file have.
   *
   * @throws UnreadableSource when one is missing that was asked for
   */
  default void columns(List<String> columns) {}

  /** The row of the table; takes the values that it uses out of the map. */
  T map(Map<String, Value> values) throws BadRow;

  /** About how many characters the row holds. */
  int size(T row);
}
