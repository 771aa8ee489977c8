package dev.muster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.intake.Intake;
import dev.muster.intake.Tables;
import dev.muster.source.MadeTables;
import dev.muster.source.Product;
import dev.muster.source.SourceDatabase;
import dev.muster.source.h2.H2;
import dev.muster.source.postgresql.Postgresql;
import dev.muster.store.DatabaseType;
import dev.muster.store.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The databases that every rule is tested on: a real H2 and a real PostgreSQL server. */
public enum Database {
  H2(DatabaseType.H2, Tables.H2) {
    @Override
    public String newUrl() {
      return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    public HikariDataSource newDataSource() {
      var dataSource = pool(newUrl());
      migrate(dataSource);
      return dataSource;
    }
  },

  POSTGRESQL(DatabaseType.POSTGRESQL, Tables.POSTGRESQL) {
    @Override
    public String newUrl() {
      return Server.newUrl("template1");
    }

    // A copy of one that has them: making them takes longer than most tests.
    @Override
    public HikariDataSource newDataSource() {
      return pool(Server.newUrl(Migrated.NAME));
    }
  };

  private final DatabaseType databaseType;
  private final Tables tables;

  Database(DatabaseType databaseType, Tables tables) {
    this.databaseType = databaseType;
    this.tables = tables;
  }

  public Product product() {
    return switch (this) {
      case H2 -> new H2();
      case POSTGRESQL -> new Postgresql();
    };
  }

  /** Profiles and events that lie there. */
  public SourceDatabase source(DataSource dataSource) {
    return new SourceDatabase(dataSource, product());
  }

  /** What imports files into it. */
  public Intake intake(DataSource dataSource) {
    return new Intake(source(dataSource), tables);
  }

  /** Makes Muster's tables, and beside them those of profiles and events. */
  public void migrate(DataSource dataSource) {
    Schema.migrate(dataSource, databaseType, new MadeTables(source(dataSource))::make);
  }

  public DatabaseType databaseType() {
    return databaseType;
  }

  /** The JDBC URL of a new, empty database, which needs no password. */
  public abstract String newUrl();

  /** A pool on a new database that has Muster's tables. */
  public abstract HikariDataSource newDataSource();

  private static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(12);
    // What a test does not use it need not wait for: a session of PostgreSQL is a process.
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  /** One server for all tests of a JVM; it goes with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The URL of a new copy of a database that nobody is connected to. */
    static String newUrl(String template) {
      var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
      try (var connection = INSTANCE.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database %s template %s".formatted(name, template));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return INSTANCE.getJdbcUrl("postgres", name);
    }
  }

  /** The database that others with Muster's tables are copied from. */
  private static final class Migrated {
    static final String NAME = make();

    private static String make() {
      var url = Server.newUrl("template1");
      try (var dataSource = pool(url)) {
        POSTGRESQL.migrate(dataSource);
      }
      return url.replaceFirst(".*/([^?]+).*", "$1");
    }
  }
}
