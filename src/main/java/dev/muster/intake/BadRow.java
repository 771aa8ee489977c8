package dev.muster.intake;

import org.jspecify.annotations.Nullable;

/**
 * Why one row cannot be taken; it leads to a line in the file of rejected rows. Its message names
 * columns and kinds, never a value.
 */
final class BadRow extends Exception {
  private final @Nullable String column;

  BadRow(String reason) {
    this(null, reason);
  }

  private BadRow(@Nullable String column, String reason) {
    // Without a stack trace: there may be millions of them, and nobody reads it.
    super(reason, null, false, false);
    this.column = column;
  }

  /** What one column holds is the reason. */
  static BadRow of(String column, String fault) {
    return new BadRow(column, column + " " + fault);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  /** The column whose value is the reason; null where it is more than a needed value. */
  @Nullable String column() {
    return column;
  }
}
