package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.source.SourceTable.Kind;
import dev.muster.source.SourceTable.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SourceTableIT {

  @ParameterizedTest
  @EnumSource
  void findsMustersOwnTablesAsTheyShouldBe(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      for (var name : Name.values()) {
        var table = SourceTable.look(database.source(source), name);
        assertThat(table.kind()).isEqualTo(Kind.TABLE);
        assertThat(table.faults()).isEmpty();
        assertThat(table.empty()).isTrue();
        assertThat(table.made()).isTrue();
      }
      assertThat(look(source, database, Name.PROFILES).isIndexedBy("user_id")).isTrue();
      var events = look(source, database, Name.EVENTS);
      assertThat(events.isIndexedBy("name", "occurred_at")).isTrue();
      assertThat(events.isIndexedBy("occurred_at")).isFalse();

      execute(source, "drop index events_name_time");
      execute(
          source,
          "insert into events (user_id, name, occurred_at) values ('u', 'e', current_timestamp)");
      events = look(source, database, Name.EVENTS);
      assertThat(events.isIndexedBy("name", "occurred_at")).isFalse();
      assertThat(events.empty()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAViewOfTheName(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "alter table events rename to what_happened");
      execute(source, "create view events as select * from what_happened");
      var events = look(source, database, Name.EVENTS);
      assertThat(events.kind()).isEqualTo(Kind.VIEW);
      assertThat(events.faults()).isEmpty();
      assertThat(events.indexes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesColumnsThatAreMissingOrOfAnotherType(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "drop table profiles");
      assertThat(look(source, database, Name.PROFILES).kind()).isEqualTo(Kind.ABSENT);
      execute(
          source,
          "create table profiles (user_id integer, timezone varchar(40), opted_out varchar,"
              + " attributes json)");
      assertThat(look(source, database, Name.PROFILES).faults().stream().map(Object::toString))
          .satisfiesExactly(
              fault -> assertThat(fault).startsWith("column user_id: expected text, found int"),
              fault -> assertThat(fault).isEqualTo("no column anonymous_id (text)"),
              fault ->
                  assertThat(fault)
                      .matches(
                          "column opted_out: expected boolean, found (varchar|character varying)"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesOtherSchemasWithATableOfTheNameInTheOrderOfTheSearchPath(Database database)
      throws Exception {
    try (var source = database.newDataSource();
        var login = new HikariDataSource()) {
      for (var schema : List.of("aside", "later", "sooner", "beyond")) {
        execute(source, "create schema " + schema);
        execute(source, "create table " + schema + ".events (user_id varchar)");
      }
      login.setJdbcUrl(source.getJdbcUrl());
      login.setConnectionInitSql(
          switch (database) {
            case H2 -> "set schema_search_path public, sooner, later";
            case POSTGRESQL -> "set search_path = public, sooner, later";
          });

      var events = look(login, database, Name.EVENTS);

      assertThat(events.elsewhere().stream().map(String::toLowerCase))
          .containsExactly("sooner", "later", "aside", "beyond");
      assertThat(events.behind().stream().map(String::toLowerCase))
          .containsExactly("sooner", "later");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | "User_ID" text    | none of that name, but "User_ID" | "User_ID" as user_id       | without quotes around user_id
          POSTGRESQL | "USER_ID" text    | none of that name, but "USER_ID" | "USER_ID" as user_id       | without quotes around user_id
          POSTGRESQL | "userId" bigint   | none of that name, but "userId"  | "userId"::text as user_id  | without quotes around user_id
          POSTGRESQL | "a""b" text       |                                  | … as user_id               |
          POSTGRESQL | " user_id " text  | none of that name, but " user_id " | " user_id " as user_id   | without quotes around user_id
          POSTGRESQL | userid text       | none of that name, but userid    | userid as user_id          | without quotes around user_id
          POSTGRESQL | uid text          |                                  | … as user_id               |
          H2         | "User_ID" varchar | none of that name, but "User_ID" | "User_ID" as user_id       | without quotes around user_id
          H2         | "user_id" varchar | none of that name, but "user_id" | "user_id" as user_id       | without quotes around user_id
          H2         | "userId" bigint   | none of that name, but "userId"  | cast("userId" as varchar) as user_id | without quotes around user_id
          H2         | userid varchar    | none of that name, but userid    | userid as user_id          | without quotes around user_id
          H2         | uid varchar       |                                  | … as user_id               |
          """)
  void findsNoColumnThatIsFoundInQuotesOnlyAndSaysSo(
      Database database,
      String column,
      @Nullable String found,
      String remedy,
      @Nullable String unless)
      throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "drop table profiles");
      execute(
          source,
          "create table profiles (%s, anonymous_id varchar, timezone varchar, opted_out boolean,"
                  .formatted(column)
              + " attributes json)");

      assertThat(look(source, database, Name.PROFILES).faults())
          .containsExactly(new SourceColumn.Fault("user_id", "text", found, remedy, unless));

      if (!remedy.startsWith("…")) {
        execute(source, "alter table profiles rename to own");
        execute(
            source,
            "create view profiles as select "
                + remedy
                + ", anonymous_id, timezone, opted_out, attributes from own");
        assertThat(look(source, database, Name.PROFILES).faults()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | create table "Profiles" (n int)                                | "Profiles"
          POSTGRESQL | create view "PROFILES" as select 1 as n                        | "PROFILES"
          POSTGRESQL | create table "Profiles" (n int); create table "PROFILES" (n int) | "PROFILES","Profiles"
          POSTGRESQL | create schema aside; create table aside."Profiles" (n int)     |
          POSTGRESQL | create table "Profile" (n int)                                 |
          POSTGRESQL | create sequence "Profiles"                                     |
          H2         | create table "profiles" (n int)                                | "profiles"
          H2         | create table "Profiles" (n int)                                | "Profiles"
          H2         | create view "profiles" as select 1 as n                        | "profiles"
          H2         | create schema aside; create table aside."profiles" (n int)     |
          H2         | create table "profile" (n int)                                 |
          """)
  void findsWhatIsFoundInQuotesAlone(Database database, String definition, @Nullable String quoted)
      throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "drop table profiles");
      for (var one : definition.split("; ", -1)) {
        execute(source, one);
      }
      var expected = quoted == null ? List.of() : List.of(quoted.split(",", -1));

      var absent = look(source, database, Name.PROFILES);
      assertThat(absent.kind()).isEqualTo(Kind.ABSENT);
      assertThat(absent.elsewhere()).isEmpty();
      assertThat(absent.quoted()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POSTGRESQL | create table profiles (like own)                                         | TABLE
          POSTGRESQL | create table profiles (like own) partition by list (user_id)             | PARTITIONED
          POSTGRESQL | create view profiles as select * from own                                | VIEW
          POSTGRESQL | create materialized view profiles as select * from own                   | MATERIALIZED
          POSTGRESQL | create foreign table profiles (user_id text) server elsewhere            | FOREIGN
          H2         | create table profiles as select * from own                               | TABLE
          H2         | create view profiles as select * from own                                | VIEW
          H2         | create materialized view profiles as select * from own                   | MATERIALIZED
          """)
  void tellsTablesAndViewsOfAllKindsApart(Database database, String definition, Kind kind)
      throws Exception {
    try (var source = database.newDataSource()) {
      execute(source, "alter table profiles rename to own");
      if (database == Database.POSTGRESQL) {
        execute(source, "create foreign data wrapper nothing");
        execute(source, "create server elsewhere foreign data wrapper nothing");
      }
      execute(source, definition);

      var table = look(source, database, Name.PROFILES);

      assertThat(table.kind()).isEqualTo(kind);
      assertThat(table.made()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROFILES | user_id      | text collate folding    | text
          PROFILES | user_id      | folded                  | text
          PROFILES | user_id      | varchar collate folding | varchar
          PROFILES | timezone     | text collate folding    | text
          PROFILES | opted_out    | text collate folding    | text
          EVENTS   | user_id      | text collate folding    | text
          EVENTS   | name         | text collate folding    | text
          EVENTS   | name         | text collate telling    |
          EVENTS   | name         | text collate "C"        |
          """)
  void refusesColumnsWhoseCollationTakesTextsForEqualThatDiffer(
      Name name, String column, String type, @Nullable String found) throws Exception {
    try (var source = Database.POSTGRESQL.newDataSource()) {
      execute(
          source,
          "create collation folding (provider = icu, locale = 'und-u-ks-level2',"
              + " deterministic = false)");
      execute(source, "create collation telling (provider = icu, locale = 'und')");
      execute(source, "create domain folded as text collate folding");
      execute(source, "alter table " + name.table() + " rename to own");
      execute(source, "alter table own drop column " + column);
      execute(source, "alter table own add column " + column + " " + type);
      execute(source, "create view " + name.table() + " as select * from own");

      var view = look(source, Database.POSTGRESQL, name);

      if (found == null) {
        assertThat(view.faults()).isEmpty();
        return;
      }
      assertThat(view.said()).endsWith("found " + found + " with a nondeterministic collation");
      var others = name.columnNames().stream().filter(other -> !other.equals(column)).toList();
      execute(source, "drop view " + name.table());
      execute(
          source,
          "create view %s as select %s, %s from own"
              .formatted(
                  name.table(), String.join(", ", others), view.faults().getFirst().remedy()));
      assertThat(look(source, Database.POSTGRESQL, name).faults()).isEmpty();
    }
  }

  private static SourceTable look(HikariDataSource source, Database database, Name name)
      throws Exception {
    return SourceTable.look(database.source(source), name);
  }

  private static void execute(HikariDataSource source, String sql) throws Exception {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
