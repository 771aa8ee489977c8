package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.Clause;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest events of one user that could trigger a live campaign, as they are now, whatever its
 * start, end and {@code then_not} say.
 *
 * @param accountZone in which days begin
 */
public record TriggersOfUser(SourceDatabase source, Who.Live live, ZoneId accountZone) {

  /**
   * Them, the latest first.
   *
   * @throws SQLException when the database refuses it
   */
  public List<Triggered> latest(UserId user, int limit) throws SQLException {
    var reader = new TriggerReading(live, accountZone);
    var latest = new ArrayList<Triggered>();
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (var statement = query(user, Triggers.idColumn(source, connection)).prepare(connection)) {
        statement.setFetchSize(100);
        try (var rows = statement.executeQuery()) {
          while (latest.size() < limit && rows.next()) {
            var triggered = reader.read(rows);
            if (triggered != null) {
              latest.add(triggered);
            }
          }
        }
      } finally {
        connection.rollback();
      }
    }
    return latest;
  }

  private Query query(UserId user, Clause id) {
    var product = source.product();
    // What depends on the moment is tested row by row, each has its own.
    var dialect = product.dialect(Instant.EPOCH, accountZone);
    var same = live.same();
    var whole =
        sql(
            """
            select e.user_id, e.name, e.occurred_at, ? as event_id,
                   coalesce(cast(%s as varchar), '{}') as properties
            from events e
            where ?
            order by e.occurred_at desc\
            """
                .formatted(product.json("e.properties")),
            id,
            Clause.all(
                sql("e.user_id = ?", user.value()),
                ThenNot.named(live.trigger(), dialect),
                sql(product.isInAYear("e.occurred_at")),
                dialect.holds("e.properties", EventTests.of(live.trigger()).timeless()),
                same == null ? Clause.TRUE : sql("? is not null", SameValue.of(same, dialect))));
    return new Query(whole.text(), whole.parameters());
  }
}
