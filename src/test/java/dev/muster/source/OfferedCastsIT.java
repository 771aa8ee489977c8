package dev.muster.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.source.SourceTable.Name;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is offered for a column of another type: the database takes it, and it means the same. */
class OfferedCastsIT {
  private static final Map<Database, HikariDataSource> SOURCES = new EnumMap<>(Database.class);

  @BeforeAll
  static void open() {
    for (var database : Database.values()) {
      var source = database.newDataSource();
      SOURCES.put(database, source);
    }
    var postgresql = new JdbcTemplate(source(Database.POSTGRESQL));
    postgresql.execute("create type place as (city text, zip int)");
    postgresql.execute("create type mood as enum ('no', 'fine')");
    postgresql.execute("create domain label as text");
    postgresql.execute("create domain short_label as label");
    postgresql.execute("create domain facts as json");
    postgresql.execute("create extension hstore");
    postgresql.execute("create extension citext");
  }

  @AfterAll
  static void close() {
    SOURCES.values().forEach(HikariDataSource::close);
  }

  private static HikariDataSource source(Database database) {
    return requireNonNull(SOURCES.get(database));
  }

  /**
   * Of a type and a value: what becomes of it as a user id, as opted_out, as attributes and as
   * occurred_at. ok is a type that is taken as it is, … one that nothing is offered for, and ! a
   * value that cannot be cast, which is said of it when it is read.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | text            | 'no'                             | ok | false | ! | !
          POSTGRESQL | text            | '{"a": 1}'                       | ok | true | {"a": 1} | !
          POSTGRESQL | text            | '2026-07-01 02:00+02'            | ok | true | ! | 2026-07-01 00:00:00+00
          POSTGRESQL | varchar(40)     | '{"a": 1}'                       | ok | true | {"a": 1} | !
          POSTGRESQL | char(12)        | '{"a": 1}'                       | {"a": 1} | true | {"a": 1} | !
          POSTGRESQL | char(12)        | 'no'                             | no | false | ! | !
          POSTGRESQL | name            | '{}'                             | {} | true | {} | !
          POSTGRESQL | citext          | 'NO'                             | NO | false | ! | !
          POSTGRESQL | citext          | '{}'                             | {} | true | {} | !
          POSTGRESQL | "char"          | 'f'                              | f | false | {"value": "f"} | …
          POSTGRESQL | label           | '{}'                             | ok | true | {} | !
          POSTGRESQL | short_label     | '{}'                             | ok | true | {} | !
          POSTGRESQL | mood            | 'no'                             | no | false | {"value": "no"} | …
          POSTGRESQL | smallint        | 0                                | 0 | false | {"value": 0} | 1970-01-01 00:00:00+00
          POSTGRESQL | integer         | 1782864000                       | 1782864000 | true | {"value": 1782864000} | 2026-07-01 00:00:00+00
          POSTGRESQL | bigint          | 1782864000                       | 1782864000 | true | {"value": 1782864000} | 2026-07-01 00:00:00+00
          POSTGRESQL | numeric(12, 1)  | 1782864000.5                     | 1782864000.5 | true | {"value": 1782864000.5} | 2026-07-01 00:00:00.5+00
          POSTGRESQL | real            | 0                                | 0 | false | {"value": 0} | 1970-01-01 00:00:00+00
          POSTGRESQL | double precision | 1782864000                      | 1782864000 | true | {"value": 1782864000} | 2026-07-01 00:00:00+00
          POSTGRESQL | money           | 0::money                         | $0.00 | true | {"value": "$0.00"} | …
          POSTGRESQL | oid             | 0                                | 0 | false | {"value": "0"} | …
          POSTGRESQL | boolean         | false                            | false | ok | {"value": false} | …
          POSTGRESQL | bit(1)          | B'0'                             | 0 | false | {"value": "0"} | …
          POSTGRESQL | timestamp       | '2026-07-01 00:00'               | 2026-07-01 00:00:00 | true | {"value": "2026-07-01T00:00:00"} | 2026-07-01 00:00:00+00
          POSTGRESQL | timestamp       | null                             | null | null | {"value": null} | null
          POSTGRESQL | timestamptz     | '2026-07-01 00:00+00'            | 2026-07-01 00:00:00+00 | true | {"value": "2026-07-01T00:00:00+00:00"} | ok
          POSTGRESQL | date            | '2026-07-01'                     | 2026-07-01 | true | {"value": "2026-07-01"} | 2026-07-01 00:00:00+00
          POSTGRESQL | time            | '10:00'                          | 10:00:00 | true | {"value": "10:00:00"} | …
          POSTGRESQL | timetz          | '10:00+00'                       | 10:00:00+00 | true | {"value": "10:00:00+00"} | …
          POSTGRESQL | interval        | '1 day'                          | 1 day | true | {"value": "1 day"} | …
          POSTGRESQL | uuid            | '00000000-0000-0000-0000-000000000001' | 00000000-0000-0000-0000-000000000001 | true | {"value": "00000000-0000-0000-0000-000000000001"} | …
          POSTGRESQL | bytea           | '{"a": 1}'                       | \\x7b2261223a20317d | true | {"a": 1} | …
          POSTGRESQL | json            | '"no"'                           | no | false | ok | !
          POSTGRESQL | jsonb           | 'false'                          | false | false | ok | !
          POSTGRESQL | jsonb           | '0'                              | 0 | false | ok | !
          POSTGRESQL | jsonb           | '"2026-07-01T00:00:00Z"'         | 2026-07-01T00:00:00Z | true | ok | 2026-07-01 00:00:00+00
          POSTGRESQL | jsonb           | 'null'                           | null | null | ok | null
          POSTGRESQL | facts           | '"no"'                           | no | false | ok | !
          POSTGRESQL | xml             | '<a/>'                           | <a/> | true | {"value": "<a/>"} | …
          POSTGRESQL | hstore          | 'a=>1'                           | "a"=>"1" | true | {"a": "1"} | …
          POSTGRESQL | text[]          | array['a']                       | {a} | true | {"value": ["a"]} | …
          POSTGRESQL | int[]           | array[1, 2]                      | {1,2} | true | {"value": [1, 2]} | …
          POSTGRESQL | place           | row('x', 1)                      | (x,1) | true | {"zip": 1, "city": "x"} | …
          POSTGRESQL | place[]         | array[row('x', 1)::place]        | {"(x,1)"} | true | {"value": [{"zip": 1, "city": "x"}]} | …
          POSTGRESQL | int4range       | '[1,3)'                          | [1,3) | true | {"value": "[1,3)"} | …
          POSTGRESQL | inet            | '10.0.0.1'                       | 10.0.0.1/32 | true | {"value": "10.0.0.1"} | …
          POSTGRESQL | point           | '(1,2)'                          | (1,2) | true | {"value": "(1,2)"} | …
          POSTGRESQL | tsvector        | 'a'                              | 'a' | true | {"value": "'a'"} | …
          H2 | varchar            | 'no'                              | ok | false | ! | !
          H2 | varchar            | '{"a":1}'                         | ok | true | {"a":1} | !
          H2 | varchar            | '2026-07-01 02:00:00+02'          | ok | true | ! | 2026-07-01 02:00:00+02
          H2 | varchar_ignorecase | 'NO'                              | NO | false | ! | !
          H2 | char(9)            | '{"a":1}'                         | {"a":1} | true | {"a":1} | !
          H2 | char(9)            | 'no'                              | no | false | ! | !
          H2 | clob               | '{"a":1}'                         | ok | true | {"a":1} | !
          H2 | clob               | '2026-07-01 00:00:00+00'          | ok | true | ! | 2026-07-01 00:00:00+00
          H2 | enum('no', 'fine') | 'no'                              | no | false | {"value":"no"} | …
          H2 | tinyint            | 0                                 | 0 | false | {"value":0} | 1970-01-01 00:00:00+00
          H2 | integer            | 1782864000                        | 1782864000 | true | {"value":1782864000} | 2026-07-01 00:00:00+00
          H2 | bigint             | 1782864000                        | 1782864000 | true | {"value":1782864000} | 2026-07-01 00:00:00+00
          H2 | numeric(12, 1)     | 1782864000.5                      | 1782864000.5 | true | {"value":1782864000.5} | 2026-07-01 00:00:01+00
          H2 | decfloat           | 0                                 | 0 | false | {"value":0} | 1970-01-01 00:00:00+00
          H2 | real               | 0                                 | 0.0 | false | {"value":0.0} | 1970-01-01 00:00:00+00
          H2 | double precision   | 0                                 | 0.0 | false | {"value":0.0} | 1970-01-01 00:00:00+00
          H2 | boolean            | false                             | false | ok | {"value":false} | …
          H2 | timestamp          | timestamp '2026-07-01 00:00:00'   | 2026-07-01 00:00:00 | true | {"value":"2026-07-01T00:00:00"} | 2026-07-01 00:00:00+00
          H2 | timestamp with time zone | timestamp with time zone '2026-07-01 00:00:00+00' | 2026-07-01 00:00:00+00 | true | {"value":"2026-07-01T00:00:00+00"} | ok
          H2 | date               | date '2026-07-01'                 | 2026-07-01 | true | {"value":"2026-07-01"} | 2026-07-01 00:00:00+00
          H2 | time               | time '10:00:00'                   | 10:00:00 | true | {"value":"10:00:00"} | …
          H2 | interval day       | interval '1' day                  | interval '1' day | true | {"value":"INTERVAL '1' DAY"} | …
          H2 | uuid               | '00000000-0000-0000-0000-000000000001' | 00000000-0000-0000-0000-000000000001 | true | {"value":"00000000-0000-0000-0000-000000000001"} | …
          H2 | varbinary          | X'7b7d'                           | {} | true | {} | …
          H2 | blob               | X'7b7d'                           | {} | true | {} | …
          H2 | json               | json '"no"'                       | no | false | ok | !
          H2 | json               | json 'false'                      | false | false | ok | !
          H2 | json               | json '"2026-07-01T00:00:00Z"'     | 2026-07-01t00:00:00z | true | ok | 2026-07-01 00:00:00+00
          H2 | varchar array      | array['a']                        | [a] | true | {"value":["a"]} | …
          H2 | row(a int, b int)  | row(1, 2)                         | row (1, 2) | true | {"value":"ROW (1, 2)"} | …
          """)
  void isTakenByTheDatabaseForEveryType(
      Database database,
      String type,
      String value,
      String id,
      String optedOut,
      String json,
      String time)
      throws Exception {
    assertThat(offered(database, Name.PROFILES, "user_id", type, value)).isEqualToIgnoringCase(id);
    assertThat(offered(database, Name.PROFILES, "opted_out", type, value))
        .isEqualToIgnoringCase(optedOut);
    assertThat(offered(database, Name.PROFILES, "attributes", type, value)).isEqualTo(json);
    assertThat(offered(database, Name.EVENTS, "occurred_at", type, value)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POSTGRESQL | bigint           | 1782864000250 | 2026-07-01 00:00:00.25+00
          POSTGRESQL | numeric(20, 3)   | 1782864000250 | 2026-07-01 00:00:00.25+00
          POSTGRESQL | double precision | 1782864000250 | 2026-07-01 00:00:00.25+00
          H2         | bigint           | 1782864000250 | 2026-07-01 00:00:00.25+00
          H2         | numeric(20, 3)   | 1782864000250 | 2026-07-01 00:00:00.25+00
          H2         | double precision | 1782864000250 | 2026-07-01 00:00:00.25+00
          """)
  void ofNumbersIsSaidForSecondsAndForMilliseconds(
      Database database, String type, String value, String time) throws Exception {
    var fault = requireNonNull(fault(database, Name.EVENTS, "occurred_at", type, value));

    var said = requireNonNull(fault.unless());
    assertThat(said).startsWith("that is for seconds, for milliseconds ");
    assertThat(read(database, said.replaceFirst(".*for milliseconds ", ""))).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | text       | '2026-07-01 02:00:00'         | 2026-07-01 11:00:00+09
          POSTGRESQL | varchar(9) | '20260701'                    | 2026-07-01 09:00:00+09
          POSTGRESQL | jsonb      | '"2026-07-01T02:00:00.5"'     | 2026-07-01 11:00:00.5+09
          H2         | varchar    | '2026-07-01 02:00:00'         | 2026-07-01 02:00:00+00
          H2         | json       | json '"2026-07-01T02:00:00"'  | 2026-07-01 02:00:00+00
          """)
  void ofTextsIsSaidForThoseWithAZoneAndForOthers(
      Database database, String type, String value, String time) throws Exception {
    var fault = requireNonNull(fault(database, Name.EVENTS, "occurred_at", type, value));

    var said = requireNonNull(fault.unless());
    assertThat(said).startsWith("that is for texts with a zone or offset in them, for others ");
    var cast = said.replaceFirst(".*for others ", "").replaceFirst(", and for UTC the zone.*", "");
    assertThat(read(database, cast, "Asia/Tokyo")).isEqualTo(time);
  }

  private static String offered(
      Database database, Name name, String column, String type, String value) throws Exception {
    var fault = fault(database, name, column, type, value);
    if (fault == null) {
      return "ok";
    }
    assertThat(fault.found()).isNotNull();
    assertThat(fault.remedy()).endsWith(" as " + column);
    var cast = fault.remedy().substring(0, fault.remedy().lastIndexOf(" as "));
    if (cast.equals("…")) {
      return cast;
    }
    var jdbc = new JdbcTemplate(source(database));
    try {
      jdbc.execute(
          "create view fit as select " + others(name, column) + fault.remedy() + " from own");
      jdbc.execute("drop table " + name.table() + " cascade");
      jdbc.execute("alter view fit rename to " + name.table());
      assertThat(SourceTable.look(database.source(source(database)), name).faults()).isEmpty();
    } catch (BadSqlGrammarException e) {
      throw new AssertionError(cast, e);
    }
    return read(database, cast);
  }

  private static String others(Name name, String column) {
    return name.columnNames().stream()
        .filter(other -> !other.equals(column))
        .reduce("", (one, next) -> one + next + ", ");
  }

  /** That of a table with one column of the type. */
  private static SourceColumn.@Nullable Fault fault(
      Database database, Name name, String column, String type, String value) throws Exception {
    var jdbc = new JdbcTemplate(source(database));
    for (var relation : new String[] {"fit", name.table()}) {
      drop(jdbc, relation);
    }
    jdbc.execute("drop table if exists own cascade");
    var columns = new StringBuilder();
    for (var each : name.columns()) {
      var usual =
          switch (each.type()) {
            case TEXT -> "varchar";
            case BOOLEAN -> "boolean";
            case JSON -> "json";
            case INSTANT -> "timestamp with time zone";
          };
      columns
          .append(columns.isEmpty() ? "" : ", ")
          .append(each.name())
          .append(" ")
          .append(each.name().equals(column) ? type : usual);
    }
    jdbc.execute("create table own (" + columns + ")");
    jdbc.execute("insert into own (" + column + ") values (" + value + ")");
    jdbc.execute("create table " + name.table() + " (" + columns + ")");
    var faults = SourceTable.look(database.source(source(database)), name).faults();
    assertThat(faults).hasSizeLessThan(2);
    return faults.isEmpty() ? null : faults.getFirst();
  }

  private static void drop(JdbcTemplate jdbc, String relation) {
    try {
      jdbc.execute("drop view if exists " + relation);
    } catch (DataAccessException e) {
      // It is a table.
    }
    try {
      jdbc.execute("drop table if exists " + relation + " cascade");
    } catch (DataAccessException e) {
      // It was a view.
    }
  }

  /** The value that a cast makes of the only row, as text in UTC. */
  private static String read(Database database, String cast) throws SQLException {
    return read(database, cast, "UTC");
  }

  /** The same, as a session of a zone makes and says it. */
  private static String read(Database database, String cast, String zone) throws SQLException {
    try (var connection = source(database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("set time zone '" + zone + "'");
      try (var rows = statement.executeQuery("select cast((" + cast + ") as varchar) from own")) {
        rows.next();
        return String.valueOf(rows.getString(1));
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as(cast).startsWith("22");
        return "!";
      }
    }
  }
}
