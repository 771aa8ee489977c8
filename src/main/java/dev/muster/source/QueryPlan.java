package dev.muster.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a database would go about an audience's query, by its own {@code EXPLAIN}; nothing is
 * evaluated.
 *
 * @param expectedUsers how many users it expects to find, if it says so
 * @param reads what it would read, each once, in the plan's order
 */
public record QueryPlan(OptionalLong expectedUsers, List<Read> reads) {
  /**
   * A table that is read.
   *
   * @param index the index by which it is, or null when it is read as a whole
   * @param cost what the database says that reading costs, in pages read one after the other; 0
   *     when it does not say
   */
  public record Read(String table, @Nullable String index, double cost) {}

  public QueryPlan {
    reads = List.copyOf(reads);
  }

  /**
   * Asks the database.
   *
   * @throws SQLException when it refuses the query
   */
  public static QueryPlan of(SourceDatabase source, Query query) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return source.product().plan(connection, query);
    }
  }

  /**
   * The plan in the database's own words, for people.
   *
   * @throws SQLException when it refuses the query
   */
  public static String text(SourceDatabase source, Query query) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return explained(connection, "explain ", query);
    }
  }

  /**
   * What a database answers to a question about a query.
   *
   * @param explain what is put in front of it
   * @throws SQLException when it refuses the query
   */
  public static String explained(Connection connection, String explain, Query query)
      throws SQLException {
    try (var statement = new Query(explain + query.text(), query.parameters()).prepare(connection);
        var rows = statement.executeQuery()) {
      var lines = new ArrayList<String>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return String.join("\n", lines);
    }
  }
}
