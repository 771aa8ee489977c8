package dev.muster.source.postgresql;

import static dev.muster.source.Clause.sql;

import dev.muster.source.ArrivalMark;
import dev.muster.source.Arrivals;
import dev.muster.source.Catalog;
import dev.muster.source.Clause;
import dev.muster.source.SourceTable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * By the transaction that inserted an event. The mark is the snapshot that is read: it says of
 * every transaction whether it had ended then. So each event is read once, whichever ends first.
 */
record PostgresArrivals() implements Arrivals {
  private static final String TYPE = "xid8";

  private static final String SNAPSHOT =
      """
      select pg_snapshot_xmin(snapshot), pg_snapshot_xmax(snapshot), cast(snapshot as text)
      from pg_current_snapshot() as snapshot
      """;

  @Override
  public String column() {
    return "alter table events add column arrival xid8;"
        + " alter table events alter column arrival set default pg_current_xact_id()";
  }

  @Override
  public Reading begin(Connection connection, @Nullable ArrivalMark since) throws SQLException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    var snapshot = Catalog.ask(connection, SNAPSHOT).getFirst();
    if (!areTold(connection)) {
      return Reading.untold();
    }
    var oldest = snapshot.getFirst();
    return new Reading(
        true,
        new ArrivalMark(snapshot.get(2)),
        // One from ahead is of another server, whose data have been moved here.
        since == null || isAhead(oldest(since), oldest) ? null : arrived(since, snapshot.get(1)));
  }

  /** The oldest transaction that had not ended: what stands first in a snapshot. */
  private static String oldest(ArrivalMark mark) {
    return mark.text().replaceFirst(":.*", "");
  }

  private static boolean isAhead(String mark, String oldest) {
    return new BigInteger(mark).compareTo(new BigInteger(oldest)) > 0;
  }

  /** What moved data brought along from ahead did not arrive just now. */
  private static Clause arrived(ArrivalMark since, String next) {
    return sql(
        "e.arrival >= cast(cast(? as text) as xid8) and e.arrival < cast(cast(? as text) as xid8)"
            + " and not pg_visible_in_snapshot(e.arrival, cast(cast(? as text) as pg_snapshot))",
        oldest(since),
        next,
        since.text());
  }

  @Override
  public boolean areTold(Connection connection) throws SQLException {
    var catalog = new PostgresCatalog(connection);
    var events = catalog.find(SourceTable.Name.EVENTS.table());
    if (events.isEmpty()) {
      return false;
    }
    var column = catalog.columns(events.get()).get(SourceTable.ARRIVAL);
    return column != null && column.name().equals(TYPE);
  }
}
