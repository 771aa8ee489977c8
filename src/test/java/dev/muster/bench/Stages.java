package dev.muster.bench;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long the steps of the only run in a database took, as Spring Batch has written it down.
 *
 * @param run its id
 * @param steps seconds by step, in their order; partitions are in their step
 */
record Stages(String run, Map<String, Double> steps) {
  private static final String STEPS =
      """
      select step_name, extract(epoch from end_time - start_time) as seconds
      from muster_batch_step_execution
      where step_name not like '%:%'
      order by start_time
      """;

  private static final String RUN =
      """
      select campaign || '@' || to_char(planned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      from muster_run
      """;

  static Stages of(String databaseUrl) throws SQLException {
    try (var connection = DriverManager.getConnection(databaseUrl);
        var statement = connection.createStatement()) {
      var steps = new LinkedHashMap<String, Double>();
      try (var rows = statement.executeQuery(STEPS)) {
        while (rows.next()) {
          steps.put(rows.getString(1), rows.getDouble(2));
        }
      }
      try (var rows = statement.executeQuery(RUN)) {
        rows.next();
        return new Stages(rows.getString(1), steps);
      }
    }
  }

  double seconds(String step) {
    return steps.getOrDefault(step, 0.0);
  }

  @Override
  public String toString() {
    return steps.entrySet().stream()
        .map(step -> String.format(Locale.ROOT, "%s %.1f s", step.getKey(), step.getValue()))
        .collect(Collectors.joining(", "));
  }
}
