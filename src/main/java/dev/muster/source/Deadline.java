package dev.muster.source;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/**
 * Until when a question to a source must be answered as a whole: the database's own limit begins
 * again with each page of an answer that is streamed.
 *
 * @param limit how long it may take
 * @param began {@link System#nanoTime} when it was asked
 */
public record Deadline(Duration limit, long began) {
  private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

  /** PostgreSQL's SQLSTATE for what it has cancelled. */
  private static final String CANCELLED = "57014";

  /** That of a question that is asked now. */
  public static Deadline fromNow(SourceDatabase source) {
    var apart = source.apart();
    return new Deadline(apart == null ? UNLIMITED : apart.timeLimit(), System.nanoTime());
  }

  /**
   * Comes back while there is time.
   *
   * @throws SQLTimeoutException with the SQLSTATE of a database's own limit
   */
  public void requireTime() throws SQLException {
    if (System.nanoTime() - began > limit.toNanos()) {
      throw new SQLTimeoutException("it takes longer than muster.source.time-limit", CANCELLED);
    }
  }
}
