package dev.muster.campaign.file;

import java.util.Set;

/** Cells of a CSV by which databases mean that there is nothing. */
public final class CsvNull {
  /** How MySQL, Hive and Snowflake write null; it can hardly be anything else. */
  private static final String CELL = "\\N";

  /** Words that may be somebody's name or answer, but are nobody's id. */
  private static final Set<String> IDS = Set.of("null", "NULL", "Null");

  private CsvNull() {}

  /** Whether a cell of any column is null. */
  public static boolean isCell(String cell) {
    return CELL.equals(cell);
  }

  /** Whether a cell where an id is expected is null. */
  public static boolean isId(String cell) {
    return isCell(cell) || IDS.contains(cell);
  }
}
