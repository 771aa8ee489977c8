package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a source that cannot be read, and with which exit code a launch ends then. */
class SourceFaultsIT {
  private static final String[] RUN = {"run", "all.yaml", "--planned", "2026-11-16T09:00:00Z"};

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MUSTER_SOURCE_URL       | jdbc:h2:mem:shop                    | MUSTER_SOURCE_URL: expected a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME), found 'jdbc:h2:…'
          MUSTER_SOURCE_URL       | jdbc:mysql://h/n                    | MUSTER_SOURCE_URL: expected a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME), found 'jdbc:mysql:…'
          MUSTER_SOURCE_URL       | jdbc:trino://h:8080/c/s             | not built yet: a source on Trino
          MUSTER_SOURCE_URL       | jdbc:postgresql://ann:s3cret@h/n    | a password belong into MUSTER_SOURCE_USERNAME and MUSTER_SOURCE_PASSWORD
          MUSTER_SOURCE_URL       | jdbc:postgresql://h/n?sslmod=x      | MUSTER_SOURCE_URL: PostgreSQL's driver has no option sslmod
          MUSTER_SOURCE_URL       | ''                                  | MUSTER_SOURCE_URL: expected beside MUSTER_SOURCE_USERNAME and MUSTER_SOURCE_PASSWORD, found none
          MUSTER_SOURCE_PROFILES  | with_audience                       | not built yet: muster.source.profiles: with_audience
          MUSTER_SOURCE_PROFILES  | sometimes                           | MUSTER_SOURCE_PROFILES
          MUSTER_SOURCE_OPTOUTS   | 15m                                 | not built yet: muster.source.opt-outs
          MUSTER_SOURCE_LISTS     | own.public                          | not built yet: muster.source.lists
          MUSTER_SOURCE_TIMELIMIT | 0s                                  | muster.source.time-limit: expected a second or more
          """)
  void refusesSettingsAtOnce(String setting, String value, String said) throws Exception {
    try (var desk = desk();
        var shop = new SourceShop().at(desk)) {
      desk.program().with(setting, value);

      var refused = desk.program().run(RUN);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains(said).doesNotContain("s3cret");
      assertThat(desk.sandbox().stats().received()).isZero();
      assertThat(shop.reader()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"import, profiles, users.ndjson", "import, events, users.ndjson", "demo,,"})
  void writesToNoSource(String command, @Nullable String table, @Nullable String file)
      throws Exception {
    try (var desk = desk().file("users.ndjson", "{\"user_id\": \"u1\"}\n");
        var shop = new SourceShop().at(desk)) {
      var refused =
          desk.program()
              .run(Stream.of(command, table, file).filter(Objects::nonNull).toArray(String[]::new));

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err())
          .contains(command + " writes profiles and events")
          .contains("MUSTER_SOURCE_URL");
      assertThat(shop.reader()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          revoke select on events from READER                            | 2 | source login: no right to select user_id, name, occurred_at, properties of public.events; grant select on public.events to READER
          revoke usage on schema public from public                      | 2 | source profiles: no such table
          drop table events                                              | 2 | source events: no such table
          alter table profiles drop column timezone                      | 2 | source profiles: no column timezone (text)
          alter table events alter occurred_at type timestamp            | 2 | source events: column occurred_at: expected timestamp with time zone, found timestamp without time zone
          alter table profiles alter attributes drop default, alter attributes type text | 2 | source profiles: column attributes: expected json, found text
          alter table events rename to actions; create view events as select * from actions; create role READER_owner; alter view events owner to READER_owner; grant select on events to READER | 2 | source PLACE: ERROR: permission denied for table actions; give MUSTER_SOURCE_USERNAME the right, or, of a table that a view of yours reads, the view's owner
          alter table events rename to actions; create materialized view events as select * from actions with no data; grant select on events to READER | 2 | source PLACE: ERROR: materialized view "events" has not been populated; refresh that view
          alter role READER nologin                                      | 2 | source PLACE: refuses the login: role "READER" is not permitted to log in; alter role … login, or set MUSTER_SOURCE_USERNAME
          """)
  void saysWhatIsWrongBeforeARunIsPlanned(String change, int exitCode, String said)
      throws Exception {
    try (var desk = desk();
        var shop = new SourceShop().users(3).at(desk)) {
      shop.execute(change.replace("READER", shop.reader()));

      var refused = desk.program().run(RUN);
      var expected = said.replace("READER", shop.reader()).replace("PLACE", shop.place());
      assertThat(refused.err() + refused.out()).contains(expected);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(exitCode);
      assertThat(desk.program().run("check").out().replaceAll("\\s+", " "))
          .contains(expected.replaceFirst("^source (\\w+): ", "source $1 "));
      assertThat(desk.program().run("runs").out()).contains("No runs yet.");
      assertThat(desk.sandbox().stats().received()).isZero();
    }
  }

  @Test
  void saysThatThereIsNoSuchDatabase() throws Exception {
    try (var desk = desk();
        var shop = new SourceShop()) {
      shop.at(desk, shop.place() + "_of_yesterday");

      var refused = desk.program().run(RUN);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err())
          .contains("source " + shop.place() + "_of_yesterday: ")
          .contains("does not exist; create it, or change MUSTER_SOURCE_URL");
    }
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (var desk = desk();
        var shop = new SourceShop();
        var relay = new Relay(shop.port())) {
      relay.cut();
      shop.at(desk, shop.place().replace(":" + shop.port(), ":" + relay.port()));

      var failed = desk.program().run(RUN);

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err())
          .contains("source jdbc:postgresql://127.0.0.1:" + relay.port() + "/")
          .contains("nobody answers at its address")
          .contains("change MUSTER_SOURCE_URL");
    }
  }

  @Test
  void cancelsAQuestionThatTakesTooLong() throws Exception {
    try (var desk = desk();
        var shop = new SourceShop().users(3).at(desk)) {
      desk.file("slow.sql", "select user_id from profiles, pg_sleep(30)")
          .campaign("slow", Desk.EVERYONE.replace("everyone: true", "sql: slow.sql"));
      desk.program().with("MUSTER_SOURCE_TIMELIMIT", "1s");

      var failed = desk.program().run("run", "slow.yaml", "--planned", "2026-11-16T09:00:00Z");

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err() + failed.out())
          .contains("source " + shop.place())
          .contains("canceling statement due to statement timeout")
          .contains("nothing is lost, launch again when it can be asked");
      assertThat(desk.sandbox().stats().received()).isZero();
    }
  }

  @Test
  void saysWhatTheSourceDoesNotUnderstandOfAQueryByHand() throws Exception {
    try (var desk = desk();
        var shop = new SourceShop().users(3).at(desk)) {
      desk.file("wrong.sql", "select user_id from customers")
          .campaign("wrong", Desk.EVERYONE.replace("everyone: true", "sql: wrong.sql"));

      var refused = desk.program().run("run", "wrong.yaml", "--planned", "2026-11-16T09:00:00Z");

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err() + refused.out()).contains("wrong.sql: ").contains("customers");
      assertThat(shop.reader()).isNotEmpty();
    }
  }

  @Test
  void writesNothingByAQueryByHand() throws Exception {
    try (var desk = desk();
        var shop = new SourceShop().users(3).at(desk)) {
      shop.execute(
          "create function forget() returns setof text language sql security definer as"
              + " 'delete from profiles returning user_id'");
      desk.file("forget.sql", "select user_id from forget() as users (user_id)")
          .campaign("forget", Desk.EVERYONE.replace("everyone: true", "sql: forget.sql"));

      var refused = desk.program().run("run", "forget.yaml", "--planned", "2026-11-16T09:00:00Z");

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err() + refused.out()).contains("read-only transaction");
    }
  }

  private Desk desk() throws Exception {
    return new Desk(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
  }
}
