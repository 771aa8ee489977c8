package dev.muster.store;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;

/**
 * Has the events that Muster has made tell in which order they arrive, as live campaigns want it.
 * Those that are made from now on do so from the beginning.
 */
record ArrivalsMigration(SourceTables tables) implements CodedMigration {
  private static final MigrationVersion VERSION = MigrationVersion.fromVersion("30");

  @Override
  public MigrationVersion getVersion() {
    return VERSION;
  }

  @Override
  public String getDescription() {
    return "arrivals";
  }

  @Override
  public void migrate(Context context) throws SQLException {
    tables.addArrivals(context.getConnection());
  }
}
