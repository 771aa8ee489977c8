package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Goal;
import dev.muster.campaign.Interval;
import dev.muster.source.Clause;
import dev.muster.source.Deadline;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.source.TimeSpan;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that count for a goal, as they are now, streamed: in order of their users' ids by code
 * point, so that they can be held against users in the same order, wherever these are.
 */
public record Conversions(SourceDatabase source, Query query) {
  private static final int FETCH_SIZE = 5000;

  /**
   * An event.
   *
   * @param value what it is worth: the number under the goal's property, or 0
   */
  public record Conversion(String userId, Instant at, BigDecimal value) {}

  /**
   * Those of some stretch of time.
   *
   * @param during ends no later than the moment as of which tests on dates are about
   * @param accountZone in which days begin
   * @param users whose, or null for everybody's
   */
  public static Conversions of(
      SourceDatabase source,
      Goal goal,
      Interval during,
      Instant asOf,
      ZoneId accountZone,
      @Nullable List<String> users) {
    var product = source.product();
    var dialect = product.dialect(asOf, accountZone);
    var counts =
        Clause.all(
            dialect.isOneOf("e.name", List.of(goal.event())),
            TimeSpan.contains(during, sql("e.occurred_at")),
            users == null ? Clause.TRUE : sql(product.isAnyOf("e.user_id"), users),
            dialect.holds("e.properties", goal.where()));
    var value =
        goal.value() == null
            ? sql("cast(null as numeric)")
            : dialect.number("e.properties", goal.value());
    var whole =
        sql(
            """
            select e.user_id, e.occurred_at, ? as worth
            from events e
            where ?
            order by %s\
            """
                .formatted(product.byCodePoint("e.user_id")),
            value,
            counts);
    return new Conversions(source, new Query(whole.text(), whole.parameters()));
  }

  /**
   * Runs the query in a read-only transaction.
   *
   * @throws SourceUnasked when the database refuses it, or is not to be had
   */
  @SuppressWarnings("MustBeClosedChecker") // the cursor owns the connection
  public ConversionCursor open() {
    var deadline = Deadline.fromNow(source);
    try {
      var connection = source.pool().getConnection();
      try {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        var statement = query.prepare(connection);
        statement.setFetchSize(FETCH_SIZE);
        return new ConversionCursor(connection, statement, statement.executeQuery(), deadline);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }
}
