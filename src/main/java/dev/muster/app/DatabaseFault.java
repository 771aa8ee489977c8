package dev.muster.app;

import dev.muster.source.SourceUnasked;
import dev.muster.source.UnfitSource;
import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import dev.muster.store.LockWaits;
import dev.muster.store.RunLock;
import dev.muster.store.Schema;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Faults of the database as a user can mend them. */
public final class DatabaseFault {
  /** The class of SQLSTATE that says who may not come in. */
  private static final String WRONG_LOGIN = "28";

  /** No such database: PostgreSQL's class, and what H2 says when it may not make one. */
  private static final Set<String> NO_SUCH_DATABASE = Set.of("3D000", "90146", "90149");

  /** PostgreSQL's lack of a right, and H2's. */
  private static final Set<String> NOT_ALLOWED = Set.of("42501", "90040", "90096");

  /** What H2 and PostgreSQL's driver say to a URL that is none. */
  private static final Set<String> WRONG_URL = Set.of("90046", "90113", "90066", "99999");

  /** A session, or a server, that can only read. */
  private static final String READ_ONLY = "25006";

  /** PostgreSQL's for a lock that was not to be had in time, and H2's. */
  private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

  /** PostgreSQL's for a statement that somebody has ended. */
  private static final String CANCELLED = "57014";

  /** PostgreSQL's limit of a login's temporary files. */
  private static final String TEMPORARY_LIMIT = "53400";

  /** PostgreSQL knows nothing of a name, such as a setting's. */
  private static final String UNKNOWN_OBJECT = "42704";

  /** Those that Muster makes for its sessions and that came with version 14. */
  private static final Set<String> SETTINGS_OF_14 =
      Set.of("client_connection_check_interval", "idle_session_timeout");

  /**
   * By the SQLSTATE of who breaks them, limits of the login that Muster's sessions set aside,
   * unless they strike before that.
   */
  private static final Map<String, String> SHORT_LIMITS =
      Map.of(
          "57P05", "idle_session_timeout",
          "25P03", "idle_in_transaction_session_timeout",
          "25P04", "transaction_timeout");

  /** Whatever the language and its quotes; those of a shop's own have a dot in their names. */
  private static final Pattern SETTING = Pattern.compile("\\b\\w+(?:\\.\\w+)+\\b");

  /**
   * Of a session that a pooler shares: what the lock of a run finds out, and before that the
   * driver, whose prepared statements are then another's (duplicate_prepared_statement,
   * invalid_sql_statement_name).
   */
  private static final Set<String> POOLED = Set.of(RunLock.SHARED_SESSION, "42P05", "26000");

  /** PostgreSQL's to a login without the right to connect; without FATAL, of other rights. */
  private static final String NO_RIGHT_TO_CONNECT = "FATAL: permission denied for database ";

  private static final Pattern DATABASE_NAME = Pattern.compile("//[^/]+/([^/?]+)$");

  /** The class of faults of what is written, not of the database. */
  private static final Set<String> DATA = Set.of("23");

  /** Classes of SQLSTATE: connections, means, the server's end. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  private DatabaseFault() {}

  /**
   * Does something with the database.
   *
   * @throws Complaint instead of whatever the database throws
   */
  static <T> T explained(Access database, Callable<T> work) {
    try {
      return work.call();
    } catch (Complaint e) {
      throw e;
    } catch (Schema.UnfitSchema e) {
      throw Complaint.needsRemedy(database.place() + ": " + e.getMessage());
    } catch (Exception e) {
      throw complaint(database, e);
    }
  }

  /**
   * The same for work that is not about the database alone.
   *
   * @throws Complaint instead of what the database throws
   * @throws RuntimeException what else is thrown
   */
  public static <T> T told(Access database, Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw isOne(e) ? complaint(database, e) : e;
    } catch (Exception e) {
      throw complaint(database, e);
    }
  }

  /** The same for work with Muster's own database and with a source, which may be another. */
  public static <T> T told(Access database, Access source, Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      if (!isOne(e)) {
        throw e;
      }
      var ofTheSource = Causes.of(e).anyMatch(SourceUnasked.class::isInstance);
      throw complaint(ofTheSource ? source : database, e);
    } catch (Exception e) {
      throw complaint(database, e);
    }
  }

  /** Whether there is no such database. */
  static boolean isAbsence(Exception e) {
    return DatabaseSays.within(e)
        .filter(fault -> NO_SUCH_DATABASE.contains(String.valueOf(fault.getSQLState())))
        .isPresent();
  }

  /**
   * What a check says where the database throws this.
   *
   * @param waits what its statements have waited for
   */
  static String atACheck(Access database, Exception e, Set<LockWaits.Wait> waits) {
    var isOfALock =
        DatabaseSays.within(e)
            .filter(fault -> LOCKED.contains(String.valueOf(fault.getSQLState())))
            .isPresent();
    return !isOfALock || waits.isEmpty()
        ? complaint(database, e).reason()
        : "%s %s: %s, for too long; check again when it is let go"
            .formatted(
                database.subject(),
                database.place(),
                waits.stream()
                    .map(LockWaits.Wait::toString)
                    .sorted()
                    .collect(Collectors.joining("; ")));
  }

  /** Whether a statement was ended from outside. */
  static boolean isCancellation(Exception e) {
    return DatabaseSays.within(e)
        .filter(fault -> CANCELLED.equals(fault.getSQLState()))
        .isPresent();
  }

  /**
   * Whether there is no database to ask, for now: no connection is to be had or one was lost, or
   * the server has no means left or is ending. Not where it says that a statement is wrong.
   */
  public static boolean isAway(Exception e) {
    return Causes.of(e)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .anyMatch(DatabaseFault::isAway);
  }

  private static boolean isAway(SQLException fault) {
    // The pool has none for a connection that it has given up.
    var state = Objects.requireNonNullElse(fault.getSQLState(), "08");
    return fault instanceof SQLTransientConnectionException
        || fault instanceof SQLNonTransientConnectionException
        || AWAY.stream().anyMatch(state::startsWith);
  }

  /** Whether it is the database that this comes from. */
  public static boolean isOne(Exception e) {
    return DatabaseSays.within(e).isPresent();
  }

  /** What a user is told when the database throws this. */
  public static Complaint complaint(Access database, Exception e) {
    return DatabaseSays.within(e)
        .map(fault -> complaint(database, fault))
        .orElseGet(() -> {
          var what = e.getMessage() == null ? e.toString() : e.getMessage();
          return wrong(database, what, "set MUSTER_DATABASE_URL to a JDBC URL of PostgreSQL or H2");
        });
  }

  private static Complaint complaint(Access database, SQLException fault) {
    var state = fault.getSQLState() == null ? "" : fault.getSQLState();
    var said = DatabaseSays.of(fault);
    if (fault instanceof UnfitSource) {
      return Complaint.needsRemedy(
          "%s %s: %s".formatted(database.subject(), database.place(), said));
    }
    if ((state.startsWith(WRONG_LOGIN) || said.contains("authentication failed"))
        && database.slip().isPresent()) {
      return wrong(database, refusal(said), database.slip().get());
    }
    if (isOfNobody(database, state, said)) {
      return wrong(
          database,
          refusal(said),
          "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD: without a name, it is asked"
              + " for by that of who runs Muster");
    }
    var opening = OpeningFault.of(fault, database.url());
    if (opening.isPresent()) {
      return complaint(database, opening.get());
    }
    if (state.startsWith(WRONG_LOGIN)) {
      return wrong(
          database,
          refusal(said),
          DatabaseUrl.isFileOfH2(database.url())
              ? "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD as when its file was made"
                  + " (unset, where it was made without)"
              : "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD");
    }
    if (NO_SUCH_DATABASE.contains(state)) {
      return wrong(
          database,
          DatabaseUrl.isFileOfH2(database.url())
              ? "it is not there, and its URL does not let it be made"
              : said,
          "create it, or change MUSTER_DATABASE_URL");
    }
    if (said.startsWith(NO_RIGHT_TO_CONNECT)) {
      return wrong(
          database,
          refusal(said),
          "grant connect on database %s to %s"
              .formatted(databaseName(database).orElse("…"), login(database)));
    }
    if (NOT_ALLOWED.contains(state)) {
      return wrong(
          database,
          said,
          "give MUSTER_DATABASE_USERNAME the right, or, of a table that a view of yours reads, the"
              + " view's owner, or set another name");
    }
    if (state.equals(UNKNOWN_OBJECT) && SETTINGS_OF_14.stream().anyMatch(said::contains)) {
      return wrong(database, said, "use PostgreSQL 14 or later");
    }
    if (state.equals(UNKNOWN_OBJECT) && SETTING.matcher(said).find()) {
      return wrong(database, said, setForTheLogin(database, said));
    }
    var limit =
        state.equals(CANCELLED)
                && said.contains("statement timeout")
                && database instanceof Settings.Database
            ? "statement_timeout"
            : SHORT_LIMITS.get(state);
    if (limit != null) {
      return wrong(
          database,
          said,
          "it strikes before a session can set it aside: alter role %s set %s = 0"
              .formatted(role(database), limit));
    }
    if (state.equals(READ_ONLY) && database instanceof Settings.Database) {
      return wrong(database, said, "connect to a server, as a role, that may write");
    }
    if (state.equals(TEMPORARY_LIMIT)) {
      return wrong(
          database,
          said,
          "give the login more: alter role %s set temp_file_limit = -1, or more work_mem"
              .formatted(role(database)));
    }
    if (POOLED.contains(state)) {
      return wrong(
          database,
          "a pooler gives its sessions to others after each transaction, and a run's lock needs one"
              + " of its own",
          OpeningFault.REMEDY_OF_SHARED_SESSIONS);
    }
    if (WRONG_URL.contains(state)) {
      return wrong(database, said, "change MUSTER_DATABASE_URL");
    }
    if (LOCKED.contains(state)) {
      return Complaint.passing(
          "%s %s: another session has had a lock for too long: %s; have it end its transaction; nothing is lost, launch again then"
              .formatted(database.subject(), database.place(), said));
    }
    if (state.equals(PostgresqlOpening.NOT_NOW) && said.contains("materialized view")) {
      return wrong(database, said, "refresh that view");
    }
    if (DatabaseSays.comesBack(fault)) {
      return wrong(
          database, said, "launching again alone mends nothing; 'muster check' may tell more");
    }
    if (state.length() > 2 && DATA.contains(state.substring(0, 2))) {
      return Complaint.passing("%s %s: %s".formatted(database.subject(), database.place(), said));
    }
    return Complaint.passing(
        "%s %s cannot be used: %s; nothing is lost, launch again when it can"
            .formatted(database.subject(), database.place(), database.without(said)));
  }

  /** Without PostgreSQL's word for how grave it is. */
  private static String refusal(String said) {
    return "refuses the login: " + said.replaceFirst("^FATAL: +", "");
  }

  /** Where no name is set, PostgreSQL's driver takes the operating system's. */
  private static boolean isOfNobody(Access database, String state, String said) {
    return database.username() == null
        && DatabaseUrl.isPostgresql(database.url())
        && (said.contains("no password was provided")
            || state.equals(PostgresqlOpening.WRONG_PASSWORD)
            || (state.startsWith(WRONG_LOGIN) && said.contains("does not exist")));
  }

  /** A policy, a view or a function of it asks for the setting. */
  private static String setForTheLogin(Access database, String said) {
    var setting = SETTING.matcher(said).results().findFirst().orElseThrow().group();
    return "a policy, view or function asks for %s, which the login's sessions do not have: alter role %s set %s = …"
        .formatted(setting, role(database), setting);
  }

  /** The login in its database: what is set for that counts more than what is for either. */
  private static String role(Access database) {
    return login(database) + databaseName(database).map(name -> " in database " + name).orElse("");
  }

  private static String login(Access database) {
    var role = database.username();
    return role == null ? "…" : identifier(role);
  }

  private static Optional<String> databaseName(Access database) {
    return DATABASE_NAME
        .matcher(database.place())
        .results()
        .map(name -> identifier(name.group(1)))
        .findFirst();
  }

  private static String identifier(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name + '"';
  }

  private static Complaint complaint(Access database, OpeningFault fault) {
    return fault.passing()
        ? Complaint.passing(
            "%s %s cannot be used: %s; %s; nothing is lost, launch again when it can"
                .formatted(
                    database.subject(),
                    database.place(),
                    database.without(fault.found()),
                    database.remedy(fault.remedy())))
        : wrong(database, fault.found(), fault.remedy());
  }

  private static Complaint wrong(Access database, String what, String remedy) {
    return Complaint.needsRemedy(
        "%s %s: %s; %s"
            .formatted(
                database.subject(),
                database.place(),
                database.without(what),
                database.remedy(remedy)));
  }
}
