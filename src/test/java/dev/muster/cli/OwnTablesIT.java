package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program on databases that are a shop's: its tables, schemas, logins, encodings and limits.
 */
class OwnTablesIT {
  private static final String BUYERS =
      Desk.EVERYONE.replace(
          "everyone: true",
          "did: Charged, where: { amount: { at_least: 50 } }, times: { at_least: 2 },"
              + " during: { last_days: 30 }");

  /** A shop as others have it: ids are numbers, times are local, events lie in partitions. */
  private static final String SHOP =
      """
      create schema crm;
      create table crm.customer (
          id bigint primary key, mail text, unsubscribed int, lang char(5), tz text
      );
      create table crm.address (customer_id bigint, city text);
      create table crm.activity (
          customer_id bigint, kind text, at timestamp, data json
      ) partition by range (at);
      create table crm.activity_past partition of crm.activity
          for values from ('2020-01-01') to ('2026-11-01');
      create table crm.activity_now partition of crm.activity
          for values from ('2026-11-01') to ('2030-01-01');
      insert into crm.customer
      select n, 'c' || n || '@example.com', (n % 10 = 0)::int, 'de_DE', 'Europe/Berlin'
      from generate_series(1, 300) n;
      insert into crm.address select n % 300 + 1, 'city ' || n from generate_series(1, 600) n;
      insert into crm.activity
      select n % 300 + 1, case n % 3 when 0 then 'Charged' else 'Viewed' end,
             timestamp '2026-11-20 12:00:00' - n * interval '37 minutes',
             json_build_object('amount', n % 120, 'sku', 'p' || n % 7)
      from generate_series(1, 4000) n;
      """;

  private static final String BY_HAND =
      """
      select c.id::text
      from crm.customer c
      join crm.activity a on a.customer_id = c.id
      where c.unsubscribed = 0 and a.kind = 'Charged' and (a.data ->> 'amount')::numeric >= 50
        and a.at at time zone 'Europe/Berlin' < timestamptz '2026-11-20 12:00:00+00'
        and a.at at time zone 'Europe/Berlin' >= timestamptz '2026-10-21 00:00:00+00'
      group by c.id
      having count(*) >= 2
      order by 1
      """;

  @TempDir private Path folder;

  private static void execute(Connection connection, String... statements) throws Exception {
    try (var statement = connection.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  private static List<String> column(Connection connection, String question) throws Exception {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** What the docs say that own tables need, for a role of the given name. */
  private static String views(String role) throws Exception {
    var text = Files.readString(Path.of("docs/data.md"));
    var begin = text.indexOf("create schema views;");
    return text.substring(begin, text.indexOf("```", begin))
        .replace("'…'", "'unused'")
        .replace("role muster", "role " + role)
        .replace("authorization muster", "authorization " + role)
        .replace("to muster;", "to " + role + ";");
  }

  private static String newRole() {
    return "muster_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private static Program as(Desk desk, String role) {
    return desk.program()
        .with("MUSTER_DATABASE_URL", desk.url().replaceFirst("\\?.*", ""))
        .with("MUSTER_DATABASE_USERNAME", role);
  }

  @Test
  void findsInAShopOfAnothersShapeWhomSqlByHandFindsAndTouchesNothingOfIt() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("buyers", BUYERS);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(connection, SHOP, views(role));
      var program = as(desk, role);
      var indexes = column(connection, "select indexdef from pg_indexes where schemaname = 'crm'");
      var expected = column(connection, BY_HAND);

      var checked = program.run("check", "buyers.yaml");
      var ran = program.run("run", "buyers.yaml", "--planned", "2026-11-20T12:00:00Z");
      var checkedAgain = program.run("check", "buyers.yaml");

      assertThat(checked.out()).as(checked.out()).contains("ok       events      a view");
      assertThat(checked.exitCode()).as(checked.out()).isZero();
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(expected).hasSizeGreaterThan(20);
      assertThat(desk.reached()).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(checkedAgain.out()).contains("ok       user ids    one row a user");
      assertThat(column(connection, "select indexdef from pg_indexes where schemaname = 'crm'"))
          .isEqualTo(indexes);
      assertThat(
              column(
                  connection,
                  "select n.nspname || '.' || c.relname from pg_class c"
                      + " join pg_namespace n on n.oid = c.relnamespace"
                      + " where c.relname in ('profiles', 'events')"))
          .containsExactlyInAnyOrder("views.profiles", "views.events");
    }
  }

  @Test
  void readsWhatIsBehindViewsByTheIndexesOfTheDocs() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("buyers", BUYERS);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      // So few rows are read faster as a whole.
      execute(
          connection, SHOP, views(role), "alter role %s set enable_seqscan = off".formatted(role));
      var program = as(desk, role);
      program.run("run", "buyers.yaml", "--planned", "2026-11-20T12:00:00Z");

      assertThat(program.run("check", "buyers.yaml").out())
          .contains("reads activity_past by ", "reads activity_now by ")
          .doesNotContain("reads all of activity");
    }
  }

  @Test
  void sendsToNobodyWhereAJoinDoublesUsersAndSaysSoBeforeItPlans() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role)
              .replace(
                  "from crm.customer c;",
                  "from crm.customer c join crm.address d on d.customer_id = c.id;"));
      var program = as(desk, role);

      var checked = program.run("check");
      var ran = program.run("run", "all.yaml");

      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out())
          .contains(
              "failed   user ids    300 user ids stand in more than one row; let profiles have");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .contains("all.yaml: not begun: user ids: 300 user ids stand in more than one row; let");
      assertThat(program.run("runs").out()).contains("No runs yet.");
      assertThat(desk.reached()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POSTGRESQL | profiles | "Profiles"
          POSTGRESQL | events   | "Events"
          POSTGRESQL | events   | "EVENTS"
          H2         | profiles | "profiles"
          H2         | events   | "Events"
          """)
  void makesNothingBesideTablesThatAreFoundInQuotesAlone(
      Database database, String name, String quoted) throws Exception {
    try (var desk = Desk.onNothing(database, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      execute(connection, "create table " + quoted + " (n int)");
      var said =
          "no such table, but %s, which is not found without quotes; create view %s as select … from %s"
              .formatted(quoted, name, quoted);

      var checked = desk.program().run("check");
      var ran = desk.program().run("run", "all.yaml");

      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out()).containsPattern("failed   " + name + " +" + Pattern.quote(said));
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).contains(said);
      assertThat(
              column(
                  connection,
                  "select table_name from information_schema.tables"
                      + " where lower(table_schema) = 'public'"))
          .containsExactly(quoted.replace("\"", ""));
    }
  }

  @Test
  void namesTheCastsThatAViewLacksBeforeItPlans() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role).replace("c.id::text", "c.id").replace(" at time zone 'Europe/Berlin'", ""));
      var program = as(desk, role);

      var ran = program.run("run", "all.yaml");

      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .contains("write into the view: user_id::text as user_id")
          .contains("write into the view: occurred_at at time zone 'UTC' as occurred_at");
      assertThat(program.run("runs").out()).contains("No runs yet.");
    }
  }

  /** A login that sees of the shop's customers what a policy lets it see. */
  private static String roleUnderPolicy(Connection connection, String using) throws Exception {
    assumeTrue(connection.getMetaData().getDatabaseMajorVersion() >= 15);
    var role = newRole();
    execute(
        connection,
        SHOP,
        views(role)
            .replace("view views.profiles as", "view views.profiles with (security_invoker) as"),
        "grant usage on schema crm to " + role,
        "grant select on crm.customer to " + role,
        "alter table crm.customer enable row level security",
        "create policy part on crm.customer using (" + using + ")");
    return role;
  }

  @Test
  void warnsOfRowsThatThePoliciesOfAShopMayHideBeforeItPlans() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = roleUnderPolicy(connection, "id <= 20");
      var program = as(desk, role);
      var warning =
          "row security of crm.customer may hide rows from the login: they are in no audience; if"
              + " that is not meant, use a role with bypassrls";

      var checked = program.run("check");
      var ran = program.run("run", "all.yaml");

      assertThat(checked.out()).contains("warning  profiles    " + warning);
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.err().lines().filter(line -> line.contains("profiles: " + warning)))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("WARN"));
      assertThat(desk.reached()).hasSize(18);
    }
  }

  @Test
  void saysTheSameInCheckAndRunOfASettingThatAPolicyAsksForAndNobodyMakes() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = roleUnderPolicy(connection, "lang = current_setting('app.tenant')");
      var program = as(desk, role);
      var remedy =
          "alter role %s in database %s set app.tenant = 'de_DE'"
              .formatted(role, connection.getCatalog());
      var said =
          "ERROR: unrecognized configuration parameter \"app.tenant\"; a policy, view or function"
              + " asks for app.tenant, which the login's sessions do not have: "
              + remedy.replace("'de_DE'", "…");

      var checked = program.run("check");
      var ran = program.run("run", "all.yaml");

      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out()).contains("failed   database    database ").contains(": " + said);
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).contains("all.yaml: not begun: database ").contains(": " + said);

      execute(connection, remedy);
      assertThat(program.run("run", "all.yaml").exitCode()).isZero();
      assertThat(desk.reached()).hasSize(270);
    }
  }

  @Test
  void makesNothingWhileASchemaOfTheSearchPathIsClosedToTheLogin() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(connection, SHOP, views(role), "revoke usage on schema views from " + role);
      var program = as(desk, role);

      var checked = program.run("check");
      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out())
          .contains(
              "failed   rights      no right to use schema views of the search path; grant usage on"
                  + " schema views to "
                  + role);
      var ran = program.run("run", "all.yaml");
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err()).contains("no right to use schema views of the search path");
      assertThat(column(connection, "select to_regclass('muster.profiles')")).containsOnlyNulls();

      execute(connection, "grant usage on schema views to " + role);
      assertThat(program.run("run", "all.yaml").exitCode()).isZero();
      assertThat(desk.reached()).hasSize(270);
    }
  }

  @Test
  void leavesItToTheNextLaunchWhereTheServerIsAStandbyBeforeItHasMadeItsTables() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role),
          // One that says so, since a real one would have to be set up beside its primary.
          "create function views.pg_is_in_recovery() returns boolean language sql as 'select true'",
          "alter role %s set search_path = muster, views, pg_catalog".formatted(role),
          "alter role %s set default_transaction_read_only = on".formatted(role));

      var ran = as(desk, role).run("run", "all.yaml");

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("the server is a standby").hasLineCount(1);
    }
  }

  @Test
  void saysThatNoSchemaIsThereThoughAnotherHasItsTables() throws Exception {
    try (var desk =
        Desk.onNothing(Database.POSTGRESQL, folder).users(1).campaign("all", Desk.EVERYONE)) {
      var elsewhere =
          desk.program().with("MUSTER_DATABASE_URL", desk.url() + "&currentSchema=nowhere");

      for (var command : List.of("check", "run")) {
        var ended = elsewhere.run(command, "all.yaml");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out() + ended.err())
            .contains("no schema of the login's search_path is there, or may be used; create one");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter role ROLE connection limit 2         | rights      | the login may have 2 connections at once, and a run needs 3 at least; alter role ROLE connection limit -1
          alter role ROLE connection limit 1         | rights      | the login may have 1 connection at once, and a run needs 3 at least; alter role ROLE connection limit -1
          alter database SHOP connection limit 2     | rights      | the database may have 2 connections at once, and a run needs 3 at least; alter database SHOP connection limit -1
          revoke create on schema muster from ROLE   | rights      | no right to make Muster's tables in schema muster; grant create on schema muster to ROLE
          revoke usage on schema views from ROLE     | rights      | no right to use schema views of the search path; grant usage on schema views to ROLE
          alter role ROLE set search_path = nowhere  | storage     | no schema of the login's search_path is there, or may be used; create one, or set search_path (currentSchema, where the URL has it)
          alter role ROLE in database SHOP set default_transaction_read_only = on | storage | its sessions can only read (default_transaction_read_only); alter role ROLE in database SHOP set default_transaction_read_only = off
          """)
  void saysBeforeItMakesItsTablesWhatCheckSays(String fault, String subject, String said)
      throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role),
          "alter schema muster owner to current_user",
          "grant create, usage on schema muster to " + role,
          fault.replace("ROLE", role).replace("SHOP", connection.getCatalog()));
      desk.file("p.csv", "user_id\nu1\n");
      var program = as(desk, role);
      var sentence = said.replace("ROLE", role).replace("SHOP", connection.getCatalog());

      var checked = program.run("check");
      assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
      assertThat(checked.out()).contains("failed   %-11s %s".formatted(subject, sentence));
      for (var command :
          List.of(
              List.of("run", "all.yaml", "--planned", "2026-11-20T12:00:00Z"),
              List.of("import", "profiles", "p.csv"))) {
        var ended = program.run(command.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err().strip())
            .endsWith(": %s: %s".formatted(subject, sentence))
            .as("one line")
            .doesNotContain("\n");
      }
      assertThat(column(connection, "select relname from pg_class where relname like 'muster\\_%'"))
          .isEmpty();
    }
  }

  @Test
  void namesTheColumnThatAViewCannotCastAndWhatNoRowHasBeforeTheFirstRun() throws Exception {
    try (var desk =
            Desk.onNothing(Database.POSTGRESQL, folder)
                .campaign("buyers", BUYERS.replace("did: Charged", "did: charged"));
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(connection, SHOP, views(role));
      var program = as(desk, role);

      var checked = program.run("check", "buyers.yaml");
      assertThat(checked.exitCode()).as(checked.out()).isZero();
      assertThat(checked.out())
          .contains("warning  audience    how the database would find it can be said when Muster's")
          .contains("no event is named charged; there is Charged");

      execute(
          connection,
          "create or replace view views.profiles as select c.id::text as user_id, null::text as"
              + " anonymous_id, c.tz as timezone, (c.mail::int > 0) as opted_out, to_jsonb(c) as"
              + " attributes from crm.customer c");
      var failing = program.run("check", "buyers.yaml");
      assertThat(failing.exitCode()).isEqualTo(2);
      assertThat(failing.out())
          .contains(
              "failed   profiles    column opted_out: a value cannot be read (SQLSTATE 22P02)");
      var ran = program.run("run", "buyers.yaml");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .contains("column opted_out: a value cannot be read")
          .doesNotContain("@");

      execute(
          connection,
          "create or replace view views.profiles as select c.id::text as user_id, null::text as"
              + " anonymous_id, c.tz as timezone, false as opted_out,"
              + " to_jsonb(to_jsonb(c)::text) as attributes from crm.customer c");
      assertThat(program.run("check").out())
          .contains("column attributes: 300 of 300 values are no JSON object");
    }
  }

  @Test
  void takesUserIdsOfAnyCollation() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("buyers", BUYERS);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role)
              .replace("c.id::text", "c.id::text collate \"en-x-icu\"")
              .replace("a.kind as name", "a.kind collate \"en-x-icu\" as name"));
      var ran = as(desk, role).run("run", "buyers.yaml", "--planned", "2026-11-20T12:00:00Z");

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(desk.reached()).containsExactlyInAnyOrderElementsOf(column(connection, BY_HAND));
    }
  }

  @Test
  void setsTheLimitsOfALoginAsideAndDependsOnNoTimeZoneOfTheMachine() throws Exception {
    try (var desk =
            Desk.onNothing(Database.POSTGRESQL, folder)
                .users(3)
                .file(
                    "unlimited.sql",
                    """
                    select user_id from profiles
                    where current_setting('statement_timeout') = '0'
                      and current_setting('lock_timeout') = '10min'
                      and current_setting('idle_session_timeout') = '0'
                      and current_setting('TimeZone') = 'UTC'
                    """)
                .campaign("all", Desk.EVERYONE.replace("everyone: true", "sql: unlimited.sql"));
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          "create role " + role + " login superuser",
          "alter role " + role + " set statement_timeout = '20s'",
          "alter role " + role + " set lock_timeout = '20s'",
          "alter role " + role + " set idle_session_timeout = '20s'",
          "alter role " + role + " set default_transaction_isolation = 'serializable'");
      var program = as(desk, role).withJvm("-Duser.timezone=Asia/Kolkata");

      var ran = program.run("run", "all.yaml");

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(desk.reached()).hasSize(3);
    }
  }

  @Test
  void refusesADatabaseThatCannotHoldEveryName() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var name = "latin_" + UUID.randomUUID().toString().replace('-', '_');
      execute(
          connection,
          "create database %s encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"
              .formatted(name));
      desk.file("p.csv", "user_id\nu1\n");
      var program =
          desk.program()
              .with("MUSTER_DATABASE_URL", desk.url().replaceFirst("/[^/?]*\\?", "/" + name + "?"));

      for (var command :
          List.of(List.of("run", "all.yaml"), List.of("import", "profiles", "p.csv"))) {
        var ended = program.run(command.toArray(String[]::new));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("its encoding is LATIN1, expected UTF8");
      }
      var checked = program.run("check");
      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out()).contains("failed   storage     its encoding is LATIN1");
    }
  }

  @Test
  void saysWhichRightsALoginLacks() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          "create role " + role + " login",
          "revoke create on schema public from public");
      var program = as(desk, role);

      var fresh = program.run("check");
      assertThat(fresh.exitCode()).isEqualTo(2);
      assertThat(fresh.out())
          .contains(
              "failed   rights      no right to make Muster's tables in schema public; grant create"
                  + " on schema public to "
                  + role);

      desk.users(1);
      var made = program.run("check");
      assertThat(made.exitCode()).isEqualTo(2);
      assertThat(made.out())
          .containsPattern(
              "no right to select, insert, update, delete on (public.muster_\\w+(, )?){3} and \\d+ more,")
          .containsPattern("grant select, insert, update, delete on [^;]*public.muster_member")
          .contains("no right to select on public.events, public.profiles")
          .contains(
              "grant select on public.events, public.profiles, public.suppressions to " + role);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select on views.profiles                 | select on views.profiles
          select on views.profiles, views.events   | select on views.events, views.profiles
          delete on muster.muster_member           | delete on muster.muster_member
          insert, delete on all tables in schema muster | insert, delete on all tables in schema muster
          usage on all sequences in schema muster  | usage on all sequences in schema muster
          usage on sequence muster.muster_batch_job_instance_seq | usage on sequence muster.muster_batch_job_instance_seq
          """)
  void givesGrantsThatWorkAsTheyAreTyped(String revoked, String granted) throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = newRole();
      execute(
          connection,
          SHOP,
          views(role),
          "create table public.profiles (user_id text)",
          "create table public.muster_member (user_id text)");
      var program = as(desk, role);
      assertThat(program.run("run", "all.yaml").exitCode()).isZero();
      execute(connection, "revoke " + revoked + " from " + role);

      var checked = program.run("check");
      var line =
          checked.out().lines().filter(one -> one.startsWith("failed ")).findFirst().orElseThrow();
      assertThat(line).contains("rights").endsWith("; grant " + granted + " to " + role);

      execute(connection, line.substring(line.indexOf("; grant") + 2));
      assertThat(program.run("check").exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksForTimeLimitsOfAUrlInVain(Database database) throws Exception {
    try (var desk = Desk.onNothing(database, folder).users(2000).campaign("all", Desk.EVERYONE)) {
      desk.program()
          .with(
              "MUSTER_DATABASE_URL",
              desk.url()
                  + switch (database) {
                    case H2 -> ";QUERY_TIMEOUT=60000";
                    case POSTGRESQL -> "&options=-c%20statement_timeout=60000";
                  });
      assertThat(desk.program().run("run", "all.yaml").exitCode()).isZero();
    }
  }
}
