package dev.muster.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;

/**
 * Makes the table of {@link Suppressions} where the name leads nowhere, as for profiles and events.
 */
final class SuppressionsMigration implements CodedMigration {
  private static final MigrationVersion VERSION = MigrationVersion.fromVersion("24");

  private final DataSource dataSource;
  private final DatabaseType databaseType;

  /**
   * The migration of one database.
   *
   * @param dataSource with the search path that everybody else has: Flyway's own is its schema
   *     alone
   */
  SuppressionsMigration(DataSource dataSource, DatabaseType databaseType) {
    this.dataSource = dataSource;
    this.databaseType = databaseType;
  }

  @Override
  public MigrationVersion getVersion() {
    return VERSION;
  }

  @Override
  public String getDescription() {
    return "suppressions";
  }

  @Override
  public void migrate(Context context) throws SQLException {
    if (!isVisible()) {
      try (var statement = context.getConnection().createStatement()) {
        statement.execute(
            switch (databaseType) {
              case POSTGRESQL ->
                  """
                  create table if not exists suppressions (
                      user_id  text collate "C" primary key,
                      reason   text,
                      added_at timestamptz default now()
                  )
                  """;
              case H2 ->
                  """
                  create table if not exists suppressions (
                      user_id  varchar primary key,
                      reason   varchar,
                      added_at timestamp with time zone default current_timestamp
                  )
                  """;
            });
      }
    }
  }

  /** As a table or a view of the shop's own. */
  private boolean isVisible() throws SQLException {
    try (var connection = dataSource.getConnection();
        var tables =
            connection
                .prepareStatement(
                    switch (databaseType) {
                      case POSTGRESQL -> "select to_regclass('suppressions') is not null";
                      case H2 ->
                          """
                          select exists (
                              select 1 from information_schema.tables
                              where table_name = 'SUPPRESSIONS' and table_schema = schema())
                          """;
                    })
                .executeQuery()) {
      tables.next();
      return tables.getBoolean(1);
    }
  }
}
