package dev.muster.store;

import dev.muster.audience.Dialect;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables that Muster needs, made and brought up to date by Flyway. */
public final class Schema {
  /** Flyway's own table; named after Muster because a shop may use Flyway in the same database. */
  private static final String HISTORY = "muster_schema_history";

  private Schema() {}

  /**
   * Makes the tables, or brings them up to this version.
   *
   * @throws NewerSchema when the database was last used by a newer version of Muster
   */
  public static void migrate(DataSource dataSource, Dialect dialect) {
    var flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:sql/schema/" + dialect.folder())
            .table(HISTORY)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    var newer =
        java.util.Arrays.stream(flyway.info().applied())
            .filter(migration -> migration.getState().name().startsWith("FUTURE"))
            .reduce((first, last) -> last);
    if (newer.isPresent()) {
      throw new NewerSchema(String.valueOf(newer.get().getVersion()));
    }
    flyway.migrate();
  }

  /** The database belongs to a newer version of Muster. */
  public static final class NewerSchema extends RuntimeException {
    NewerSchema(String version) {
      super(
          "the database has schema version "
              + version
              + ", which this version of Muster does not know; use the version that made it, or a"
              + " later one");
    }
  }
}
