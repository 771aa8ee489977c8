package dev.muster.store;

import dev.muster.audience.DatabaseType;
import dev.muster.audience.SourceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code profiles} and {@code events} where the names lead nowhere, and marks as Muster's
 * what it makes. What is visible through the search path is a shop's own: it is not altered, locked
 * or indexed, and nothing is made in front of it.
 *
 * <p>Versions before this one made them, with indexes, by a migration 1 of their own. A table from
 * then is marked, too, if it is exactly as that made it.
 */
final class SourceTablesMigration implements JavaMigration {
  /** SQLSTATE of a right that is not there. */
  private static final String NOT_ALLOWED = "42501";

  private static final MigrationVersion VERSION = MigrationVersion.fromVersion("10");

  private final DataSource dataSource;
  private final DatabaseType databaseType;

  /**
   * The migration of one database.
   *
   * @param dataSource with the search path that everybody else has: Flyway's own is its schema
   *     alone
   */
  SourceTablesMigration(DataSource dataSource, DatabaseType databaseType) {
    this.dataSource = dataSource;
    this.databaseType = databaseType;
  }

  @Override
  public MigrationVersion getVersion() {
    return VERSION;
  }

  @Override
  public String getDescription() {
    return "source tables";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    requireOpenSchemas();
    for (var name : SourceTable.Name.values()) {
      var connection = context.getConnection();
      if (!isVisible(name)) {
        execute(connection, definition(name));
        SourceTableMark.put(connection, name);
      } else if (wasMade(connection) && SourceTableMark.isAsMade(connection, databaseType, name)) {
        SourceTableMark.put(connection, name);
      }
    }
  }

  private boolean isVisible(SourceTable.Name name) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return SourceTable.kind(connection, databaseType, name) != SourceTable.Kind.ABSENT;
    }
  }

  /** What the login cannot see may be there all the same. */
  private void requireOpenSchemas() throws SQLException {
    for (var fault : Capabilities.closedSchemas(dataSource, databaseType)) {
      throw new SQLException(fault.found() + "; " + fault.remedy(), NOT_ALLOWED);
    }
  }

  /** Whether the first version's first migration was here. */
  private static boolean wasMade(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select count(*) from "muster_schema_history" where "version" = '1' and "success"
                """)) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  private String definition(SourceTable.Name name) {
    var path = "/sql/source/%s/%s.sql".formatted(databaseType.folder(), name.table());
    try (var file = Objects.requireNonNull(getClass().getResourceAsStream(path), path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
