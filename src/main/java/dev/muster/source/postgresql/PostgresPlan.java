package dev.muster.source.postgresql;

import dev.muster.source.ExactJson;
import dev.muster.source.QueryPlan;
import dev.muster.source.QueryPlan.Read;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plan as PostgreSQL writes it in JSON. */
final class PostgresPlan {
  /** What is put in front of a query to have one. */
  static final String EXPLAIN = "explain (format json) ";

  private PostgresPlan() {}

  static QueryPlan read(String json) {
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
}
