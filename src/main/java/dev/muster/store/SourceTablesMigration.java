package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;

/**
 * Has {@code profiles} and {@code events} made where the names lead nowhere.
 *
 * <p>Versions before this one made them, with indexes, by a migration 1 of their own.
 */
final class SourceTablesMigration implements CodedMigration {
  /** SQLSTATE of a right that is not there. */
  private static final String NOT_ALLOWED = "42501";

  private static final MigrationVersion VERSION = MigrationVersion.fromVersion("10");

  private final DataSource dataSource;
  private final DatabaseType databaseType;
  private final SourceTables tables;

  /**
   * The migration of one database.
   *
   * @param dataSource with the search path that everybody else has: Flyway's own is its schema
   *     alone
   */
  SourceTablesMigration(DataSource dataSource, DatabaseType databaseType, SourceTables tables) {
    this.dataSource = dataSource;
    this.databaseType = databaseType;
    this.tables = tables;
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
  public void migrate(Context context) throws SQLException {
    requireOpenSchemas();
    tables.make(context.getConnection(), wasMade(context.getConnection()));
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
}
