package dev.muster.intake;

import java.util.regex.Pattern;

/**
 * Whether the user ids of a CSV look like whole numbers that a program wrote as {@code 7.0}, as it
 * does with a column that has gaps: they are texts, and other users' than {@code 7}.
 */
final class PointedIds {
  private static final int ROWS = 100;
  private static final Pattern POINTED = Pattern.compile("-?\\d+\\.0");

  private int rows;
  private int pointed;

  /** Takes note of a row. */
  void row(Row row) {
    if (rows < ROWS
        && rows == pointed
        && row instanceof Row.Read(_, var values)
        && values.get("user_id") instanceof Value.Cell(var text)
        && !text.isEmpty()) {
      rows++;
      if (POINTED.matcher(text).matches()) {
        pointed++;
      }
    }
  }

  /** Whether those of the first hundred rows, or of all where there are fewer, are so. */
  boolean all() {
    return rows > 0 && pointed == rows;
  }
}
