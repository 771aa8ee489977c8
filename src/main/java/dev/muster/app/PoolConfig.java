package dev.muster.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.store.RemoteH2;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** How the pool connects to the database of the settings, and what its sessions are like. */
final class PoolConfig {
  /** Connections that are not a partition's: qualify's cursor, locks, commands. */
  private static final int SPARE_CONNECTIONS = 6;

  /**
   * H2 would write failed statements, with users in them, to a file beside the database; and to
   * standard output when it cannot.
   */
  private static final String NO_TRACE = "TRACE_LEVEL_FILE";

  /**
   * H2 would keep what was committed for a while in memory, and a killed process takes it along.
   */
  private static final String WRITE_DELAY = "WRITE_DELAY";

  /**
   * The server is to find out within seconds that a worker or its machine is gone, since its locks
   * go with its session; a chunk's transaction stands idle while the Segment API is waited for;
   * nobody waits for ever for a row that another has forgotten; and a query by hand must not depend
   * on where the program runs.
   */
  private static final String POSTGRESQL_SESSION =
      """
      set client_connection_check_interval = '2s';
      set tcp_keepalives_idle = 3;
      set tcp_keepalives_interval = 2;
      set tcp_keepalives_count = 2;
      set idle_in_transaction_session_timeout = 0;
      set idle_session_timeout = 0;
      set lock_timeout = '10min';
      set default_transaction_isolation = 'read committed';
      set time zone 'UTC';
      select set_config('transaction_timeout', '0', false)
      where current_setting('transaction_timeout', true) is not null;
      """;

  /**
   * An audience takes as long as it takes, whatever limits the login has for others; and what was
   * committed must outlive the server, or more than a chunk would be sent again.
   */
  private static final String SESSION =
      POSTGRESQL_SESSION
          + """
          set statement_timeout = 0;
          select set_config('synchronous_commit', 'on', false)
          where current_setting('synchronous_commit') = 'off'
          """;

  /**
   * A source is only read, whatever its login may do, and a question takes as long as the settings
   * allow, in milliseconds; a snapshot is held for as long as members are copied.
   */
  private static final String SOURCE_SESSION =
      POSTGRESQL_SESSION
          + """
          set default_transaction_read_only = on;
          set statement_timeout = %d
          """;

  private static final String LOOKING = "set lock_timeout = '30s'";

  /** Those that are not a partition's: qualify's cursor, checks. */
  private static final int SPARE_CONNECTIONS_OF_A_SOURCE = 2;

  /** Partitions wait for each other's checkpoints, and a disk may be slow. */
  private static final String H2_SESSION =
      "set lock_timeout 60000; set query_timeout 0; set time zone 'UTC'";

  /** H2: the database is not to be made. */
  static final String MUST_EXIST = ";IFEXISTS=TRUE";

  /** How long a server may take until it has let a session in. */
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

  private PoolConfig() {}

  /**
   * How the pool connects.
   *
   * @param h2Options what an H2 URL gets beside its own options
   */
  static HikariConfig of(Settings settings, String h2Options) {
    var database = settings.database();
    DatabaseUrl.check(database.url());
    var config = new HikariConfig();
    var postgresql = DatabaseUrl.isPostgresql(database.url());
    var hasOption = DatabaseUrl.mustExist(database.url()) && h2Options.equals(MUST_EXIST);
    config.setJdbcUrl(postgresql || hasOption ? database.url() : database.url() + h2Options);
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(2 * settings.delivery().partitions() + SPARE_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    // What an audience has changed the pool sets back, to what the login has where nobody says.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setInitializationFailTimeout(1);
    if (postgresql) {
      postgresql(config);
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.setConnectionInitSql(SESSION);
    } else {
      config.setConnectionInitSql(H2_SESSION);
      config.addDataSourceProperty(WRITE_DELAY, "0");
      if (!database.url().toUpperCase(Locale.ROOT).contains(NO_TRACE)) {
        config.addDataSourceProperty(NO_TRACE, "0");
      }
    }
    return config;
  }

  /** How the pool of a source connects that is another database: only to read. */
  static HikariConfig ofSource(Settings settings, Access access) {
    var config = new HikariConfig();
    config.setJdbcUrl(access.url());
    config.setUsername(access.username());
    config.setPassword(access.password());
    config.setMaximumPoolSize(settings.delivery().partitions() + SPARE_CONNECTIONS_OF_A_SOURCE);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(10_000);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setInitializationFailTimeout(1);
    postgresql(config);
    config.setConnectionInitSql(SOURCE_SESSION.formatted(settings.source().timeLimit().toMillis()));
    return config;
  }

  /** The same of a pool that only looks: who asks is not to wait long for others' locks. */
  static HikariConfig toLook(HikariConfig config) {
    if (DatabaseUrl.isPostgresql(config.getJdbcUrl())) {
      config.setConnectionInitSql(config.getConnectionInitSql().strip() + ";\n" + LOOKING);
    }
    return config;
  }

  private static void postgresql(HikariConfig config) {
    config.addDataSourceProperty("ApplicationName", worker());
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // Whatever else listens there may wait for us to speak first, as long as we wait for it.
    config.addDataSourceProperty("loginTimeout", Long.toString(LOGIN_TIMEOUT.toSeconds()));
  }

  /**
   * A pool that has had an answer.
   *
   * @param watch looks what its sessions wait for
   * @throws SQLException what the driver says of a server of H2's; the pool's own exceptions for
   *     others
   */
  static HikariDataSource open(HikariConfig config, LockWatch watch)
      throws SQLException, InterruptedException {
    RemoteH2.requireAnswer(config.getJdbcUrl(), login(config), LOGIN_TIMEOUT);
    var pool = new HikariDataSource(config);
    if (DatabaseUrl.isPostgresql(config.getJdbcUrl())) {
      watch.watch(pool);
    }
    return pool;
  }

  /** Who this process is, as others are told when it holds a run. */
  static String worker() {
    return "muster " + Host.name() + " process " + ProcessHandle.current().pid();
  }

  /** What the driver is told beside the URL. */
  static Properties login(HikariConfig config) {
    var login = new Properties();
    login.putAll(config.getDataSourceProperties());
    login.put("user", Objects.requireNonNullElse(config.getUsername(), ""));
    login.put("password", Objects.requireNonNullElse(config.getPassword(), ""));
    return login;
  }
}
