package dev.muster.intake;

/**
 * A file that cannot be imported as it is. Nothing of it has been kept; its message says what is
 * wrong, where, and what to do, and names no value from the file.
 */
public final class UnreadableSource extends RuntimeException {
  UnreadableSource(String message) {
    super(message);
  }

  UnreadableSource(String message, Throwable cause) {
    super(message, cause);
  }
}
