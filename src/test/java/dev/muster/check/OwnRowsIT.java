package dev.muster.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.util.List;
import java.util.UUID;
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

  /** PostgreSQL's: such times are no instants, and the end of all that Java, or H2, knows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | infinity, 2026-07-01                    | events: 1 of the 2 sampled events has no user id, name or time and counts for no one
          POSTGRESQL | infinity                                | events: 1 of the 1 sampled events has no user id, name or time and counts for no one
          POSTGRESQL | -infinity, 2026-07-01                   |
          POSTGRESQL | -infinity                               |
          POSTGRESQL | 0044-03-15 12:00:00+00 BC, 2026-07-01   |
          POSTGRESQL | 0044-03-15 12:00:00+00 BC               | events: no event of a sample of 1 is later than 1989: the latest is of year -44; is occurred_at a number in the data, in seconds, and taken for milliseconds?
          POSTGRESQL | infinity, 294276-12-31 23:59:59+00      | events: 1 of the 2 sampled events has no user id, name or time and counts for no one~events: no event of a sample of 2 lies before tomorrow: the latest is of year 294276; is occurred_at a number in the data, in milliseconds, and taken for seconds?
          H2         | 1000000000-12-31 23:59:59+00            | events: no event of a sample of 1 lies before tomorrow: the latest is of year 1000000000; is occurred_at a number in the data, in milliseconds, and taken for seconds?
          H2         | -1000000000-01-01 00:00:00+00, 2026-07-01 12:00:00+00 |
          """)
  void timesBeyondAllYearsKeepNothingFromBeingTold(
      Database database, String times, @Nullable String said) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = shop(shop);
      for (var time : times.split(", ", -1)) {
        jdbc.execute(
            "insert into events values ('u', 'A', timestamp with time zone '" + time + "', null)");
      }
      assertThat(lines(shop, database, "events"))
          .filteredOn(line -> line.contains("sample"))
          .containsExactlyElementsOf(said == null ? List.of() : List.of(said.split("~", -1)));
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | profiles | opted_out   | cast(id as int) <> 0                                    | column opted_out: a value cannot be read (SQLSTATE 22P02)
          POSTGRESQL | profiles | attributes  | cast(id as json)                                        | column attributes: a value cannot be read (SQLSTATE 22P02)
          POSTGRESQL | events   | occurred_at | cast(id as timestamp with time zone)                    | column occurred_at: a value cannot be read (SQLSTATE 22007)
          H2         | profiles | opted_out   | cast(id as int) <> 0                                    | a value of one of its columns cannot be read (SQLSTATE 22018)
          H2         | profiles | attributes  | id format json                                          | a value of one of its columns cannot be read (SQLSTATE 22018)
          H2         | events   | occurred_at | cast(id as timestamp with time zone)                    | a value of one of its columns cannot be read (SQLSTATE 22007)
          """)
  void aViewThatCannotCastAValueIsOneFailureOfOneColumn(
      Database database, String name, String column, String cast, String said) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = shop(shop);
      jdbc.execute("create table own (id varchar)");
      jdbc.execute("insert into own values ('bad1')");
      jdbc.execute("drop table " + name);
      var columns =
          name.equals("profiles")
              ? "id as user_id, id as anonymous_id, id as timezone, true as opted_out,"
                  + " cast(null as json) as attributes"
              : "id as user_id, id as name, current_timestamp as occurred_at, cast(null as json) as"
                  + " properties";
      jdbc.execute(
          "create view "
              + name
              + " as select "
              + columns.replaceFirst("[^,]*(?= as " + column + ")", " " + cast)
              + " from own");

      assertThat(lines(shop, database, name))
          .filteredOn(line -> line.contains("cannot be read"))
          .containsExactly(
              name
                  + ": "
                  + said
                  + ", and then nobody is found; let the view give null where it cannot cast");
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

  /**
   * The definition of profiles, read by a login that owns nothing and is not bypassed; "owner" owns
   * what is not said to be another's, and "careful" is a role that the policies hold for.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a table                   | alter table own rename to profiles                                                                        | profiles: row security may hide rows from the login
          an invoker's view         | create view profiles with (security_invoker) as select * from own                                         | profiles: row security of own may hide rows from the login
          one that says on          | create view profiles with (security_invoker = on) as select * from own                                    | profiles: row security of own may hide rows from the login
          one that says false       | create view profiles with (security_invoker = false) as select * from own                                 |
          an owner's view           | create view profiles as select * from own                                                                 |
          a subject's view          | create view profiles as select * from own; alter view profiles owner to CAREFUL                           | profiles: row security of own may hide rows from role CAREFUL, who owns the view over it
          a bypassing owner's view  | create view profiles as select * from own; alter view profiles owner to FREE                              |
          a subject's stored view   | create materialized view profiles as select * from own; alter materialized view profiles owner to CAREFUL | profiles: row security of own may hide rows from role CAREFUL, who owns the view over it
          views in a row            | create view inner_one with (security_invoker) as select * from own; create view profiles with (security_invoker) as select * from inner_one | profiles: row security of own may hide rows from the login
          an invoker's in an owner's | create view inner_one with (security_invoker) as select * from own; create view profiles as select * from inner_one | profiles: row security of own may hide rows from the login
          an owner's in an invoker's | create view inner_one as select * from own; create view profiles with (security_invoker) as select * from inner_one |
          a subject's in an owner's | create view inner_one as select * from own; alter view inner_one owner to CAREFUL; create view profiles as select * from inner_one | profiles: row security of own may hide rows from role CAREFUL, who owns the view over it
          in a subquery             | create view profiles with (security_invoker) as select * from free_one where user_id in (select user_id from own) | profiles: row security of own may hide rows from the login
          forced                    | alter table own force row level security; alter table own owner to CAREFUL; alter table own rename to profiles | profiles: row security may hide rows from the login
          forced on an owner's view | alter table own force row level security; alter table own owner to CAREFUL; create view profiles as select * from own; alter view profiles owner to CAREFUL | profiles: row security of own may hide rows from role CAREFUL, who owns the view over it
          not in force              | alter table own disable row level security; alter table own rename to profiles                            |
          of another table          | alter table free_one rename to profiles                                                                   |
          """)
  void rowSecurityIsFoundThroughViews(String what, String definition, @Nullable String said)
      throws Exception {
    var login = role();
    var careful = role();
    var free = role();
    try (var shop = Database.POSTGRESQL.newDataSource();
        var limited = new HikariDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      assumeTrue(!definition.contains("security_invoker") || version(jdbc) >= 15);
      jdbc.execute("create role " + login + " login");
      jdbc.execute("create role " + careful);
      jdbc.execute("create role " + free + " bypassrls");
      jdbc.execute("alter table profiles rename to own");
      jdbc.execute("create table free_one (like own)");
      jdbc.execute("alter table own enable row level security");
      jdbc.execute("create policy part on own using (user_id > current_user)");
      for (var one : definition.replace("CAREFUL", careful).replace("FREE", free).split(";", -1)) {
        jdbc.execute(one);
      }
      jdbc.execute("grant usage, create on schema public to public");
      for (var role : List.of(login, careful, free)) {
        jdbc.execute("grant all on all tables in schema public to " + role);
        jdbc.execute("grant all on all sequences in schema public to " + role);
      }
      limited.setJdbcUrl(shop.getJdbcUrl().replaceFirst("\\?.*", ""));
      limited.setUsername(login);

      var expected =
          said == null
              ? List.<String>of()
              : List.of(said.replace("CAREFUL", careful) + ": they are in no audience");
      assertThat(lines(limited, Database.POSTGRESQL, "profiles"))
          .filteredOn(line -> line.contains("row security"))
          .extracting(line -> line.replaceFirst(";.*", ""))
          .as(what)
          .containsExactlyElementsOf(expected);
      // Of who is over it, it hides nothing.
      if (!definition.contains("CAREFUL")) {
        assertThat(lines(shop, Database.POSTGRESQL, "profiles"))
            .as(what)
            .noneMatch(line -> line.contains("row security"));
      }
    }
  }

  private static int version(JdbcTemplate jdbc) {
    return requireNonNull(
        jdbc.queryForObject(
            "select current_setting('server_version_num')::int / 10000", Integer.class));
  }

  private static String role() {
    return "role_" + UUID.randomUUID().toString().replace('-', '_');
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
    return new DatabaseCheck(shop, database.databaseType(), database.source(shop))
        .findings().stream()
            .filter(finding -> finding.subject().equals(subject))
            .map(Finding::line)
            .toList();
  }
}
