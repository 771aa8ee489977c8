package dev.muster.audience;

import dev.muster.campaign.WhiteSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Who did the events of a sample, and when.
 *
 * @param sampled how many were looked at
 * @param incomplete how many of them have no user id, no name or no time, and count for no one
 * @param past how many of them lie no later than a day from now
 * @param recent how many of them lie after 1989
 * @param latestYear in UTC, when the latest was; 0 when none has a time
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
             max(occurred_at) as latest
      from (select user_id, name, occurred_at from events limit MOST) some_events
      """
          .formatted(UserIds.isBlank("user_id"), UserIds.isBlank("name"));

  static EventSample look(Connection connection, int most) throws SQLException {
    var question = QUESTION.replace("MOST", "" + most);
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, WhiteSpace.ALL);
      statement.setString(2, WhiteSpace.ALL);
      try (var row = statement.executeQuery()) {
        row.next();
        var latest = row.getObject("latest", OffsetDateTime.class);
        return new EventSample(
            row.getLong("sampled"),
            row.getLong("incomplete"),
            row.getLong("past"),
            row.getLong("recent"),
            latest == null ? 0 : latest.withOffsetSameInstant(ZoneOffset.UTC).getYear());
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
