package dev.muster.intake;

import java.util.Map;

/** One row of a file, as far as it could be read. */
sealed interface Row {

  /** Where the row begins; the first line is 1. */
  long line();

  /** A row with its values by column, in the order of the file; whoever takes it may change it. */
  record Read(long line, Map<String, Value> values) implements Row {}

  /** A row that is not well-formed; the rows behind it can be read all the same. */
  record Malformed(long line, String reason) implements Row {}
}
