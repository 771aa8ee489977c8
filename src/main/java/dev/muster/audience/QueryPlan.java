package dev.muster.audience;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a database would go about an audience's query, by its own {@code EXPLAIN}; nothing is
 * evaluated.
 *
 * @param expectedUsers how many users it expects to find, if it says so
 * @param reads what it would read, each once, in the plan's order
 */
public record QueryPlan(OptionalLong expectedUsers, List<Read> reads) {
  /** A comment of H2's: {@code PUBLIC.EVENTS.tableScan}, or an index and how it is used. */
  private static final Pattern H2_READ = Pattern.compile("/\\* \\w+\\.(\\w+)(\\.tableScan)?[\\s:]");

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
  public static QueryPlan of(DataSource source, DatabaseType databaseType, Query query)
      throws SQLException {
    try (var connection = source.getConnection()) {
      return switch (databaseType) {
        case POSTGRESQL -> ofPostgresql(explain(connection, "explain (format json) ", query));
        case H2 ->
            ofH2(explain(connection, "explain ", query), new H2Catalog(connection).tablesByIndex());
      };
    }
  }

  /**
   * The plan in the database's own words, for people.
   *
   * @throws SQLException when it refuses the query
   */
  public static String text(DataSource source, DatabaseType databaseType, Query query)
      throws SQLException {
    try (var connection = source.getConnection()) {
      return explain(connection, "explain ", query);
    }
  }

  private static String explain(Connection connection, String explain, Query query)
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

  private static QueryPlan ofPostgresql(String json) {
    var plan = ExactJson.MAPPER.readTree(json).path(0).path("Plan");
    Set<Read> reads = new LinkedHashSet<>();
    addReads(plan, reads);
    return new QueryPlan(OptionalLong.of(plan.path("Plan Rows").asLong()), List.copyOf(reads));
  }

  private static void addReads(JsonNode node, Set<Read> reads) {
    var table = node.path("Relation Name").asString(null);
    if (table != null) {
      var index = node.path("Index Name").asString(null);
      reads.add(
          new Read(
              table, index == null ? indexBelow(node) : index, node.path("Total Cost").asDouble()));
    }
    node.path("Plans").forEach(below -> addReads(below, reads));
  }

  /** A bitmap's index stands in the node below its table's, or below that. */
  private static @Nullable String indexBelow(JsonNode node) {
    for (var below : node.path("Plans")) {
      if (below.path("Node Type").asString("").startsWith("Bitmap")) {
        var index = below.path("Index Name").asString(null);
        return index == null ? indexBelow(below) : index;
      }
    }
    return null;
  }

  private static QueryPlan ofH2(String text, Map<String, String> tablesByIndex) {
    Set<Read> reads = new LinkedHashSet<>();
    var matcher = H2_READ.matcher(text);
    while (matcher.find()) {
      var name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (matcher.group(2) != null) {
        reads.add(new Read(name, null, 0));
      } else if (tablesByIndex.containsKey(name)) {
        reads.add(new Read(tablesByIndex.get(name), name, 0));
      }
    }
    return new QueryPlan(OptionalLong.empty(), List.copyOf(reads));
  }
}
