package dev.muster.intake;

/**
 * Why one row cannot be taken; it leads to a line in the file of rejected rows. Its message names
 * columns and kinds, never a value.
 */
final class BadRow extends Exception {
  BadRow(String reason) {
    // Without a stack trace: there may be millions of them, and nobody reads it.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
