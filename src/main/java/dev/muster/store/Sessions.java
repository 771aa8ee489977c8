package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Whether the database lets in as many sessions as a run needs. */
public final class Sessions {
  /** For the lock of a run, its audience, and what is written of it. */
  private static final int LEAST = 3;

  /** Limits do not hold for superusers. */
  private static final String NO_SECOND =
      """
      select exists (
          select from pg_roles login
          cross join lateral (
              select login.rolconnlimit,
                     (select count(*) from pg_stat_activity where usesysid = login.oid)
              union all
              select datconnlimit,
                     (select count(*) from pg_stat_activity where datid = d.oid)
              from pg_database d
              where datname = current_database()
          ) as limited (most, used)
          where login.rolname = current_user and not login.rolsuper
            and limited.most between 0 and limited.used
      )
      """;

  private Sessions() {}

  /**
   * Whether a run has the sessions that it needs: as many at once, and each its own. Nothing where
   * {@link Capabilities#toUseTables} says already that the login may not have them, nor on H2.
   *
   * @throws SQLException when the database cannot be asked, or a pooler shares its sessions
   */
  public static List<Capabilities.Fault> lacking(DataSource source, DatabaseType databaseType)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return List.of();
    }
    try (var connection = source.getConnection()) {
      if (!tooFewAllowed(connection).isEmpty()) {
        return List.of();
      }
    }
    var had = atOnce(source, LEAST);
    if (had < LEAST) {
      return List.of(
          new Capabilities.Fault(
              "%s could be had at once, and a run needs %d at least"
                  .formatted(counted(had, "session"), LEAST),
              DatabaseSays.REMEDY_OF_NO_SESSION,
              true));
    }
    AdvisoryLocks.requireOwnSession(source);
    return List.of();
  }

  private static String counted(int number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** How many sessions can be had at the same time, up to a number. */
  private static int atOnce(DataSource source, int most) throws SQLException {
    if (most == 0) {
      return 0;
    }
    try (var _ = source.getConnection()) {
      return 1 + atOnce(source, most - 1);
    } catch (SQLException e) {
      if (DatabaseSays.isNoSession(DatabaseSays.within(e).orElse(e))) {
        return 0;
      }
      throw e;
    }
  }

  /**
   * Whether no second session can be had beside the one that asks, so that who waits for it waits
   * in vain; never on H2.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static boolean isOneAllThereIs(DataSource source, DatabaseType databaseType)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return false;
    }
    try (var connection = source.getConnection()) {
      return Capabilities.one(connection, NO_SECOND).equals("t");
    }
  }

  /** Superusers have no limits, whatever is said of them. */
  static List<Capabilities.Fault> tooFewAllowed(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select limited.kind, limited.most, limited.name
            from pg_roles login
            cross join lateral (
                select 'login', login.rolconnlimit, 'role ' || quote_ident(login.rolname)
                union all
                select 'database', datconnlimit, 'database ' || quote_ident(datname)
                from pg_database
                where datname = current_database()
            ) as limited (kind, most, name)
            where login.rolname = current_user and not login.rolsuper
              and limited.most between 0 and ? - 1
            order by limited.kind desc
            """)) {
      statement.setInt(1, LEAST);
      var faults = new ArrayList<Capabilities.Fault>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          faults.add(
              new Capabilities.Fault(
                  "the %s may have %s at once, and a run needs %d at least"
                      .formatted(rows.getString(1), counted(rows.getInt(2), "connection"), LEAST),
                  "alter %s connection limit -1".formatted(rows.getString(3))));
        }
      }
      return faults;
    }
  }
}
