package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every session of PostgreSQL is set to, on the server of the tests. Other versions of it are
 * chosen with {@code -Dembedded-postgres-binaries.version=14.23.0}: 14 is the oldest that Muster
 * works with.
 */
class SessionSettingsIT {
  private static Application application;

  @BeforeAll
  static void connect() {
    application =
        Application.start(
            Surroundings.of(System.getenv(), Path.of("")),
            Map.of("muster.database.url", Database.POSTGRESQL.newUrl()));
  }

  @AfterAll
  static void close() {
    application.close();
  }

  @ParameterizedTest
  @CsvSource({
    "client_connection_check_interval, 2s",
    "tcp_keepalives_idle, 3",
    "tcp_keepalives_interval, 2",
    "tcp_keepalives_count, 2",
    "idle_in_transaction_session_timeout, 0",
    "idle_session_timeout, 0",
    "statement_timeout, 0",
    "lock_timeout, 10min",
    "default_transaction_isolation, read committed",
    "TimeZone, UTC",
    "synchronous_commit, on",
  })
  void areThoseOfMuster(String name, String value) throws Exception {
    assertThat(setting(name)).startsWith(value);
  }

  /** Who looks is to hear of it. */
  @Test
  void waitLessForALockWhereACommandOnlyLooks() throws Exception {
    try (var pool = Application.look(application.settings(), new LockWatch());
        var connection = pool.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select current_setting('lock_timeout'), current_setting('statement_timeout')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("30s");
      assertThat(row.getString(2)).isEqualTo("0");
    }
  }

  @Test
  void knowNoLimitOfATransactionWhereTheServerHasOne() throws Exception {
    assertThat(setting("transaction_timeout")).isEqualTo(version() < 17 ? null : "0");
  }

  @Test
  void areReadCommittedAgainAfterAnAudienceWhateverTheDatabaseSays() throws Exception {
    var url = Database.POSTGRESQL.newUrl();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          do $$ begin
              execute format('alter database %I set default_transaction_isolation = serializable',
                             current_database());
          end $$
          """);
    }
    try (var serializable =
        Application.start(
            Surroundings.of(System.getenv(), Path.of("")), Map.of("muster.database.url", url))) {
      for (var i = 0; i < 2; i++) {
        try (var connection = serializable.dataSource().getConnection()) {
          assertThat(connection.getTransactionIsolation())
              .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
      }
    }
  }

  private static int version() throws SQLException {
    try (var connection = application.dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    }
  }

  /** A setting as the server shows it, or null where it has none of that name. */
  private static String setting(String name) throws SQLException {
    try (Connection connection = application.dataSource().getConnection();
        var statement = connection.prepareStatement("select current_setting(?, true)")) {
      statement.setString(1, name);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
