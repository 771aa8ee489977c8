package dev.muster.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What profiles and events are like, as far as a campaign depends on it: names, spellings, types.
 * Rows are streamed, so that memory does not grow with them; each question is one of its own, in a
 * read-only transaction.
 *
 * @param most how many events of a name, or profiles, are looked into
 */
public record SourceSample(SourceDatabase source, int most) {
  private static final int MOST = 50_000;
  private static final int FETCH_SIZE = 1000;

  /** Takes a name, or how something is spelled, and how many rows have it. */
  public interface Counted {
    void take(String name, long rows);
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /** So many rows as do not keep somebody waiting who looks on. */
  public static SourceSample of(SourceDatabase source) {
    return new SourceSample(source, MOST);
  }

  /**
   * What the properties of the latest events of a name are.
   *
   * @param name null for events of any name
   * @param asked the properties whose values' kinds are counted
   * @throws SQLException when the database refuses the question
   */
  public SeenValues events(@Nullable String name, Set<String> asked) throws SQLException {
    if (name != null && !Storable.text(name)) {
      return new SeenValues(asked, most);
    }
    return seen(
        new Query(
            "select "
                + safe("properties")
                + " as found from events"
                + (name == null ? "" : " where name = ?")
                + " order by occurred_at desc limit "
                + most,
            name == null ? List.of() : List.of(name)),
        asked);
  }

  /**
   * What the attributes of some profiles are, and which of the columns that a test can name are
   * filled.
   *
   * @param asked the attributes whose values' kinds are counted
   * @throws SQLException when the database refuses the question
   */
  public SeenValues profiles(Set<String> asked) throws SQLException {
    var seen = new SeenValues(asked, most);
    each(
        new Query(
            "select "
                + String.join(", ", SourceTable.TEXTS)
                + ", "
                + safe("attributes")
                + " as found from profiles"
                + " where user_id is not null limit "
                + most,
            List.of()),
        row -> {
          var columns = new HashMap<String, Boolean>();
          for (var column : SourceTable.TEXTS) {
            columns.put(column, row.getString(column) != null);
          }
          seen.add(row.getString("found"), columns);
        });
    return seen;
  }

  /**
   * Whether there are profiles, but none of a user who did one of the latest events of a name.
   *
   * @throws SQLException when the database refuses the question
   */
  public boolean isOfUsersWithoutProfile(String name) throws SQLException {
    // Counted: where one row is enough PostgreSQL plans for an early hit, and may go through all
    // profiles for each event when there is none.
    var without = new boolean[1];
    each(
        new Query(
            """
            select exists (select 1 from profiles where user_id is not null)
                   and 0 = (
                       select count(*)
                       from (select user_id from events where name = ?
                             order by occurred_at desc limit MOST) latest
                       where USER_ID in (select user_id from profiles)) as found\
            """
                .replace("MOST", "" + most)
                .replace("USER_ID", source.product().inAnyCollation("latest.user_id")),
            List.of(name)),
        row -> without[0] = row.getBoolean("found"));
    return without[0];
  }

  /**
   * Hands on the name of every event and how many have it, in no order.
   *
   * @throws SQLException when the database refuses the question
   */
  public void eventNames(Counted names) throws SQLException {
    count("select name as found, count(*) as counted from events group by name", names);
  }

  /**
   * Hands on how time zones are spelled, without the blanks around them, and how many profiles have
   * them so, in no order.
   *
   * @throws SQLException when the database refuses the question
   */
  public void timezones(Counted spellings) throws SQLException {
    count(
        "select trim(timezone) as found, count(*) as counted from profiles"
            + " where user_id is not null group by trim(timezone)",
        spellings);
  }

  /** The text of a column of JSON, as audiences see it. */
  private String safe(String column) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      var json = source.product().safeJson(connection);
      return "cast(" + json.read(column) + " as varchar)";
    }
  }

  private SeenValues seen(Query question, Set<String> asked) throws SQLException {
    var seen = new SeenValues(asked, most);
    each(question, row -> seen.add(row.getString("found")));
    return seen;
  }

  private void count(String question, Counted counted) throws SQLException {
    each(
        new Query(question, List.of()),
        row -> {
          var found = row.getString("found");
          if (found != null) {
            counted.take(found, row.getLong("counted"));
          }
        });
  }

  private void each(Query question, Row taker) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      // Else PostgreSQL's driver reads all rows before the first.
      connection.setAutoCommit(false);
      try {
        each(connection, question, taker);
      } finally {
        connection.rollback();
      }
    }
  }

  private static void each(Connection connection, Query question, Row taker) throws SQLException {
    try (var statement = question.prepare(connection)) {
      statement.setFetchSize(FETCH_SIZE);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    }
  }
}
