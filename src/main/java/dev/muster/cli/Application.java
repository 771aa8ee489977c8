package dev.muster.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.audience.Dialect;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.Finding;
import dev.muster.run.StopSignal;
import dev.muster.store.Capabilities;
import dev.muster.store.Schema;
import dev.muster.store.SharedFile;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a command needs that works with the database: the settings, and a pool on a database that
 * has Muster's tables.
 */
final class Application implements AutoCloseable {
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
   * go with its session; a chunk's transaction stands idle while the Segment API is waited for; an
   * audience takes as long as it takes, whatever limits the login has for others, though nobody
   * waits for ever for a row that another has forgotten; what was committed must outlive the
   * server, or more than a chunk would be sent again; and a query by hand must not depend on where
   * the program runs.
   */
  private static final String SESSION =
      """
      set statement_timeout = 0;
      set client_connection_check_interval = '2s';
      set tcp_keepalives_idle = 3;
      set tcp_keepalives_interval = 2;
      set tcp_keepalives_count = 2;
      set idle_in_transaction_session_timeout = 0;
      set idle_session_timeout = 0;
      set lock_timeout = '10min';
      set default_transaction_isolation = 'read committed';
      set time zone 'UTC';
      select set_config(name, '0', false) from pg_settings where name = 'transaction_timeout';
      select set_config('synchronous_commit', 'on', false)
      where current_setting('synchronous_commit') = 'off'
      """;

  /** Partitions wait for each other's checkpoints, and a disk may be slow. */
  private static final String H2_SESSION =
      "set lock_timeout 60000; set query_timeout 0; set time zone 'UTC'";

  private static final String VARIABLES =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private final Surroundings surroundings;
  private final Settings settings;
  private final HikariDataSource dataSource;
  private final Dialect dialect;

  private StopSignal stop = new StopSignal();

  private Application(
      Surroundings surroundings, Settings settings, HikariDataSource dataSource, Dialect dialect) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  /**
   * Reads the settings, connects, and brings the schema up to date.
   *
   * @param overrides values that stand above those of files and environment, by full names
   * @throws Complaint when a setting is wrong or the database is not to be had
   */
  static Application start(Surroundings surroundings, Map<String, Object> overrides) {
    var settings = settings(surroundings, overrides);
    return opened(settings, () -> open(surroundings, settings));
  }

  /** The same for a command that works for long, and on which others are not to have to wait. */
  static Application startToWork(Surroundings surroundings, Map<String, Object> overrides) {
    var settings = settings(surroundings, overrides);
    if (!DatabaseUrl.isShared(settings.database().url())) {
      return opened(settings, () -> open(surroundings, settings));
    }
    return opened(
        settings,
        () -> {
          var config = config(settings, "");
          try (var _ = SharedFile.seat(config.getJdbcUrl(), login(config))) {
            return open(surroundings, settings);
          }
        });
  }

  private static <T> T inTurn(HikariConfig config, Callable<T> opening) throws Exception {
    return SharedFile.opened(config.getJdbcUrl(), login(config), opening);
  }

  private static Properties login(HikariConfig config) {
    var login = new Properties();
    login.putAll(config.getDataSourceProperties());
    login.put("user", Objects.requireNonNullElse(config.getUsername(), ""));
    login.put("password", Objects.requireNonNullElse(config.getPassword(), ""));
    return login;
  }

  private static Application opened(Settings settings, Callable<Application> opening) {
    return DatabaseFault.explained(
        settings.database(),
        DatabaseUrl.isShared(settings.database().url())
            ? () -> inTurn(config(settings, ""), opening)
            : opening);
  }

  private static Application open(Surroundings surroundings, Settings settings)
      throws SQLException {
    var dataSource = new HikariDataSource(config(settings, ""));
    try {
      var dialect = Dialect.of(dataSource);
      if (!isUpToDate(dataSource, dialect)) {
        refuseUnfit(settings, new DatabaseCheck(dataSource, dialect));
        Schema.migrate(dataSource, dialect);
      }
      return new Application(surroundings, settings, dataSource, dialect);
    } catch (SQLException | RuntimeException e) {
      LastResort.close("The database", dataSource::close);
      throw e;
    }
  }

  private static boolean isUpToDate(DataSource dataSource, Dialect dialect) {
    try {
      return Schema.state(dataSource, dialect).isCurrent();
    } catch (RuntimeException e) {
      // Such as for a right that is missing: what is asked next says it better.
      return false;
    }
  }

  /** Says what {@code muster check} says, instead of what a migration would fail with. */
  private static void refuseUnfit(Settings settings, DatabaseCheck check) throws SQLException {
    var faults = check.faultsBeforeMigration();
    if (!faults.isEmpty()) {
      throw new Complaint(
          ExitCode.WRONG,
          "database %s: %s"
              .formatted(
                  settings.database().place(),
                  faults.stream().map(Finding::line).collect(Collectors.joining("; "))));
    }
  }

  /**
   * Refuses a database that cannot take what is written, for commands that write much.
   *
   * @throws Complaint with the remedy
   */
  void forWriting() {
    var faults =
        DatabaseFault.told(settings.database(), () -> Capabilities.ofDatabase(dataSource, dialect));
    for (var fault : faults) {
      throw new Complaint(
          fault.passing() ? ExitCode.FAILED : ExitCode.WRONG,
          "database %s: %s; %s"
              .formatted(settings.database().place(), fault.found(), fault.remedy()));
    }
  }

  /**
   * Connects to a database as it is: nothing is made in it, nor is a new one.
   *
   * @throws Complaint when the URL is of no database that Muster knows
   * @throws Exception what the pool or the driver says
   */
  static HikariDataSource look(Settings settings) throws Exception {
    var config = config(settings, ";IFEXISTS=TRUE");
    Callable<HikariDataSource> opening = () -> new HikariDataSource(config);
    return DatabaseUrl.isShared(settings.database().url())
        ? inTurn(config, opening)
        : opening.call();
  }

  /**
   * The settings alone, without a database: Spring Boot's {@code application.yaml}, beside the
   * program or in it, and the environment.
   *
   * @throws Complaint when one is wrong
   */
  static Settings settings(Surroundings surroundings, Map<String, Object> overrides) {
    Hushed.all();
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            VARIABLES, new SystemEnvironmentPropertySource(VARIABLES, variables(surroundings)));
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
      UnknownSettings.refuse(environment.getPropertySources());
      environment.getPropertySources().addFirst(new MapPropertySource("options", overrides));
      ConfigurationPropertySources.attach(environment);
      return Binder.get(environment).bindOrCreate("muster", Settings.class);
    } catch (BindException e) {
      throw new Complaint(ExitCode.WRONG, SettingFault.explain(e));
    } catch (YAMLException e) {
      throw new Complaint(ExitCode.WRONG, SettingFault.explain(e));
    } catch (Complaint e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever Spring Boot says of a file, it may quote it.
      throw new Complaint(ExitCode.WRONG, SettingFault.unread(e));
    }
  }

  private static Map<String, Object> variables(Surroundings surroundings) {
    return new LinkedHashMap<>(surroundings.variables());
  }

  /**
   * How the pool connects.
   *
   * @param h2Options what an H2 URL gets beside its own options
   */
  private static HikariConfig config(Settings settings, String h2Options) {
    var database = settings.database();
    DatabaseUrl.check(database.url());
    var config = new HikariConfig();
    var postgresql = DatabaseUrl.isPostgresql(database.url());
    config.setJdbcUrl(postgresql ? database.url() : database.url() + h2Options);
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(2 * settings.delivery().partitions() + SPARE_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    // What an audience has changed the pool sets back, to what the login has where nobody says.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setInitializationFailTimeout(1);
    if (postgresql) {
      config.addDataSourceProperty("ApplicationName", worker());
      config.addDataSourceProperty("logServerErrorDetail", "false");
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.addDataSourceProperty("tcpKeepAlive", "true");
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

  /** Who this process is, as others are told when it holds a run. */
  private static String worker() {
    return "muster " + Host.name() + " process " + ProcessHandle.current().pid();
  }

  Settings settings() {
    return settings;
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  Dialect dialect() {
    return dialect;
  }

  Store store() {
    return Store.in(dataSource, dialect, Clock.systemUTC(), worker(), LastResort.guard());
  }

  /** Has a signal given when the end is asked for; {@link #close} waits for nobody then. */
  void endOn(StopSignal signal) {
    surroundings.signals().accept(signal);
    stop = signal;
  }

  @Override
  public void close() {
    if (DatabaseUrl.isShared(settings.database().url())) {
      SharedFile.awaitOthers(dataSource, () -> stop.given());
    }
    LastResort.close("The database", dataSource::close);
  }
}
