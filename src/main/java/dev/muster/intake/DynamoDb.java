package dev.muster.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Rows as DynamoDB writes them: each value in an object that tells its type. */
final class DynamoDb {
  private static final Set<String> TYPES =
      Set.of("S", "N", "BOOL", "NULL", "M", "L", "B", "SS", "NS", "BS");

  /** Takes the types out, also in maps and lists; sets and bytes stay as they are. */
  private static final String WITHOUT_TYPES =
      "def v: if .M then .M | map_values(v) elif .L then [.L[] | v] elif .N then .N | tonumber"
          + " elif has(\"BOOL\") then .BOOL elif .NULL then null else .S // . end;";

  private DynamoDb() {}

  static boolean isRow(Map<String, Value> values) {
    return !values.isEmpty()
        && values.values().stream()
            .map(Sample::members)
            .allMatch(members -> members.size() == 1 && TYPES.containsAll(members.keySet()));
  }

  /** The row without the types of its values. */
  static Map<String, Value> plain(Map<String, Value> values) {
    var plain = new LinkedHashMap<String, Value>();
    values.forEach((name, typed) ->
        Sample.members(typed).forEach((type, value) -> plain.put(name, plain(type, value))));
    return plain;
  }

  /**
   * @param rows the filter of jq that finds the rows
   */
  static String filter(String rows) {
    return WITHOUT_TYPES + " " + rows + " | map_values(v)";
  }

  private static Value plain(String type, Value value) {
    return switch (type) {
      case "N" -> value instanceof Value.Text(var number) ? new Value.JsonColumn(number) : value;
      case "NULL" -> new Value.JsonColumn("null");
      default -> value;
    };
  }
}
