package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an import makes of the profiles that are there. */
@TestInstance(Lifecycle.PER_CLASS)
class ProfileChangesIT {

  /**
   * A profile before, rows of it in either format, and the profile after, with how many users were
   * opted in again. Profiles are {@code [anonymous_id, timezone, opted_out, attributes]}; a slash
   * stands between lines.
   */
  private static final String CASES =
      """
      # what is not there stays
      ["a","UTC",true,{"plan":"pro","n":12.50}] | user_id,email/7,x     | {"user_id":"7","email":"x"}            | ["a","UTC",true,{"plan":"pro","n":12.50,"email":"x"}] 0
      ["a","UTC",true,{"plan":"pro"}]  | user_id/7                      | {"user_id":"7"}                        | ["a","UTC",true,{"plan":"pro"}] 0
      ["a","UTC",true,{"plan":"pro"}]  | user_id,plan/7,free            | {"user_id":"7","plan":"free"}          | ["a","UTC",true,{"plan":"free"}] 0
      ["a","UTC",true,{}]              | user_id,timezone/7,GMT         | {"user_id":"7","timezone":"GMT"}       | ["a","GMT",true,{}] 0
      ["a","UTC",true,{}]              | user_id,anonymous_id/7,b       | {"user_id":"7","anonymous_id":"b"}     | ["b","UTC",true,{}] 0
      ["a","UTC",false,{}]             | user_id,opted_out/7,true       | {"user_id":"7","opted_out":true}       | ["a","UTC",true,{}] 0
      ["a","UTC",true,{}]              | user_id,opted_out/7,false      | {"user_id":"7","opted_out":false}      | ["a","UTC",false,{}] 1
      # what is there and empty, or null, clears
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,p/7,                   | {"user_id":"7","p":null}               | ["a","UTC",true,{"q":2}] 0
      ["a","UTC",true,{"p":1}]         | user_id,opted_out/7,           | {"user_id":"7","opted_out":null}       | ["a","UTC",false,{"p":1}] 1
      ["a","UTC",false,{"p":1}]        | user_id,opted_out/7,           | {"user_id":"7","opted_out":null}       | ["a","UTC",false,{"p":1}] 0
      ["a","UTC",true,{"p":1}]         | user_id,timezone/7,            | {"user_id":"7","timezone":null}        | ["a",null,true,{"p":1}] 0
      ["a","UTC",true,{"p":1}]         | user_id,timezone/7,\\u0020     | {"user_id":"7","timezone":" "}         | ["a",null,true,{"p":1}] 0
      ["a","UTC",true,{"p":1}]         | user_id,anonymous_id/7,        | {"user_id":"7","anonymous_id":""}      | [null,"UTC",true,{"p":1}] 0
      ["a","UTC",true,{"p":1}]         | user_id,none/7,                | {"user_id":"7","none":null}            | ["a","UTC",true,{"p":1}] 0
      # new users have nothing that is not said
      -                                | user_id,p/7,1                  | {"user_id":"7","p":1}                  | [null,null,false,{"p":1}] 0
      -                                | user_id,p,opted_out/7,,        | {"user_id":"7","p":null,"opted_out":null} | [null,null,false,{}] 0
      -                                | user_id,opted_out/7,yes        | {"user_id":"7","opted_out":"yes"}      | [null,null,true,{}] 0
      # attributes are changed one by one, whole and exactly
      ["a","UTC",true,{"p":{"x":1,"y":2}}] | user_id,attributes/7,"{""p"": {""x"": 3}}" | {"user_id":"7","p":{"x":3}} | ["a","UTC",true,{"p":{"x":3}}] 0
      ["a","UTC",true,{"p":1e400,"q":0.10000000000000000000000000001}] | user_id,r/7,12345678901234567890.10 | {"user_id":"7","r":12345678901234567890.10} | ["a","UTC",true,{"p":1e400,"q":0.10000000000000000000000000001,"r":12345678901234567890.10}] 0
      ["a","UTC",true,{"a b":1,"ä\\"":[1,{"b":null}],"":"😀\\\\"}] | user_id,a.b/7,2 | {"user_id":"7","a.b":2} | ["a","UTC",true,{"a b":1,"ä\\"":[1,{"b":null}],"":"😀\\\\","a.b":2}] 0
      ["a","UTC",true,{"p":[1,2]}]     | user_id,attributes/7,"{""p"":[3],""q"":null}" | {"user_id":"7","attributes":{"p":[3],"q":null}} | ["a","UTC",true,{"p":[3]}] 0
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,attributes,r/7,"{""p"":null}",5 | {"user_id":"7","attributes":"{\\"p\\": null}","r":5} | ["a","UTC",true,{"q":2,"r":5}] 0
      ["a","UTC",true,{"p":1}]         | user_id,attributes/7,{}        | {"user_id":"7","attributes":{}}        | ["a","UTC",true,{"p":1}] 0
      # of all at once, what stands beside it is said anew
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,attributes/7,          | {"user_id":"7","attributes":null}      | ["a","UTC",true,{}] 0
      ["a","UTC",true,{"p":1}]         | user_id,attributes/7,null      | {"user_id":"7","attributes":"null"}    | ["a","UTC",true,{}] 0
      ["a","UTC",true,{"p":1}]         | user_id,attributes/7,\\u0020   | {"user_id":"7","attributes":""}        | ["a","UTC",true,{}] 0
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,attributes,r,q/7,,5,   | {"user_id":"7","attributes":null,"r":5,"q":null} | ["a","UTC",true,{"r":5}] 0
      -                                | user_id,attributes,p/7,,1      | {"user_id":"7","attributes":null,"p":1} | [null,null,false,{"p":1}] 0
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,attributes,q/7,,3/7,"{""r"":4}",5 | {"user_id":"7","attributes":null,"q":3}/{"user_id":"7","attributes":{"r":4},"q":5} | ["a","UTC",true,{"q":5,"r":4}] 0
      ["a","UTC",true,{"p":1,"q":2}]   | user_id,attributes,q/7,"{""r"":4}",5/7,,3 | {"user_id":"7","attributes":{"r":4},"q":5}/{"user_id":"7","attributes":null,"q":3} | ["a","UTC",true,{"q":3}] 0
      # what stands there and is no object counts as none
      ["a","UTC",true,[1]]             | user_id,p/7,1                  | {"user_id":"7","p":1}                  | ["a","UTC",true,{"p":1}] 0
      ["a","UTC",true,null]            | user_id,p/7,1                  | {"user_id":"7","p":1}                  | ["a","UTC",true,{"p":1}] 0
      # of rows of one user the later one speaks last
      -                                | user_id,p,q/7,1,/7,,2          | {"user_id":"7","p":1}/{"user_id":"7","p":null,"q":2} | [null,null,false,{"q":2}] 0
      ["a","UTC",true,{"p":0,"q":0}]   | user_id,p,q/7,1,/7,,2/7,,3     | {"user_id":"7","p":1,"q":null}/{"user_id":"7","p":null,"q":3} | ["a","UTC",true,{"q":3}] 0
      ["a","UTC",true,{"p":0}]         | user_id,opted_out/7,false/7,true | {"user_id":"7","opted_out":false}/{"user_id":"7","opted_out":true} | ["a","UTC",true,{"p":0}] 0
      ["a","UTC",false,{"p":0}]        | user_id,opted_out/7,true/7,    | {"user_id":"7","opted_out":true}/{"user_id":"7","opted_out":0} | ["a","UTC",false,{"p":0}] 0
      -                                | user_id,opted_out/7,true/7,f   | {"user_id":"7","opted_out":true}/{"user_id":"7","opted_out":"F"} | [null,null,false,{}] 0
      """;

  private static final String REPLACING =
      """
      ["a","UTC",true,{"plan":"pro"}]  | user_id,email/7,x              | {"user_id":"7","email":"x"}            | [null,null,false,{"email":"x"}] 1
      ["a","UTC",false,{"plan":"pro"}] | user_id/7                      | {"user_id":"7"}                        | [null,null,false,{}] 0
      ["a","UTC",true,{"p":1}]         | user_id,opted_out/7,1          | {"user_id":"7","opted_out":1}          | [null,null,true,{}] 0
      ["a","UTC",true,{"p":1}]         | user_id,q,timezone/7,2,GMT     | {"user_id":"7","q":2,"timezone":"GMT"} | [null,"GMT",false,{"q":2}] 1
      ["a","UTC",true,[1]]             | user_id,p/7,1                  | {"user_id":"7","p":1}                  | [null,null,false,{"p":1}] 1
      -                                | user_id,p,q/7,1,/7,,2          | {"user_id":"7","p":1}/{"user_id":"7","q":2} | [null,null,false,{"q":2}] 0
      """;

  private static final String AFTER =
      "select anonymous_id, timezone, opted_out, attributes, updated_at from profiles"
          + " where user_id = '7'";

  private static final String OLD =
      "updated_at < timestamp with time zone '2021-01-01 00:00:00+00'";

  private final Map<Database, HikariDataSource> databases = new EnumMap<>(Database.class);

  @TempDir private java.nio.file.Path folder;

  @BeforeAll
  void make() {
    for (var database : Database.values()) {
      databases.put(database, database.newDataSource());
    }
  }

  @AfterAll
  void close() {
    databases.values().forEach(HikariDataSource::close);
  }

  @BeforeEach
  void empty() throws SQLException {
    for (var dataSource : databases.values()) {
      execute(dataSource, "delete from profiles");
    }
  }

  static Stream<Arguments> changes() {
    return cases(CASES);
  }

  static Stream<Arguments> replacements() {
    return cases(REPLACING);
  }

  @ParameterizedTest(name = "{0}, {1}: {2} and {3}")
  @MethodSource("changes")
  void changesWhatARowSpeaksOf(
      Database database, Format format, String before, String rows, String after, long optedIn)
      throws Exception {
    assertBecomes(database, format, false, before, rows, after, optedIn);
  }

  @ParameterizedTest(name = "{0}, {1}: {2} and {3}")
  @MethodSource("replacements")
  void replacesAWholeProfileWhenItIsToldTo(
      Database database, Format format, String before, String rows, String after, long optedIn)
      throws Exception {
    assertBecomes(database, format, true, before, rows, after, optedIn);
  }

  @ParameterizedTest
  @EnumSource
  void countsWhoIsOptedInOverAllOfALargeFile(Database database) throws Exception {
    var dataSource = on(database);
    execute(dataSource, insertOptedOut(database, 30_000));
    var rows = new StringBuilder("user_id,opted_out\n");
    for (int i = 1; i <= 30_000; i++) {
      rows.append('u').append(i).append(",no\n");
    }
    for (int i = 1; i <= 30_000; i += 3) {
      rows.append('u').append(i).append(",yes\n");
    }
    for (int i = 1; i <= 12_000; i++) {
      rows.append("new").append(i).append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
    for (int i = 1; i <= 12_000; i++) {
      rows.append("new").append(i).append(",no\n");
    }

    var summary = imported(database, Format.CSV, false, rows.toString());

    assertThat(summary.imported()).isEqualTo(64_000);
    assertThat(summary.optedIn()).isEqualTo(20_000);
    assertThat(one(dataSource, "select count(*) from profiles where opted_out")).isEqualTo("10000");
  }

  @ParameterizedTest
  @EnumSource
  void leavesProfilesAloneThatNoRowSpeaksOf(Database database) throws Exception {
    var dataSource = on(database);
    execute(dataSource, before(database, "[\"a\",\"UTC\",true,{\"p\":1}]"));

    imported(database, Format.CSV, true, "user_id,p\n8,2\n");

    assertThat(stored(dataSource))
        .isEqualTo(SameJson.of("{\"is\": [\"a\",\"UTC\",true,{\"p\":1}]}"));
    assertThat(one(dataSource, "select count(*) from profiles where user_id = '7' and " + OLD))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void keepsAnOptOutThatAnotherSessionWritesMeanwhile(Database database) throws Exception {
    var dataSource = on(database);
    execute(dataSource, before(database, "[\"a\",\"UTC\",false,{\"p\":1}]"));
    Table<Profile> table =
        switch (database) {
          case H2 -> new H2Profiles();
          case POSTGRESQL -> new PostgresqlProfiles();
        };
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      table.prepare(connection);
      execute(dataSource, "update profiles set opted_out = true where user_id = '7'");
      table.write(connection, List.of(Reader.ndjsonProfile("{\"user_id\":\"7\",\"q\":2}")));
      table.finish(connection);
      connection.commit();
    }

    assertThat(stored(dataSource))
        .isEqualTo(SameJson.of("{\"is\": [\"a\",\"UTC\",true,{\"p\":1,\"q\":2}]}"));
  }

  @Test
  void saysWhenAttributesNoLongerFitTogether() throws Exception {
    var row = "{\"user_id\":\"7\",\"%s\":\"" + "x".repeat(600_000) + "\"}";
    for (var database : Database.values()) {
      imported(database, Format.NDJSON, false, row.formatted("p"));
    }

    assertThatThrownBy(() -> imported(Database.H2, Format.NDJSON, false, row.formatted("secret")))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("more than H2 holds")
        .hasMessageEndingWith("nothing was imported")
        .hasMessageNotContaining("secret");
    assertThat(imported(Database.POSTGRESQL, Format.NDJSON, false, row.formatted("q")).imported())
        .isEqualTo(1);
  }

  private void assertBecomes(
      Database database,
      Format format,
      boolean replace,
      String before,
      String rows,
      String after,
      long optedIn)
      throws Exception {
    var dataSource = on(database);
    if (!before.equals("-")) {
      execute(dataSource, before(database, before));
    }

    var summary = imported(database, format, replace, rows.replace("/", "\n") + "\n");

    assertThat(summary.rejected()).isZero();
    assertThat(stored(dataSource)).isEqualTo(SameJson.of("{\"is\": " + after + "}"));
    assertThat(summary.optedIn()).isEqualTo(optedIn);
    assertThat(one(dataSource, "select count(*) from profiles where " + OLD)).isEqualTo("0");
  }

  private HikariDataSource on(Database database) {
    return Objects.requireNonNull(databases.get(database));
  }

  private Summary imported(Database database, Format format, boolean replace, String rows)
      throws Exception {
    return database
        .intake(on(database))
        .profiles(
            Source.stream("test", format, Reader.bytes(rows)),
            new Options(Set.of(), replace, Optional.of(folder.resolve("rejected")), (_, _) -> {}));
  }

  private static Stream<Arguments> cases(String table) {
    var cases = new ArrayList<Arguments>();
    for (var line : table.lines().filter(line -> !line.startsWith("#")).toList()) {
      var cells = Stream.of(line.split("\\|")).map(String::strip).toList();
      var end = cells.get(3).lastIndexOf(' ');
      for (var database : Database.values()) {
        for (var format : Format.values()) {
          cases.add(
              Arguments.of(
                  database,
                  format,
                  cells.get(0),
                  cells.get(format == Format.CSV ? 1 : 2).replace("\\u0020", " "),
                  cells.get(3).substring(0, end),
                  Long.parseLong(cells.get(3).substring(end + 1))));
        }
      }
    }
    return cases.stream();
  }

  private static String before(Database database, String profile) {
    var cells = profile.substring(1, profile.length() - 1).split(",", 4);
    var json = "'" + cells[3] + "'";
    return """
    insert into profiles
        (user_id, anonymous_id, timezone, opted_out, attributes, updated_at)
    values ('7', %s, %s, %s, %s, timestamp with time zone '2020-01-01 00:00:00+00')
    """
        .formatted(
            cells[0].replace('"', '\''),
            cells[1].replace('"', '\''),
            cells[2],
            database == Database.H2 ? json + " format json" : json + "::jsonb");
  }

  private static String insertOptedOut(Database database, int users) {
    return switch (database) {
      case H2 ->
          "insert into profiles (user_id, opted_out) select 'u' || x, true from system_range(1, %d)"
              .formatted(users);
      case POSTGRESQL ->
          "insert into profiles (user_id, opted_out) select 'u' || x, true from generate_series(1, %d) x"
              .formatted(users);
    };
  }

  private static Object stored(HikariDataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(AFTER)) {
      assertThat(result.next()).isTrue();
      return SameJson.of(
          "{\"is\": [%s, %s, %s, %s]}"
              .formatted(
                  quoted(result.getString(1)),
                  quoted(result.getString(2)),
                  result.getBoolean(3),
                  result.getString(4)));
    }
  }

  private static String quoted(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private static String one(HikariDataSource dataSource, String query) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      var cells = new ArrayList<String>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        cells.add(result.getString(i));
      }
      return String.join(" ", cells);
    }
  }

  private static void execute(HikariDataSource dataSource, String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
