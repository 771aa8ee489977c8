package dev.muster.source;

import java.sql.SQLException;

/**
 * Profiles or events are not what audiences can be found in, and stay so until somebody changes
 * them. The message says what, where and how; it names no user.
 */
public final class UnfitSource extends SQLException {
  /** None of any database's. */
  private static final String STATE = "MU002";

  public UnfitSource(String message) {
    super(message, STATE);
  }

  /** What is wrong, and what to do about it, in one line. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
