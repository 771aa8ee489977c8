package dev.muster.source.h2;

import static dev.muster.source.Clause.sql;

import dev.muster.source.ArrivalMark;
import dev.muster.source.Arrivals;
import dev.muster.source.Catalog;
import dev.muster.source.Clause;
import dev.muster.source.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * By a sequence. H2 does not say which numbers belong to transactions that are still under way. So
 * the mark moves on only where nobody has any: the number is read first, then who is at a
 * statement, which may have taken a smaller one, then who has not committed what it took, and then
 * the events. Who was at none and has nothing left has committed all that it took before.
 */
record H2Arrivals() implements Arrivals {
  private static final String TYPE = "bigint";

  private static final String NEXT =
      """
      select base_value from information_schema.sequences
      where sequence_schema = current_schema and lower(sequence_name) = 'events_arrivals'
      """;

  private static final int ADMINISTRATORS_ONLY = 90040;

  private static final String IS_ADMINISTRATOR =
      "select is_admin from information_schema.users where user_name = current_user";

  private static final String AT_A_STATEMENT =
      """
      select count(*) from information_schema.sessions
      where session_id <> session_id() and executing_statement is not null
      """;

  /** Muster's own tables are no matter: its locks are rows that stay uncommitted for long. */
  private static final String UNCOMMITTED =
      """
      select count(*) from information_schema.sessions s
      where s.session_id <> session_id() and s.contains_uncommitted
        and (not exists (select 1 from information_schema.locks l
                         where l.session_id = s.session_id)
             or exists (select 1 from information_schema.locks l
                        where l.session_id = s.session_id
                          and lower(l.table_name) not like 'muster\\_%'))
      """;

  /**
   * Numbers that may be lost when the database ends badly, which does not matter, are written down
   * a thousand at a time: with H2's 32, half of an import's time went into that.
   */
  @Override
  public String column() {
    return "create sequence if not exists events_arrivals cache 1000;"
        + " alter table events add column arrival bigint;"
        + " alter table events alter column arrival set default next value for events_arrivals";
  }

  @Override
  public Reading begin(Connection connection, @Nullable ArrivalMark since) throws SQLException {
    connection.setAutoCommit(true);
    var next = Catalog.ask(connection, NEXT);
    if (next.isEmpty() || !areTold(connection)) {
      connection.setAutoCommit(false);
      return Reading.untold();
    }
    var number = Long.parseLong(next.getFirst().getFirst());
    var nobodyHasAny =
        seesOthers(connection)
            && is(connection, AT_A_STATEMENT, "0")
            && is(connection, UNCOMMITTED, "0");
    connection.setAutoCommit(false);
    // One from ahead is of another database.
    var before = since == null || Long.parseLong(since.text()) > number ? null : since;
    return new Reading(
        true,
        nobodyHasAny ? new ArrivalMark(Long.toString(number)) : before,
        before == null ? null : arrived(before, nobodyHasAny ? number : Long.MAX_VALUE));
  }

  /** What comes while the question is prepared is for the next reading alone. */
  private static Clause arrived(ArrivalMark since, long next) {
    return sql("e.arrival >= ? and e.arrival < ?", Long.parseLong(since.text()), next);
  }

  /** Whoever is no administrator sees no session but its own, and is not told who is one. */
  private static boolean seesOthers(Connection connection) throws SQLException {
    try {
      return is(connection, IS_ADMINISTRATOR, "TRUE");
    } catch (SQLException e) {
      if (e.getErrorCode() == ADMINISTRATORS_ONLY) {
        return false;
      }
      throw e;
    }
  }

  private static boolean is(Connection connection, String question, String answer)
      throws SQLException {
    return Catalog.ask(connection, question).getFirst().getFirst().equals(answer);
  }

  @Override
  public boolean areTold(Connection connection) throws SQLException {
    var catalog = new H2Catalog(connection);
    var events = catalog.find(SourceTable.Name.EVENTS.table());
    if (events.isEmpty()) {
      return false;
    }
    var column = catalog.columns(events.get()).get(SourceTable.ARRIVAL);
    return column != null && column.name().equals(TYPE);
  }
}
