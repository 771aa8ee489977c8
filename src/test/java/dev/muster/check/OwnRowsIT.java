package dev.muster.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What check says of the rows of a shop's own tables: those that count for nobody, and why. */
class OwnRowsIT {
  private static final String ASK = "is occurred_at a number in the data, ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026-07-01, 2026-07-02 |
          58463-01-01, 58470-02-01 | no event of a sample of 2 lies before tomorrow: the latest is of year 58470; is occurred_at a number in the data, in milliseconds, and taken for seconds?
          58463-01-01, 2026-07-01 |
          58463-01-01, null | no event of a sample of 2 lies before tomorrow: the latest is of year 58463; is occurred_at a number in the data, in milliseconds, and taken for seconds?
          1970-01-21, 1970-01-20 | no event of a sample of 2 is later than 1989: the latest is of year 1970; is occurred_at a number in the data, in seconds, and taken for milliseconds?
          1970-01-21, 1990-01-01 |
          """)
  void timesThatAreAllOfAnotherAgeAreAWarning(String times, @Nullable String said)
      throws Exception {
    for (var database : Database.values()) {
      try (var shop = database.newDataSource()) {
        var jdbc = shop(shop);
        for (var time : times.split(", ", -1)) {
          jdbc.execute(
              "insert into events values ('u', 'A', "
                  + (time.equals("null")
                      ? "null"
                      : "timestamp with time zone '" + time + " 12:00:00+00'")
                  + ", null)");
        }
        assertThat(lines(shop, database, "events"))
            .filteredOn(line -> line.contains(ASK))
            .as("%s", database)
            .containsExactlyElementsOf(said == null ? List.of() : List.of("events: " + said));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void timesOfTomorrowAreNone(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = shop(shop);
      jdbc.execute(
          "insert into events values ('u', 'A', current_timestamp + interval '1' hour, null)");
      assertThat(lines(shop, database, "events")).noneMatch(line -> line.contains(ASK));
      jdbc.execute("update events set occurred_at = current_timestamp + interval '2' day");
      assertThat(lines(shop, database, "events")).anyMatch(line -> line.contains(ASK));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'u', 'A', now()           |
          null, 'A', now()          | 1 of the 2 sampled events has no user id, name or time and counts for no one
          '', 'A', now()            | 1 of the 2 sampled events has no user id, name or time and counts for no one
          '  ', 'A', now()          | 1 of the 2 sampled events has no user id, name or time and counts for no one
          'u', null, now()          | 1 of the 2 sampled events has no user id, name or time and counts for no one
          'u', ' ', now()           | 1 of the 2 sampled events has no user id, name or time and counts for no one
          'u', 'A', null            | 1 of the 2 sampled events has no user id, name or time and counts for no one
          null, null, null          | 1 of the 2 sampled events has no user id, name or time and counts for no one
          """)
  void eventsOfNobodyAreCounted(String row, @Nullable String said) throws Exception {
    for (var database : Database.values()) {
      try (var shop = database.newDataSource()) {
        var jdbc = shop(shop);
        jdbc.execute("insert into events values ('u', 'A', now(), null)");
        jdbc.execute("insert into events values (" + row + ", null)");
        assertThat(lines(shop, database, "events"))
            .filteredOn(line -> line.contains("for no one"))
            .as("%s", database)
            .containsExactlyElementsOf(said == null ? List.of() : List.of("events: " + said));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalEventsOfNobodyAreSaidToBeSeveral(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = shop(shop);
      for (var i = 0; i < 3; i++) {
        jdbc.execute("insert into events values (null, 'A', now(), null)");
      }
      assertThat(lines(shop, database, "events"))
          .contains(
              "events: 3 of the 3 sampled events have no user id, name or time and count for no"
                  + " one");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jsonThatJsonbCannotHoldIsCounted(boolean withSchema) throws Exception {
    try (var shop = pool(withSchema)) {
      var jdbc = shop(shop);
      assumeTrue(withSchema || version(jdbc) >= 16);
      for (var value :
          List.of(
              "{\"a\":\"x\",\"b\":\"\\u0000\"}", "[\"\\ud800\"]", "{\"a\": 1}", "[1]", "null")) {
        jdbc.update("insert into profiles values (?, null, null, false, ?::json)", value, value);
      }
      jdbc.update("insert into profiles values ('n', null, null, false, null)");
      jdbc.update("insert into events values ('u', 'A', now(), '{\"b\":\"\\u0000\"}')");

      assertThat(lines(shop, Database.POSTGRESQL, "profiles"))
          .contains(
              "profiles: column attributes: 2 of the 4 sampled values cannot be read as jsonb and"
                  + " count as absent",
              "profiles: column attributes: 1 of 4 values are no JSON object: they count as objects"
                  + " without names");
      assertThat(lines(shop, Database.POSTGRESQL, "events"))
          .contains(
              "events: column properties: 1 of the 1 sampled values cannot be read as jsonb and"
                  + " counts as absent");

      jdbc.update("delete from profiles where attributes::text like '%a%'");
      assertThat(lines(shop, Database.POSTGRESQL, "profiles"))
          .contains(
              "profiles: column attributes: 1 of 2 values are no JSON object; see that the view gives"
                  + " JSON, not JSON within a JSON text");
    }
  }

  private static int version(JdbcTemplate jdbc) {
    return requireNonNull(
        jdbc.queryForObject(
            "select current_setting('server_version_num')::int / 10000", Integer.class));
  }

  private static HikariDataSource pool(boolean withSchema) {
    if (withSchema) {
      return Database.POSTGRESQL.newDataSource();
    }
    var pool = new HikariDataSource();
    pool.setJdbcUrl(Database.POSTGRESQL.newUrl());
    return pool;
  }

  /** Tables of a shop's own, without what Muster's own see to. */
  private static JdbcTemplate shop(HikariDataSource shop) {
    var jdbc = new JdbcTemplate(shop);
    jdbc.execute("drop table if exists profiles");
    jdbc.execute("drop table if exists events");
    jdbc.execute(
        "create table profiles (user_id varchar, anonymous_id varchar, timezone varchar, opted_out"
            + " boolean, attributes json)");
    jdbc.execute(
        "create table events (user_id varchar, name varchar, occurred_at timestamp with time zone,"
            + " properties json)");
    return jdbc;
  }

  private static List<String> lines(HikariDataSource shop, Database database, String subject)
      throws Exception {
    return new DatabaseCheck(shop, database.dialect())
        .findings().stream()
            .filter(finding -> finding.subject().equals(subject))
            .map(Finding::line)
            .toList();
  }
}
