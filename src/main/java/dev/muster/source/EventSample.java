package dev.muster.source;

import dev.muster.campaign.WhiteSpace;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Who did the events of a sample, and when.
 *
 * @param sampled how many were looked at
 * @param incomplete how many of them have no user id, no name or no time, as {@code infinity} is
 *     none, and count for no one
 * @param past how many of them lie no later than a day from now
 * @param recent how many of them lie after 1989
 * @param latestYear in UTC, when the latest was; 0 when none has a time, or only {@code -infinity}
 */
public record EventSample(long sampled, long incomplete, long past, long recent, int latestYear) {
  private static final String QUESTION =
      """
      select count(*) as sampled,
             count(case when user_id is null or (%s)
                          or name is null or (%s)
                          or occurred_at is null then 1 end) as incomplete,
             count(case when occurred_at < current_timestamp + interval '1' day then 1 end) as past,
             count(case when occurred_at >= timestamp with time zone '1990-01-01 00:00:00+00'
                        then 1 end) as recent,
             extract(year from max(case when FINITE then occurred_at end) at time zone 'UTC')
                 as latest_year
      from (select user_id, name, TIME as occurred_at from events limit MOST) some_events
      """
          .formatted(UserIds.isBlank("user_id"), UserIds.isBlank("name"));

  static EventSample look(Connection connection, Product product, int most) throws SQLException {
    var question =
        QUESTION
            .replace("FINITE", product.isInAYear("occurred_at"))
            .replace("TIME", product.endless("occurred_at"));
    try (var statement = connection.prepareStatement(question.replace("MOST", "" + most))) {
      statement.setString(1, WhiteSpace.ALL);
      statement.setString(2, WhiteSpace.ALL);
      try (var row = statement.executeQuery()) {
        row.next();
        return new EventSample(
            row.getLong("sampled"),
            row.getLong("incomplete"),
            row.getLong("past"),
            row.getLong("recent"),
            row.getInt("latest_year"));
      }
    }
  }

  /** Whether there are times, and all lie ahead: that is what seconds taken for too much look. */
  public boolean isAllAhead() {
    return past == 0 && latestYear != 0;
  }

  /** Whether there are times, and all lie before there were such data. */
  public boolean isAllLongAgo() {
    return recent == 0 && latestYear != 0;
  }
}
