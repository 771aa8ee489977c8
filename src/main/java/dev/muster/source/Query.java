package dev.muster.source;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A question to a database: text with {@code ?} and what stands for them, in order.
 *
 * @param parameters each a {@link String}, {@link Integer}, {@link Long}, {@link BigDecimal},
 *     {@link Boolean}, {@link Instant}, {@link LocalDateTime}, or a {@link List} of texts, which
 *     becomes an array
 */
public record Query(String text, List<Object> parameters) {
  public Query {
    parameters = List.copyOf(parameters);
  }

  /** Text that the database may take for whatever stands beside it, as if it were a literal. */
  public record Untyped(String text) {}

  /**
   * The query as a person would write it: the values in their places, indented. The database that
   * it is for takes it as it stands, and finds the same.
   */
  public String written(Product product) {
    return new WrittenQuery(this, product).toString();
  }

  /**
   * The statement with its parameters bound. The caller closes it; for a long answer from
   * PostgreSQL to be streamed, auto-commit must be off and a fetch size set.
   *
   * @throws SQLException when the database refuses the text
   */
  public PreparedStatement prepare(Connection connection) throws SQLException {
    var statement = connection.prepareStatement(text);
    try {
      bind(statement, 1);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Ends a statement from another thread, if it has not ended. */
  public static void cancel(PreparedStatement statement, Product product) {
    try {
      product.cancel(statement);
    } catch (SQLException e) {
      // It has ended, or its connection has.
    }
  }

  /**
   * Binds the parameters to a statement whose text has this one's in it.
   *
   * @param first the index, from 1, of the statement's parameter that is this query's first
   * @return the index after this query's last parameter
   * @throws SQLException when the driver refuses a value
   */
  public int bind(PreparedStatement statement, int first) throws SQLException {
    int index = first;
    for (var parameter : parameters) {
      bind(statement, index++, parameter);
    }
    return index;
  }

  static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(index, text);
      case Untyped(var text) -> statement.setObject(index, text, Types.OTHER);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case BigDecimal number -> statement.setBigDecimal(index, number);
      case Boolean bool -> statement.setBoolean(index, bool);
      case Instant instant ->
          statement.setObject(
              index, instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      case LocalDateTime local -> statement.setObject(index, local, Types.TIMESTAMP);
      case List<?> texts -> {
        var array = new ArrayList<Object>(texts).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("varchar", array));
      }
      default ->
          throw new IllegalArgumentException(
              "a parameter of " + value.getClass() + " cannot be bound");
    }
  }
}
