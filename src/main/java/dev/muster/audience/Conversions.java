package dev.muster.audience;

import static dev.muster.source.Clause.sql;
import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Goal;
import dev.muster.campaign.Interval;
import dev.muster.source.Clause;
import dev.muster.source.Deadline;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.source.TimeSpan;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
  public Cursor open() {
    var deadline = Deadline.fromNow(source);
    try {
      var connection = source.pool().getConnection();
      try {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        var statement = query.prepare(connection);
        statement.setFetchSize(FETCH_SIZE);
        return new Cursor(connection, statement, statement.executeQuery(), deadline);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  /** An open query, to be read once and closed. */
  public static final class Cursor implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Deadline deadline;

    private Cursor(
        Connection connection, PreparedStatement statement, ResultSet rows, Deadline deadline) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
      this.deadline = deadline;
    }

    /**
     * The next event, or null after the last.
     *
     * @throws SourceUnasked when the database fails, or all of it takes too long
     */
    public @Nullable Conversion next() {
      try {
        deadline.requireTime();
        while (rows.next()) {
          var user = Audience.id(rows, "user_id");
          if (user != null) {
            var value = rows.getBigDecimal("worth");
            return new Conversion(
                user,
                requireNonNull(rows.getObject("occurred_at", OffsetDateTime.class)).toInstant(),
                value == null ? BigDecimal.ZERO : value);
          }
        }
        return null;
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
    }

    @Override
    public void close() {
      try (connection;
          statement;
          rows) {
        connection.rollback();
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
    }
  }
}
