package dev.muster.source;

import org.jspecify.annotations.Nullable;

/**
 * What a view selects for a column of another type than is expected.
 *
 * @param sql which the database takes; … stands for what only its author can know
 * @param unless when something else is meant, and what it is then; or null
 */
public record SourceCast(String sql, @Nullable String unless) {
  /** What is none of these counts as an opt-out: that harms nobody. */
  static final String NOT = "('false', 'f', 'no', 'n', 'off', '0', '')";

  /** What has no time in it. */
  public static final SourceCast UNKNOWN = new SourceCast("…");

  public SourceCast(String sql) {
    this(sql, null);
  }

  /** Of a time without a zone. */
  public static SourceCast inUtc(String sql) {
    return new SourceCast(sql, "for UTC the zone that it is in");
  }

  /** Of a time in a text, which is read in the session's zone where it names none. */
  public static SourceCast ofText(String sql, String inUtc) {
    return new SourceCast(
        sql,
        "that is for texts with a zone or offset in them, for others %s, and for UTC the zone that they are in"
            .formatted(inUtc));
  }

  /** Of a number since 1970. */
  public static SourceCast ofSeconds(String sql, String ofMilliseconds) {
    return new SourceCast(sql, "that is for seconds, for milliseconds " + ofMilliseconds);
  }
}
