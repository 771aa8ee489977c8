package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody has forgotten a transaction on tables that Muster needs, on PostgreSQL. */
class LockedTableIT {
  @TempDir private Path folder;

  @Test
  void isNamedWithWhoHasTheLockWhileItIsWaitedFor() throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder).users(10).campaign("all", Desk.EVERYONE);
        var other = DriverManager.getConnection(desk.url() + "&ApplicationName=shop-report");
        var statement = other.createStatement()) {
      assertThat(desk.program().run("runs").exitCode()).isZero();
      other.setAutoCommit(false);
      statement.execute("lock table muster_run, profiles in access exclusive mode");
      var waiting =
          List.of(
              desk.program().start("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z"),
              desk.program().start("runs"),
              desk.program().start("check", "all.yaml"));
      for (var command : waiting) {
        Desk.await("it says what it waits for", () -> command.err().contains("lets Muster wait"));
      }
      other.rollback();

      for (var command : waiting) {
        var ended = command.end();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err())
            .containsOnlyOnce("lets Muster wait")
            .containsPattern(
                "the table (muster_run|profiles) is locked by another session \\(shop-report, user postgres; to end it: select pg_terminate_backend\\(\\d+\\)");
      }
    }
  }

  /** Rather than by the last resort; before a run is looked for, there is nothing to be told. */
  @ParameterizedTest
  @CsvSource({"muster_run, ''", "profiles, 'not begun, since the program was asked to stop'"})
  void isWaitedForNoLongerOnceTheEndIsAskedFor(String table, String said) throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder).users(10).campaign("all", Desk.EVERYONE);
        var other = DriverManager.getConnection(desk.url() + "&ApplicationName=shop-report");
        var statement = other.createStatement()) {
      assertThat(desk.program().run("runs").exitCode()).isZero();
      other.setAutoCommit(false);
      statement.execute("lock table %s in access exclusive mode".formatted(table));
      var waiting = desk.program().start("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");
      Desk.await("it says what it waits for", () -> waiting.err().contains("lets Muster wait"));
      waiting.terminate();

      var ended = waiting.end();
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(143);
      assertThat(ended.out() + ended.err()).contains(said).doesNotContain("the process is ended");
      assertThat(desk.reached()).isEmpty();
    }
  }

  @Test
  void isNamedWhereProfilesLieInAnotherDatabaseToo() throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var shop = new SourceShop().users(10).at(desk);
        var other = shop.dataSource().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table profiles in access exclusive mode");
      var waiting = desk.program().start("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");
      Desk.await("it says what it waits for", () -> waiting.err().contains("lets Muster wait"));
      other.rollback();

      var ended = waiting.end();
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("the table profiles is locked by another session (");
      assertThat(desk.reached()).hasSize(10);
    }
  }
}
