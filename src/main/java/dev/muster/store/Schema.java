package dev.muster.store;

import dev.muster.audience.Dialect;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

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
    var flyway = flyway(dataSource, dialect);
    var state = state(flyway);
    if (state.isNewer()) {
      throw new NewerSchema(String.valueOf(state.found()));
    }
    flyway.migrate();
  }

  /** How far the tables are; nothing is changed. */
  public static State state(DataSource dataSource, Dialect dialect) {
    return state(flyway(dataSource, dialect));
  }

  private static State state(Flyway flyway) {
    var found = flyway.info().current();
    var known = flyway.info().all();
    var newest =
        Arrays.stream(known)
            .filter(migration -> !migration.getState().name().startsWith("FUTURE"))
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new State(
        found == null || found.getVersion() == null || found.getVersion().toString().equals("0")
            ? null
            : found.getVersion().toString(),
        newest.toString(),
        Arrays.stream(known).anyMatch(m -> m.getState().name().startsWith("FUTURE")));
  }

  private static Flyway flyway(DataSource dataSource, Dialect dialect) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:sql/schema/" + dialect.folder())
        .javaMigrations(new SourceTablesMigration(dataSource, dialect))
        // The first one made the source tables in a shop's way: see there.
        .ignoreMigrationPatterns("*:future", "versioned:missing")
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  /**
   * How far a database's tables are.
   *
   * @param found the version that they have, or null when there are none
   * @param wanted the version that this program works with
   * @param isNewer whether a later version of Muster has made them
   */
  public record State(@Nullable String found, String wanted, boolean isNewer) {
    /** Whether they are what this program works with. */
    public boolean isCurrent() {
      return wanted.equals(found);
    }
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
