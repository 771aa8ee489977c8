package dev.muster.cli;

import dev.muster.store.Schema;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Faults of the database as a user can mend them. */
final class DatabaseFault {
  /** The classes of SQLSTATE that say who may not come in, or that there is no such database. */
  private static final String WRONG_LOGIN = "28";

  private static final String NO_SUCH_DATABASE = "3D";

  /** The classes whose messages quote the data that do not fit. */
  private static final Set<String> DATA = Set.of("22", "23");

  private DatabaseFault() {}

  /**
   * Does something with the database.
   *
   * @throws Complaint instead of whatever the database throws
   */
  static <T> T explained(Settings.Database database, Callable<T> work) {
    try {
      return work.call();
    } catch (Schema.NewerSchema e) {
      throw new Complaint(ExitCode.WRONG, database.place() + ": " + e.getMessage());
    } catch (Exception e) {
      throw complaint(database, e);
    }
  }

  /** What a user is told when the database throws this. */
  static Complaint complaint(Settings.Database database, Exception e) {
    var fault = sqlFault(e);
    if (fault == null) {
      var what = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Complaint(
          ExitCode.WRONG,
          "database %s: %s; set MUSTER_DATABASE_URL to a JDBC URL of PostgreSQL or H2"
              .formatted(database.place(), what));
    }
    var state = fault.getSQLState() == null ? "" : fault.getSQLState();
    var said =
        String.valueOf(fault.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceAll(" \\[\\d+-\\d+\\]$", "");
    if (state.startsWith(WRONG_LOGIN)) {
      return new Complaint(
          ExitCode.WRONG,
          ("database %s refuses the login: %s; set MUSTER_DATABASE_USERNAME and"
                  + " MUSTER_DATABASE_PASSWORD")
              .formatted(database.place(), said));
    }
    if (state.startsWith(NO_SUCH_DATABASE)) {
      return new Complaint(
          ExitCode.WRONG,
          "database %s: %s; create it, or change MUSTER_DATABASE_URL"
              .formatted(database.place(), said));
    }
    if (state.length() > 2 && DATA.contains(state.substring(0, 2))) {
      return new Complaint(
          ExitCode.FAILED,
          "database %s: what was to be written does not fit its tables (SQLSTATE %s)"
              .formatted(database.place(), state));
    }
    return new Complaint(
        ExitCode.FAILED,
        "database %s cannot be used: %s; nothing is lost, launch again when it can"
            .formatted(database.place(), said));
  }

  private static @Nullable SQLException sqlFault(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((outer, inner) -> inner)
        .orElse(null);
  }
}
