package dev.muster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.audience.Dialect;
import dev.muster.store.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;

/** The databases that every rule is tested on: a real H2 and a real PostgreSQL server. */
public enum Database {
  H2(Dialect.H2) {
    @Override
    public String newUrl() {
      return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }
  },

  POSTGRESQL(Dialect.POSTGRESQL) {
    @Override
    public String newUrl() {
      var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
      try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return Server.INSTANCE.getJdbcUrl("postgres", name);
    }
  };

  private final Dialect dialect;

  Database(Dialect dialect) {
    this.dialect = dialect;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The JDBC URL of a new, empty database, which needs no password. */
  public abstract String newUrl();

  /** A pool on a new database that has Muster's tables. */
  public HikariDataSource newDataSource() {
    var config = new HikariConfig();
    config.setJdbcUrl(newUrl());
    config.setMaximumPoolSize(12);
    var dataSource = new HikariDataSource(config);
    Schema.migrate(dataSource, dialect);
    return dataSource;
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
  }
}
