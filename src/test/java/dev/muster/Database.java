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
import dev.muster.store.SourceTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

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
      execute(dataSource, MigratedH2.STATEMENTS);
      return dataSource;
    }

    @Override
    public String newMigratedUrl(Path folder) {
      var data = folder.resolve("data/muster");
      try {
        Files.createDirectories(data.getParent());
        Files.write(data.resolveSibling("muster" + MigratedH2.ENDING), MigratedH2.file());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ofFile(data);
    }
  },

  POSTGRESQL(DatabaseType.POSTGRESQL, Tables.POSTGRESQL) {
    @Override
    public String newUrl() {
      return Server.newUrl("template1");
    }

    @Override
    public HikariDataSource newDataSource() {
      return pool(newMigratedUrl(Path.of("")));
    }

    @Override
    public String newMigratedUrl(Path folder) {
      return Server.newUrl(MigratedPostgresql.NAME);
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
    Schema.migrate(dataSource, databaseType, sourceTables(dataSource));
  }

  /** What migrations make of profiles and events. */
  public SourceTables sourceTables(DataSource dataSource) {
    var made = new MadeTables(source(dataSource));
    return SourceTables.of(made::make, made::addArrivals);
  }

  public DatabaseType databaseType() {
    return databaseType;
  }

  /** The JDBC URL of a new, empty database, which needs no password. */
  public abstract String newUrl();

  /** The JDBC URL of a file of H2 as the program's default one is opened; without its ending. */
  public static String ofFile(Path path) {
    return "jdbc:h2:file:" + path + ";AUTO_SERVER=TRUE";
  }

  /**
   * The JDBC URL of a new database that has Muster's tables, as they are after a launch.
   *
   * @param folder in which H2's file is to be, opened as the program's default one is
   */
  public abstract String newMigratedUrl(Path folder);

  /**
   * A pool on a new database that has Muster's tables: a copy of one that was migrated, which takes
   * longer than most tests.
   */
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
        var data = Files.createTempDirectory("postgresql");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteBehind(data)));
        // Nothing of it is to outlive the tests, and most want a database of their own.
        return EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "200")
            .setServerConfig("wal_level", "minimal")
            .setServerConfig("max_wal_senders", "0")
            .setServerConfig("full_page_writes", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * Has the files of hundreds of databases deleted as soon as the server has ended: it takes
     * longer than Surefire waits for a JVM's end.
     */
    private static void deleteBehind(Path data) {
      try {
        new ProcessBuilder(
                "sh",
                "-c",
                "n=0; while [ -e \"$1/postmaster.pid\" ] && [ $n -lt 300 ]; do sleep 0.2; n=$((n + 1));"
                    + " done; rm -rf \"$1\"",
                "sh",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException e) {
        // The system's temporary files are deleted some day.
      }
    }

    /** The URL of a new copy of a database that nobody is connected to. */
    static String newUrl(String template) {
      var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
      try (var connection = INSTANCE.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "create database %s template %s strategy file_copy".formatted(name, template));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return INSTANCE.getJdbcUrl("postgres", name);
    }
  }

  /** One by one: of several at once, H2 reads all that follow anew for each. */
  private static void execute(DataSource dataSource, List<String> statements) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What makes a database of H2 as migrations have left one. */
  private static final class MigratedH2 {
    static final String ENDING = ".mv.db";

    static final List<String> STATEMENTS = make();

    /** Its file's content. */
    static byte[] file() {
      return Copy.FILE;
    }

    /** Made when the first test wants it. */
    private static final class Copy {
      static final byte[] FILE = make();

      private static byte[] make() {
        try {
          var folder = Files.createTempDirectory("migrated");
          var file = folder.resolve("muster");
          var url = "jdbc:h2:file:" + file;
          try (var dataSource = pool(url)) {
            H2.migrate(dataSource);
          }
          // A pool closes its connections on another thread, and the last one writes the file.
          try (var connection = DriverManager.getConnection(url);
              var statement = connection.createStatement()) {
            statement.execute("shutdown");
          }
          var content = Files.readAllBytes(folder.resolve("muster" + ENDING));
          FileSystemUtils.deleteRecursively(folder);
          return content;
        } catch (IOException | SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private static List<String> make() {
      try (var dataSource = pool(H2.newUrl())) {
        H2.migrate(dataSource);
        // Views behind the tables that they read, whichever of them was made first.
        return new JdbcTemplate(dataSource)
            .queryForList("script", String.class).stream()
                .sorted(
                    Comparator.comparing(statement -> statement.startsWith("CREATE FORCE VIEW")))
                .toList();
      }
    }
  }

  /** The database that others with Muster's tables are copied from. */
  private static final class MigratedPostgresql {
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
