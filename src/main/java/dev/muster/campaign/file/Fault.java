package dev.muster.campaign.file;

/**
 * Something wrong in a file that a user wrote.
 *
 * @param path the file, as given
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param key the key in full, such as {@code who.audience.all[0].times}; {@code yaml} for a file
 *     that is none
 * @param message what was expected, what was found, and the remedy; one line
 */
public record Fault(String path, int line, int column, String key, String message) {

  /** {@code PATH:LINE:COLUMN: key: message}. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s: %s".formatted(path, line, column, key, message);
  }

  /** {@code PATH:LINE:COLUMN: key: warning: message}, of what is not wrong but doubtful. */
  public String asWarning() {
    return "%s:%d:%d: %s: warning: %s".formatted(path, line, column, key, message);
  }
}
