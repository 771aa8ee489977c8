package dev.muster.audience;

import java.sql.SQLException;

/**
 * Profiles or events are not what audiences can be found in, and stay so until somebody changes
 * them. The message says what, where and how; it names no user.
 */
public final class UnfitSource extends SQLException {
  UnfitSource(String message) {
    super(message);
  }

  /** What is wrong, and what to do about it, in one line. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
