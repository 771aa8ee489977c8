package dev.muster.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.h2.jdbc.JdbcException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.postgresql.util.PSQLException;

/**
 * What a database says of a fault, as far as it may be repeated. Its own words are repeated when
 * they are about the database: its files, its tables, the connection. All others may quote what is
 * in the tables, and so users; then only the SQLSTATE is told.
 */
public final class DatabaseSays {
  /**
   * Classes of SQLSTATE: connections, rights, names, syntax, transactions, limits, the server
   * itself; and what PostgreSQL's driver says to a URL that is none.
   */
  private static final Set<String> ABOUT_ITSELF =
      Set.of(
          "08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX", "99");

  /**
   * Of H2, which has numbers of its own: closed, not found, in use, files, rights, views, URLs,
   * memory, locks.
   */
  private static final Set<String> ABOUT_ITSELF_IN_H2 =
      Set.of(
          "90007", "90011", "90013", "90020", "90021", "90024", "90025", "90028", "90030", "90031",
          "90040", "90046", "90048", "90049", "90061", "90062", "90066", "90067", "90079", "90096",
          "90097", "90098", "90108", "90109", "90113", "90117", "90121", "90124", "90126", "90133",
          "90135", "90138", "90146", "90149", "HYT00");

  /**
   * Classes and values of SQLSTATE that come back whenever the same is asked of the same data: a
   * value's, what is not supported, what a reader may not do, names, rights and syntax, a login's
   * limit of temporary files, what a function raises, more than one row where one is wanted, what
   * is too large for the database; and H2's numbers for such things.
   */
  private static final Set<String> COMES_BACK =
      Set.of(
          "21", "22", "23502", "23513", "23514", "0A", "55000", "25006", "42", "53400", "54", "P0",
          "HYC00", "90016", "90022", "90040", "90053", "90068", "90079", "90086", "90096", "90105",
          "90109");

  /** For a file with something else in it than was written, or an index of what is not there. */
  private static final Set<String> CORRUPTED = Set.of("90030", "90143", "XX001", "XX002");

  /** PostgreSQL's for a table that was changed while a statement on it was kept. */
  private static final String CHANGED_MEANWHILE = "0A000";

  /** What HikariCP says of a connection that it has given up. */
  private static final Set<String> CLOSED = Set.of("Connection is closed");

  private static final String BROKEN_CONNECTION_OF_H2 = "90067";

  private static final String DIVISION_BY_ZERO = "22012";

  /** Of H2. */
  private static final String NO_CLASS = "90086";

  private static final Set<String> TOLD_BY_STATE = Set.of(DIVISION_BY_ZERO, NO_CLASS);

  /** What to do about what {@link #isCorruption} finds. */
  public static final String REMEDY_OF_CORRUPTION =
      "restore a copy of it, or recover what is left (H2: org.h2.tools.Recover)";

  /** What to do about what {@link #isNoSession} finds. */
  public static final String REMEDY_OF_NO_SESSION =
      "end other sessions, or raise max_connections, or the connection limit of the role or"
          + " database, or the pooler's pool_size";

  /** PostgreSQL, and poolers: no connection is left. */
  private static final String TOO_MANY = "53300";

  /** What HikariCP says where it has waited for a connection, and no driver has said why. */
  private static final String NONE_IN_TIME = "Connection is not available";

  /** What is said of profiles and events in Muster's own words; no database has it. */
  static final String UNFIT = "MU002";

  /** What no driver says clearly. */
  static final String LOST_CONNECTION = "the connection to the database was lost";

  private DatabaseSays() {}

  /** Whether a question is in vain until somebody changes the data, their views, or the login. */
  public static boolean comesBack(SQLException fault) {
    return state(fault).equals(UNFIT) || COMES_BACK.stream().anyMatch(state(fault)::startsWith);
  }

  /** The same of what fails in the middle of work, where a table may just have been changed. */
  public static boolean comesBackAtWork(SQLException fault) {
    return isCorruption(fault) || (comesBack(fault) && !state(fault).equals(CHANGED_MEANWHILE));
  }

  /** Whether what the database has stored is damaged. */
  public static boolean isCorruption(SQLException fault) {
    // Of a full disk, H2 has more to say than is so.
    return !FullDisk.isMeant(fault)
        && (CORRUPTED.contains(state(fault))
            || Causes.of(fault)
                .anyMatch(cause -> cause instanceof MVStoreException h2 && isDamage(h2)));
  }

  /** A file that ends where its beginning says that there is more is damaged, too. */
  private static boolean isDamage(MVStoreException fault) {
    return fault.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
        || (fault.getErrorCode() == DataUtils.ERROR_READING_FAILED
            && fault.getCause() instanceof EOFException);
  }

  /** Whether no further session was to be had, of the server's or of a pooler's. */
  public static boolean isNoSession(SQLException fault) {
    return state(fault).equals(TOO_MANY)
        || (fault instanceof SQLTransientConnectionException
            && String.valueOf(fault.getMessage()).contains(NONE_IN_TIME));
  }

  /** What it says in the middle of work, as a sentence; where it says nothing, what is known. */
  public static String atWork(SQLException fault) {
    if (isNoSession(fault)) {
      return of(fault) + "; " + REMEDY_OF_NO_SESSION;
    }
    return "the database says: "
        + of(fault)
        + (FullDisk.isMeant(fault) ? "; make room on its disk" : "");
  }

  /** The fault of a database within an exception: the innermost, since the others repeat it. */
  public static Optional<SQLException> within(Throwable thrown) {
    return Causes.of(thrown)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((outer, inner) -> inner)
        .map(DatabaseSays::first);
  }

  /** Of a batch, H2 has the causes in what follows it alone. */
  private static SQLException first(SQLException fault) {
    var next = fault.getNextException();
    return fault instanceof BatchUpdateException && next != null ? next : fault;
  }

  /** One line. */
  public static String of(SQLException fault) {
    if (state(fault).equals(UNFIT)) {
      // Ours.
      return String.valueOf(fault.getMessage());
    }
    if (isCorruption(fault)) {
      return "what it has stored is damaged";
    }
    if (isLostConnection(fault)) {
      return LOST_CONNECTION;
    }
    if (isNoSession(fault) && !state(fault).equals(TOO_MANY)) {
      return "no further session of the database was to be had in time";
    }
    return ofTheDisk(fault)
        .orElseGet(() -> isAboutItself(fault) ? firstLine(fault) : inOurWords(fault));
  }

  /** A pool says so without a SQLSTATE of what its connection, or what it made, came to before. */
  private static boolean isLostConnection(SQLException fault) {
    return state(fault).equals(BROKEN_CONNECTION_OF_H2)
        || (state(fault).isEmpty() && CLOSED.contains(String.valueOf(fault.getMessage())));
  }

  private static Optional<String> ofTheDisk(SQLException fault) {
    return Causes.of(fault)
        .filter(cause ->
            cause instanceof IOException
                && !(cause instanceof SocketException)
                && fault instanceof JdbcException)
        .map(disk ->
            "its file cannot be read or written: "
                + Objects.requireNonNullElse(disk.getMessage(), disk.getClass().getSimpleName()))
        .findFirst();
  }

  /** A function of a shop's own may raise whatever class it likes, with a user's data. */
  private static boolean isRaised(SQLException fault) {
    return fault instanceof PSQLException postgres
        && postgres.getServerErrorMessage() != null
        && "exec_stmt_raise".equals(postgres.getServerErrorMessage().getRoutine());
  }

  private static boolean isAboutItself(SQLException fault) {
    if (isRaised(fault)) {
      return false;
    }
    return fault instanceof SQLTransientConnectionException
        || ABOUT_ITSELF.contains(classOf(fault))
        || ABOUT_ITSELF_IN_H2.contains(state(fault));
  }

  /** H2 has the statement behind its message, PostgreSQL hints and places in further lines. */
  private static String firstLine(SQLException fault) {
    var message = fault instanceof JdbcException h2 ? h2.getOriginalMessage() : fault.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  private static String inOurWords(SQLException fault) {
    var what =
        switch (TOLD_BY_STATE.contains(state(fault)) ? state(fault) : classOf(fault)) {
          case DIVISION_BY_ZERO -> "something is divided by zero";
          case NO_CLASS ->
              "its H2 server lacks Muster's functions: start it with muster.jar on its class path";
          case "22" -> "a value is not of the kind that is asked for";
          case "23" -> "a row does not fit its table";
          case "P0" -> "a function raised an error";
          default -> "a statement failed";
        };
    return "%s (SQLSTATE %s; its own words may quote users and are left out)"
        .formatted(what, state(fault).isEmpty() ? "unknown" : state(fault));
  }

  private static String classOf(SQLException fault) {
    return state(fault).substring(0, Math.min(2, state(fault).length()));
  }

  private static String state(SQLException fault) {
    return fault.getSQLState() == null ? "" : fault.getSQLState();
  }
}
