package dev.muster.source;

import dev.muster.campaign.WhiteSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Whether the rows of {@code profiles} can be told from each other: every user has one.
 *
 * @param missing how many rows have no user id, or white space alone: they are nobody's
 * @param doubled how many user ids stand in more than one row
 * @param repeated how many values do, white space and empty text among them, null not
 */
public record UserIds(long missing, long doubled, long repeated) {
  /** What mends it where ids stand twice. */
  public static final String REMEDY =
      "let profiles have one row a user: a join returns one for each row that it meets, so pick or"
          + " sum up before it";

  private static final String MISSING =
      """
      select count(*) as missing, 0 as doubled, 0 as repeated
      from profiles
      where user_id is null or (%s)
      """
          .formatted(isBlank("user_id"));
  private static final String BOTH =
      """
      select coalesce(sum(case when blank then times end), 0) as missing,
             count(case when times > 1 and not blank then 1 end) as doubled,
             count(case when times > 1 and present then 1 end) as repeated
      from (
          select times, user_id is not null as present, user_id is null or (%s) as blank
          from (
              select user_id, count(*) as times
              from profiles
              group by user_id
          ) by_id
      ) judged
      """
          .formatted(isBlank("user_id"));

  /**
   * That a column is white space alone; the parameter is all of that. Most ids begin with a
   * character that can be seen, which is told sooner than all the others.
   */
  static String isBlank(String column) {
    return "coalesce(ascii(%1$s), 0) not between 33 and 126 and btrim(%1$s, ?) = ''"
        .formatted(column);
  }

  /**
   * Counts them in the connection's transaction: all rows are read.
   *
   * @param cancel is given, before it begins, what ends it from another thread
   */
  public static UserIds count(Connection connection, Product product, Consumer<Runnable> cancel)
      throws SQLException {
    var unique = SourceTable.hasUniqueIds(connection, product);
    try (var statement = connection.prepareStatement(unique ? MISSING : BOTH)) {
      cancel.accept(() -> Query.cancel(statement, product));
      statement.setString(1, WhiteSpace.ALL);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new UserIds(
            rows.getLong("missing"), rows.getLong("doubled"), rows.getLong("repeated"));
      }
    }
  }

  /** What is wrong, in words, and what to do about it, where ids stand twice. */
  public String fault() {
    return "profiles: " + said() + "; " + REMEDY;
  }

  /** What is wrong, in words, where ids stand twice. */
  public String said() {
    return String.format(
        Locale.ROOT,
        doubled == 1
            ? "%,d user id stands in more than one row"
            : "%,d user ids stand in more than one row",
        doubled);
  }

  /** Refuses rows that cannot be told from each other. */
  public void requireUnique() throws UnfitSource {
    if (doubled > 0) {
      throw new UnfitSource(fault());
    }
  }
}
