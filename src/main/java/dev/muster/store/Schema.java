package dev.muster.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessResourceFailureException;

/** The tables that Muster needs, made and brought up to date by Flyway. */
public final class Schema {
  /** Flyway's own table; named after Muster because a shop may use Flyway in the same database. */
  private static final String HISTORY = "muster_schema_history";

  /** A column, table or other thing of the name is there: PostgreSQL's and H2's. */
  private static final Set<String> THERE =
      Set.of("42701", "42P07", "42710", "42S21", "42S01", "90035", "90076");

  /** Where the steps are, a folder a database. */
  private static final String FOLDER = "sql/schema/";

  private static final String RUNS = "muster_run";

  /** Of Muster's tables, where there is a policy, or none that lets anything through. */
  private static final String ROW_SECURITY =
      """
      select relname from pg_class
      where relnamespace = cast(current_schema() as regnamespace) and relkind = 'r'
        and relname like 'muster\\_%' and row_security_active(oid)
      order by relname
      """;

  private static final String RESTORE =
      "restore the database, or use another one, or another schema";

  private Schema() {}

  /**
   * Makes the tables, or brings them up to this version.
   *
   * @param tables makes those of profiles and events
   * @throws UnfitSchema when what is there is not what this version of Muster can go on from
   */
  public static void migrate(
      DataSource dataSource, DatabaseType databaseType, SourceTables tables) {
    var state = state(dataSource, databaseType);
    if (state.fault() != null) {
      throw new UnfitSchema(state.fault());
    }
    if (state.isCurrent()) {
      return;
    }
    if (isHalfMade(flyway(dataSource, databaseType))) {
      UnfinishedStart.clear(dataSource);
    }
    migrate(state.found(), dataSource, databaseType, tables);
  }

  private static void migrate(
      @Nullable String found,
      DataSource dataSource,
      DatabaseType databaseType,
      SourceTables tables) {
    try {
      flyway(dataSource, databaseType, tables).migrate();
    } catch (FlywayException e) {
      if (DatabaseSays.within(e).filter(fault -> THERE.contains(fault.getSQLState())).isPresent()) {
        if (canBeginAnew(dataSource, databaseType)) {
          UnfinishedStart.clear(dataSource);
          flyway(dataSource, databaseType, tables).migrate();
          return;
        }
        throw new UnfitSchema(thereAlready(found));
      }
      throw e;
    }
  }

  /** What steps would make that the history does not have. */
  private static Fault thereAlready(@Nullable String found) {
    return found == null
        ? new Fault(
            "something of the name of a table of Muster's is there already",
            "rename it, or use another database, or another schema")
        : new Fault(
            "its tables have more than schema version %s, which their history says that they are"
                .formatted(found),
            RESTORE);
  }

  /** PostgreSQL makes the whole of a step, or nothing. */
  private static boolean canBeginAnew(DataSource dataSource, DatabaseType databaseType) {
    return databaseType == DatabaseType.H2 && UnfinishedStart.isAllThereIs(dataSource);
  }

  private static boolean isHalfMade(Flyway flyway) {
    return Arrays.stream(flyway.info().all()).anyMatch(step -> step.getState().isFailed());
  }

  /** How far the tables are; nothing is changed. */
  public static State state(DataSource dataSource, DatabaseType databaseType) {
    var steps = SchemaSteps.of(databaseType);
    return areDone(steps, dataSource)
        ? steps.done(missing(dataSource, databaseType))
        : state(flyway(dataSource, databaseType), dataSource, databaseType);
  }

  private static boolean areDone(SchemaSteps steps, DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      return steps.areDone(connection, HISTORY);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables' history cannot be read", e);
    }
  }

  /**
   * The same, for who does not go on to {@link #migrate}, which would fail over what is there
   * already. On H2, that may be what another process is just making.
   */
  public static State look(DataSource dataSource, DatabaseType databaseType) {
    var state = state(dataSource, databaseType);
    if (state.fault() != null
        || state.isCurrent()
        || !hasUnrecordedSteps(dataSource, databaseType)
        || canBeginAnew(dataSource, databaseType)) {
      return state;
    }
    return new State(state.found(), state.wanted(), thereAlready(state.found()));
  }

  private static boolean hasUnrecordedSteps(DataSource dataSource, DatabaseType databaseType) {
    try (var connection = dataSource.getConnection()) {
      var found = SchemaColumns.found(connection, SchemaColumns.wanted(databaseType), databaseType);
      return new UnrecordedSteps(found)
          .areAmong(flyway(dataSource, databaseType).info().pending(), databaseType);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be listed", e);
    }
  }

  private static State state(Flyway flyway, DataSource dataSource, DatabaseType databaseType) {
    var told = told(flyway);
    if (told.isCurrent()) {
      return new State(told.found(), told.wanted(), missing(dataSource, databaseType));
    }
    if (isHalfMade(flyway) && canBeginAnew(dataSource, databaseType)) {
      return new State(null, told.wanted(), null);
    }
    var fault = told.fault();
    // What has a history is about to be made, by whoever has begun it.
    if (fault == null && flyway.info().current() == null) {
      fault = withoutHistory(flyway, dataSource);
    }
    return new State(told.found(), told.wanted(), fault);
  }

  /**
   * Tables that are visible though nothing says how they were made. Where they are not those of the
   * schema where new ones would be made, these would know of nobody whom the others have reached.
   */
  private static @Nullable Fault withoutHistory(Flyway flyway, DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      if (!isVisible(RUNS, connection)) {
        return null;
      }
      var first = connection.getSchema();
      var schemas = new TreeSet<String>();
      try (var tables = connection.getMetaData().getTables(null, null, "%", null)) {
        while (tables.next()) {
          if (tables.getString("TABLE_NAME").equalsIgnoreCase(RUNS)) {
            schemas.add(tables.getString("TABLE_SCHEM"));
          }
        }
      }
      if (schemas.contains(first)) {
        // Somebody else may have made them just now, and the history first.
        return flyway.info().current() == null
            ? new Fault("the table %s is not there, though %s is".formatted(HISTORY, RUNS), RESTORE)
            : null;
      }
      return new Fault(
          "Muster's tables are in schema %s, and the first schema of the login's search path is %s"
              .formatted(String.join(", ", schemas), first),
          "put the one with the tables first, or take it out of the search path to begin anew");
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be looked for", e);
    }
  }

  /** The text of a file that belongs to the schema. */
  static String text(String file) {
    try {
      return new ClassPathResource(FOLDER + file).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isVisible(String table, Connection connection) {
    try (var statement = connection.createStatement();
        var _ = statement.executeQuery("select 1 from " + table + " where 1 = 0")) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** What was made once may have been dropped since; Flyway does not look. */
  private static @Nullable Fault missing(DataSource dataSource, DatabaseType databaseType) {
    var wanted = SchemaColumns.wanted(databaseType);
    try (var connection = dataSource.getConnection()) {
      var found = SchemaColumns.found(connection, wanted, databaseType);
      return wanted
          .tablesNotIn(found)
          .map(tables -> gone(tables, whyGone(databaseType)))
          .or(() -> wanted.columnsNotIn(found).map(what -> new Fault(what, RESTORE)))
          .or(() -> found.inTheWay().stream().sorted().findFirst().map(Schema::inTheWay))
          .orElse(databaseType == DatabaseType.POSTGRESQL ? withRowSecurity(connection) : null);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be listed", e);
    }
  }

  private static String whyGone(DatabaseType databaseType) {
    return switch (databaseType) {
      case POSTGRESQL -> "";
      // A part of the catalog that cannot be read is not there for H2.
      case H2 -> ": it was dropped, or the database's file is damaged";
    };
  }

  private static Fault inTheWay(String column) {
    return new Fault(
        "somebody has added the column %s, which must not be null and has no default"
            .formatted(column),
        "give it a default, or drop it");
  }

  private static @Nullable Fault withRowSecurity(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var tables = statement.executeQuery(ROW_SECURITY)) {
      return tables.next()
          ? new Fault(
              "row level security keeps rows of the table %s from this login"
                  .formatted(tables.getString(1)),
              "alter table %s disable row level security".formatted(tables.getString(1)))
          : null;
    }
  }

  private static Fault gone(String tables, String why) {
    return new Fault("the table %s is not there any more%s".formatted(tables, why), RESTORE);
  }

  private static State told(Flyway flyway) {
    var found = flyway.info().current();
    var known = flyway.info().all();
    var newest =
        Arrays.stream(known)
            .filter(migration -> !isNewer(migration))
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new State(
        found == null || found.getVersion() == null || found.getVersion().toString().equals("0")
            ? null
            : found.getVersion().toString(),
        newest.toString(),
        fault(List.of(known), newest.toString()));
  }

  private static @Nullable Fault fault(List<MigrationInfo> known, String newest) {
    return first(known, migration -> migration.getState().isFailed())
        .map(Schema::halfMade)
        .or(() ->
            known.stream()
                .filter(Schema::isNewer)
                .reduce((one, next) -> next)
                .map(newer -> newer(newer, newest)))
        .or(() -> first(known, Schema::isOther).map(Schema::other))
        .orElse(null);
  }

  private static Optional<MigrationInfo> first(
      List<MigrationInfo> known, Predicate<MigrationInfo> which) {
    return known.stream().filter(which).findFirst();
  }

  private static boolean isNewer(MigrationInfo migration) {
    return migration.getState().name().startsWith("FUTURE");
  }

  /** Applied with another content than it has here, or passed over by who applied later ones. */
  private static boolean isOther(MigrationInfo migration) {
    return migration.getState() == MigrationState.IGNORED
        || (migration.getState().isApplied() && !migration.isChecksumMatching());
  }

  private static Fault halfMade(MigrationInfo migration) {
    return new Fault(
        "the step to schema version %s was begun and not finished"
            .formatted(migration.getVersion()),
        "restore the database as it was before, see that it has room and the login its rights, and"
            + " launch again");
  }

  private static Fault newer(MigrationInfo migration, String newest) {
    return new Fault(
        "the database has schema version %s, which this version of Muster does not know (it knows %s)"
            .formatted(migration.getVersion(), newest),
        "use the version that made it, or a later one");
  }

  private static Fault other(MigrationInfo migration) {
    return new Fault(
        "schema version %s was made by another Muster than this one, of the same number"
            .formatted(migration.getVersion()),
        "use the program that made it, with the files of sql/schema as they were, or another"
            + " database");
  }

  static Flyway flyway(DataSource dataSource, DatabaseType databaseType) {
    return flyway(dataSource, databaseType, SourceTables.NONE);
  }

  private static Flyway flyway(
      DataSource dataSource, DatabaseType databaseType, SourceTables tables) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:" + FOLDER + databaseType.folder())
        .javaMigrations(
            new SourceTablesMigration(dataSource, databaseType, tables),
            new SuppressionsMigration(dataSource, databaseType),
            new ArrivalsMigration(tables))
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
   * @param fault why it cannot go on from there, or null when it can
   */
  public record State(@Nullable String found, String wanted, @Nullable Fault fault) {
    /** Whether they are what this program works with. */
    public boolean isCurrent() {
      return fault == null && wanted.equals(found);
    }
  }

  /** Why this program cannot go on from what is there, and what to do about it. */
  public record Fault(String found, String remedy) {}

  /** The database is not in a state that this version of Muster can go on from. */
  public static final class UnfitSchema extends RuntimeException {
    UnfitSchema(Fault fault) {
      super(fault.found() + "; " + fault.remedy());
    }
  }
}
