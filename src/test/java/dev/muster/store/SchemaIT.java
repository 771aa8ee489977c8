package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.source.SourceTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class SchemaIT {
  private static final String A_RUN =
      """
      insert into muster_run (campaign, planned_at, as_of, account_timezone, rehearsal, partitions,
          status, started_at)
      values ('some', timestamp with time zone '2026-11-16 09:00:00+00',
          timestamp with time zone '2026-11-16 09:00:00+00', 'UTC', false, 1, 'running',
          timestamp with time zone '2026-11-16 09:00:00+00')
      """;

  @ParameterizedTest
  @EnumSource
  void isMadeOnceAndFoundAsItIsTheNextTime(Database database) {
    try (var dataSource = database.newDataSource()) {
      assertThatCode(() -> database.migrate(dataSource)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H2         | NEWER   | the database has schema version 99, which this version of Muster does not know
          POSTGRESQL | NEWER   | the database has schema version 99, which this version of Muster does not know
          H2         | HALF    | the step to schema version 6 was begun and not finished; restore the database
          POSTGRESQL | HALF    | the step to schema version 6 was begun and not finished; restore the database
          H2         | CHANGED | schema version 6 was made by another Muster than this one
          POSTGRESQL | CHANGED | schema version 6 was made by another Muster than this one
          H2         | PASSED  | schema version 6 was made by another Muster than this one
          POSTGRESQL | PASSED  | schema version 6 was made by another Muster than this one
          """)
  void isRefusedWhereNoVersionCanGoOnFromWhatIsThere(Database database, String what, String message)
      throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, A_RUN);
      execute(
          source,
          switch (what) {
            case "NEWER" ->
                """
                insert into "muster_schema_history"
                select 99, '99', 'from the future', 'SQL', 'V99__from_the_future.sql', 0,
                       "installed_by", "installed_on", 1, true
                from "muster_schema_history" where "installed_rank" = 1
                """;
            case "HALF" ->
                "update \"muster_schema_history\" set \"success\" = false where \"version\" = '6'";
            case "CHANGED" ->
                "update \"muster_schema_history\" set \"checksum\" = 1 where \"version\" = '6'";
            default -> "delete from \"muster_schema_history\" where \"version\" = '6'";
          });
      assertThatThrownBy(() -> database.migrate(source))
          .isInstanceOf(Schema.UnfitSchema.class)
          .hasMessageStartingWith(message);
      assertThat(Schema.state(source, database.databaseType()).fault())
          .satisfies(fault -> assertThat(message).startsWith(fault.found().substring(0, 20)));
    }
  }

  /** Of all tables, so that a new one is missed, too. */
  @ParameterizedTest
  @EnumSource
  void missesEachOfItsTables(Database database) throws Exception {
    for (var table : tables(database)) {
      try (var source = database.newDataSource()) {
        // Flyway quotes its own.
        var quoted = table.equals("muster_schema_history") ? "\"" + table + "\"" : table;
        execute(source, "alter table " + quoted + " rename to away");

        assertThat(Schema.state(source, database.databaseType()).fault())
            .as(table)
            .isNotNull()
            .extracting(Schema.Fault::found)
            .asString()
            .startsWith("the table " + table + " is not there");
        assertThatThrownBy(() -> database.migrate(source)).isInstanceOf(Schema.UnfitSchema.class);
      }
    }
  }

  /** {@code -Dschema=write} writes the list of them anew, from H2's. */
  @ParameterizedTest
  @EnumSource
  void missesEachOfTheColumnsThatItsMigrationsMake(Database database) throws Exception {
    try (var source = database.newDataSource();
        var connection = source.getConnection()) {
      var wanted = SchemaColumns.wanted(database.databaseType());
      var made =
          new TreeMap<>(SchemaColumns.found(connection, wanted, database.databaseType()).byTable());
      made.remove("muster_schema_history");
      if ("write".equals(System.getProperty("schema")) && database == Database.H2) {
        Files.write(
            Path.of("sql/schema/columns.txt"),
            made.entrySet().stream()
                .flatMap(table -> lines(table.getKey(), table.getValue()))
                .toList());
      }

      assertThat(wanted.byTable()).isEqualTo(made);
    }
  }

  /** {@code -Dschema=write} writes them anew. */
  @Test
  void knowsItsStepsAsFlywayDoes() throws Exception {
    var steps = new ArrayList<String>();
    for (var database : Database.values()) {
      try (var source = database.newDataSource()) {
        for (var step : Schema.flyway(source, database.databaseType()).info().applied()) {
          var version = String.valueOf(step.getVersion());
          steps.add(SchemaSteps.line(database.databaseType(), version, step.getChecksum()));
        }
      }
    }
    var file = Path.of("sql/schema", SchemaSteps.FILE);
    if ("write".equals(System.getProperty("schema"))) {
      Files.write(file, steps);
    }

    assertThat(file).hasContent(String.join("\n", steps));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # the history                                            | done
          -                                                        | true
          set "checksum" = 1 where "version" = '6'                 | false
          set "checksum" = null where "version" = '6'              | false
          set "success" = false where "version" = '6'              | false
          set "version" = '99' where "version" = '6'               | false
          set "version" = '5' where "version" = '6'                | false
          set "version" = null where "version" = '6'               | false
          set "version" = '6.1' where "version" = '6'              | false
          set "version" = '0', "checksum" = 1 where "version" = '6' | false
          """)
  void areDoneWhereTheHistoryHasThemAsTheyAre(String change, boolean done) throws Exception {
    for (var database : Database.values()) {
      try (var source = database.newDataSource();
          var connection = source.getConnection()) {
        if (change != null) {
          execute(source, "update \"muster_schema_history\" " + change);
        }

        assertThat(
                SchemaSteps.of(database.databaseType())
                    .areDone(connection, "muster_schema_history"))
            .as(database.name())
            .isEqualTo(done);
      }
    }
  }

  /** As the first step of the earliest versions. */
  @ParameterizedTest
  @EnumSource
  void areDoneWhereTheHistoryHasOneMoreOfBefore(Database database) throws Exception {
    try (var source = database.newDataSource();
        var connection = source.getConnection()) {
      var history = "\"muster_schema_history\"";
      execute(source, "delete from " + history + " where \"version\" = '0'");
      execute(
          source,
          """
          insert into %s
          select 99, '0', 'of before', 'SQL', 'V0__of_before.sql', 5, "installed_by", "installed_on",
                 1, true
          from %s where "version" = '6'
          """
              .formatted(history, history));

      assertThat(
              SchemaSteps.of(database.databaseType()).areDone(connection, "muster_schema_history"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotDoneInADatabaseWithoutTables(Database database) throws Exception {
    try (var connection = DriverManager.getConnection(database.newUrl())) {
      assertThat(
              SchemaSteps.of(database.databaseType()).areDone(connection, "muster_schema_history"))
          .isFalse();
    }
  }

  private static Stream<String> lines(String table, Set<String> columns) {
    return columns.isEmpty()
        ? Stream.of(table)
        : columns.stream().sorted().map(c -> table + "." + c);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H2         | alter table muster_gate add column shop varchar not null          | somebody has added the column muster_gate.shop, which must not be null
          POSTGRESQL | alter table muster_gate add column shop varchar not null          | somebody has added the column muster_gate.shop, which must not be null
          H2         | drop sequence muster_batch_job_instance_seq                       | muster_batch_job_instance_seq is not there any more
          POSTGRESQL | drop sequence muster_batch_job_execution_seq                      | the table muster_batch_job_execution_seq is not there any more
          POSTGRESQL | delete from "muster_schema_history" where "installed_rank" >= (select "installed_rank" from "muster_schema_history" where "version" = '21') | its tables have more than schema version
          H2         | delete from "muster_schema_history" where "installed_rank" >= (select "installed_rank" from "muster_schema_history" where "version" = '21') | its tables have more than schema version
          POSTGRESQL | create schema x; create table x.muster_other (shop int not null); drop table muster_gate | the table muster_gate is not there any more
          POSTGRESQL | alter table muster_gate rename to g; create view muster_gate as select * from g | the table muster_gate is not there any more
          """)
  void isRefusedWhereSomebodyHasChangedIt(Database database, String change, String message)
      throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, A_RUN);
      execute(source, change);

      assertThatThrownBy(() -> database.migrate(source))
          .isInstanceOf(Schema.UnfitSchema.class)
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isSeenToBeMoreThanItsHistorySays(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, A_RUN);
      execute(
          source,
          "delete from \"muster_schema_history\" where \"installed_rank\" >= (select \"installed_rank\" from \"muster_schema_history\" where \"version\" = '21')");
      var looked = Schema.look(source, database.databaseType());

      assertThat(looked.fault())
          .isNotNull()
          .satisfies(fault ->
              assertThatThrownBy(() -> database.migrate(source))
                  .isInstanceOf(Schema.UnfitSchema.class)
                  .hasMessage(fault.found() + "; " + fault.remedy())
                  .hasMessageStartingWith("its tables have more than schema version"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotTakenForMoreThanItsHistorySaysWhateverTheVersion(Database database) throws Exception {
    try (var source = empty(database.newUrl())) {
      var flyway = Schema.flyway(source, database.databaseType());
      for (var step : flyway.info().pending()) {
        Flyway.configure()
            .configuration(flyway.getConfiguration())
            .target(step.getVersion())
            .load()
            .migrate();

        assertThat(Schema.look(source, database.databaseType()).fault())
            .as("version %s", step.getVersion())
            .isNull();
        if (step.getVersion().getVersion().equals("3")) {
          execute(source, A_RUN.replace("rehearsal, ", "").replace("false, ", ""));
        }
      }
    }
  }

  /** As for profiles and events, through the search path that the login has. */
  @Test
  void makesNoTableInFrontOfAShopsOwnSuppressions() throws Exception {
    var url = Database.POSTGRESQL.newUrl();
    try (var source = empty(url)) {
      execute(source, "create schema muster; create schema views");
      execute(source, "create view views.suppressions as select 'u1' as user_id");
    }
    try (var source = empty(url + "&currentSchema=muster,views")) {
      Database.POSTGRESQL.migrate(source);

      assertThat(new Suppressions(new JdbcTemplate(source)).count()).isOne();
      assertThatThrownBy(() -> execute(source, "select 1 from muster.suppressions"))
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void isNotBegunAnewOverARowOfWhateverIsLeft() throws Exception {
    try (var source = Database.H2.newDataSource()) {
      execute(source, A_RUN);
      execute(
          source,
          "insert into muster_gate (run_id, verdict, users) select id, 'pending', 1 from muster_run");
      // As where a damaged file lacks a part of its catalog.
      execute(source, "alter table muster_run rename to away");
      execute(
          source,
          "update \"muster_schema_history\" set \"success\" = false where \"version\" = '6'");

      assertThatThrownBy(() -> Database.H2.migrate(source)).isInstanceOf(Schema.UnfitSchema.class);
      // Nothing was removed.
      execute(source, "alter table away rename to muster_run");
      execute(source, "select users from muster_gate");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from \"muster_schema_history\" where \"installed_rank\" > 3",
        "delete from \"muster_schema_history\" where \"installed_rank\" > 8",
        "update \"muster_schema_history\" set \"success\" = false where \"version\" = '6'",
        "drop table muster_run cascade; drop table \"muster_schema_history\""
      })
  void isBegunAnewWhereH2WasKilledAtItsFirstStart(String leftOver) throws Exception {
    try (var source = Database.H2.newDataSource()) {
      execute(source, "insert into profiles (user_id) values ('u1')");
      execute(source, leftOver);
      assertThat(Schema.state(source, DatabaseType.H2).fault()).isNull();

      Database.H2.migrate(source);

      assertThat(Schema.state(source, DatabaseType.H2).isCurrent()).isTrue();
      try (var connection = source.getConnection();
          var statement = connection.createStatement();
          var row = statement.executeQuery("select count(*) from profiles")) {
        row.next();
        assertThat(row.getLong(1)).isOne();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H2", "POSTGRESQL"})
  void takesColumnsOfAShopsOwnThatNeedNoValue(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "alter table muster_gate add column shop varchar");
      execute(source, "alter table muster_run add column shop varchar default 'x' not null");
      execute(
          source, "alter table muster_gate add column n bigint generated by default as identity");

      assertThat(Schema.state(source, database.databaseType()).fault()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichColumnOfATableIsGone(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "alter table muster_gate rename column users to people");

      assertThatThrownBy(() -> database.migrate(source))
          .hasMessage(
              "the table muster_gate has been changed: it lacks users; restore the database, or use"
                  + " another one, or another schema");
    }
  }

  private static List<String> tables(Database database) throws Exception {
    var tables = new ArrayList<String>();
    try (var source = database.newDataSource();
        var connection = source.getConnection();
        var found =
            connection
                .getMetaData()
                .getTables(
                    null, connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        var name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (name.startsWith("muster_")) {
          tables.add(name);
        }
      }
    }
    assertThat(tables).hasSizeGreaterThan(10);
    return tables;
  }

  private static HikariDataSource empty(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(4);
    return new HikariDataSource(config);
  }

  /** A database with two schemas, of which Muster's comes first. */
  private static HikariDataSource shop(Database database) throws Exception {
    var url = database.newUrl();
    try (var source = empty(url)) {
      execute(source, "create schema muster");
      execute(source, "create schema shop");
    }
    return empty(
        url
            + switch (database) {
              case H2 -> ";INIT=SET SCHEMA MUSTER\\;SET SCHEMA_SEARCH_PATH MUSTER,SHOP";
              case POSTGRESQL -> "&currentSchema=muster,shop";
            });
  }

  private static void execute(HikariDataSource source, String sql) throws Exception {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The comment on a table, or null. */
  private static String comment(HikariDataSource source, Database database, String table)
      throws Exception {
    var question =
        switch (database) {
          case H2 ->
              "select remarks from information_schema.tables"
                  + " where table_schema = current_schema and lower(table_name) = '%s'";
          case POSTGRESQL -> "select obj_description(to_regclass('%s'))";
        };
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(question.formatted(table))) {
      return row.next() ? row.getString(1) : "no such table";
    }
  }

  @ParameterizedTest
  @EnumSource
  void marksTheSourceTablesThatItMakes(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      assertThat(comment(source, database, "profiles")).isEqualTo(SourceTable.MARK);
      assertThat(comment(source, database, "events")).isEqualTo(SourceTable.MARK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesNothingInFrontOfWhatIsVisible(Database database) throws Exception {
    try (var source = shop(database)) {
      execute(source, "create table shop.people (user_id varchar)");
      execute(source, "create view shop.profiles as select user_id from shop.people");
      execute(source, "create table shop.events (user_id varchar, name varchar)");

      database.migrate(source);

      var profiles = SourceTable.look(database.source(source), SourceTable.Name.PROFILES);
      assertThat(profiles.kind()).isEqualTo(SourceTable.Kind.VIEW);
      assertThat(profiles.schema()).isEqualToIgnoringCase("shop");
      var events = SourceTable.look(database.source(source), SourceTable.Name.EVENTS);
      assertThat(events.schema()).isEqualToIgnoringCase("shop");
      assertThat(events.indexes()).isEmpty();
      assertThat(comment(source, database, "events")).isNotEqualTo(SourceTable.MARK);
      execute(source, "select count(*) from muster.muster_run");
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesNoSecondHistoryInFrontOfOneThatIsVisible(Database database) throws Exception {
    try (var source = shop(database)) {
      execute(source, "create table shop.muster_run (id int)");

      assertThatThrownBy(() -> database.migrate(source))
          .isInstanceOf(Schema.UnfitSchema.class)
          .hasMessageMatching(
              "(?i)Muster's tables are in schema shop, and the first schema of the login's search"
                  + " path is muster; put the one with the tables first, or .*");
      assertThat(Schema.state(source, database.databaseType()).fault()).isNotNull();
      assertThatThrownBy(() -> execute(source, "select 1 from muster.muster_run"))
          .isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesWhatIsMissingBesideWhatIsVisible(Database database) throws Exception {
    try (var source = shop(database)) {
      execute(source, "create table shop.profiles (user_id varchar)");

      database.migrate(source);

      assertThat(comment(source, database, "events")).isEqualTo(SourceTable.MARK);
      var profiles = SourceTable.look(database.source(source), SourceTable.Name.PROFILES);
      assertThat(profiles.schema()).isEqualToIgnoringCase("shop");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichOfSeveralIsReadAndWhereTheOthersAre(Database database) throws Exception {
    try (var source = shop(database)) {
      database.migrate(source);
      execute(source, "create table shop.profiles (user_id varchar)");

      var profiles = SourceTable.look(database.source(source), SourceTable.Name.PROFILES);

      assertThat(profiles.schema()).isEqualToIgnoringCase("muster");
      assertThat(profiles.elsewhere())
          .singleElement()
          .satisfies(schema -> assertThat(schema).isEqualToIgnoringCase("shop"));
    }
  }

  /** As the first version's first migration made it. */
  private static String profilesOfBefore(Database database, String change) {
    return switch (database) {
      case H2 ->
          """
          create table profiles (
              user_id      varchar primary key,
              anonymous_id varchar,
              timezone     varchar,
              opted_out    boolean                  not null default false,
              attributes   json                     not null default json '{}',
              updated_at   timestamp with time zone not null default current_timestamp%s
          )
          """
              .formatted(change);
      case POSTGRESQL ->
          """
          create table profiles (
              user_id      text collate "C" primary key,
              anonymous_id text,
              timezone     text,
              opted_out    boolean     not null default false,
              attributes   jsonb       not null default '{}',
              updated_at   timestamptz not null default now()%s
          )
          """
              .formatted(change);
    };
  }

  @ParameterizedTest
  @EnumSource
  void leavesAShopsTableUnmarkedThatLooksLikeItsOwn(Database database) throws Exception {
    try (var source = empty(database.newUrl())) {
      execute(source, profilesOfBefore(database, ""));
      database.migrate(source);
      assertThat(comment(source, database, "profiles")).isNotEqualTo(SourceTable.MARK);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H2         |                | true
          H2         | , loyalty int  | false
          POSTGRESQL |                | true
          POSTGRESQL | , loyalty int  | false
          """)
  void marksATableFromBeforeThatIsExactlyAsItWasMade(
      Database database, String change, boolean marked) throws Exception {
    try (var source = database.newDataSource()) {
      // As the first version left it.
      execute(
          source,
          """
          insert into "muster_schema_history"
          select 50, '1', 'profiles and events', 'SQL', 'V1__profiles_and_events.sql', 12345,
                 "installed_by", "installed_on", 1, true
          from "muster_schema_history" where "version" = '2'
          """);
      execute(source, "drop table profiles");
      execute(source, profilesOfBefore(database, change == null ? "" : change));
      try (var connection = source.getConnection()) {
        new SourceTablesMigration(source, database.databaseType(), database.sourceTables(source))
            .migrate(
                new Context() {
                  @Override
                  public Configuration getConfiguration() {
                    return new FluentConfiguration();
                  }

                  @Override
                  public Connection getConnection() {
                    return connection;
                  }
                });
      }
      assertThat(SourceTable.MARK.equals(comment(source, database, "profiles"))).isEqualTo(marked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromADatabaseWhoseSourceTablesTheFirstMigrationMade(Database database)
      throws Exception {
    try (var source = database.newDataSource()) {
      // As that version left it: its migration on record, which is no more.
      execute(
          source,
          """
          insert into "muster_schema_history"
          select 50, '1', 'profiles and events', 'SQL', 'V1__profiles_and_events.sql', 12345,
                 "installed_by", "installed_on", 1, true
          from "muster_schema_history" where "version" = '2'
          """);
      assertThatCode(() -> database.migrate(source)).doesNotThrowAnyException();
      assertThat(Schema.state(source, database.databaseType()).isCurrent()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichOfThemWouldBeReadIfTheFirstWereNotThere(Database database) throws Exception {
    try (var source = shop(database)) {
      database.migrate(source);
      execute(source, "create table shop.profiles (user_id varchar)");
      execute(source, "create schema far");
      execute(source, "create table far.profiles (user_id varchar)");

      var profiles = SourceTable.look(database.source(source), SourceTable.Name.PROFILES);

      assertThat(profiles.elsewhere()).hasSize(2);
      assertThat(profiles.behind())
          .singleElement()
          .satisfies(schema -> assertThat(schema).isEqualToIgnoringCase("shop"));
    }
  }
}
