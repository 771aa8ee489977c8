package dev.muster.report;

import dev.muster.gate.Verdict;
import dev.muster.goal.MeasuredRun;
import dev.muster.store.Accounting;
import dev.muster.store.Deliveries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as JSON: UTF-8, instants as ISO 8601 in UTC, counts as numbers, null for "not yet". */
public final class JsonReport {
  private JsonReport() {}

  /** Several runs: {@code {"runs": [ … ]}}. */
  public static String of(List<RunReport> runs) {
    return of(runs, Map.of());
  }

  /** The same with something else behind them. */
  public static String of(List<RunReport> runs, Map<String, Object> beside) {
    return JsonWriter.document(several(runs, beside));
  }

  private static Map<String, Object> several(List<RunReport> runs, Map<String, Object> beside) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("runs", runs.stream().map(JsonReport::tree).toList());
    tree.putAll(beside);
    return tree;
  }

  /** The same in one line. */
  public static String line(List<RunReport> runs, Map<String, Object> beside) {
    return JsonWriter.line(several(runs, beside));
  }

  /** One run. */
  public static String of(RunReport run) {
    return JsonWriter.document(tree(run));
  }

  /**
   * One run with its goal and its source.
   *
   * @param goal what it came to, or null
   * @param source where profiles and events lie, or null when they lie beside Muster's own tables
   */
  public static String of(RunReport run, @Nullable MeasuredRun goal, @Nullable String source) {
    var tree = tree(run);
    tree.put("goal", goal == null ? null : GoalsJson.tree(goal));
    if (source != null) {
      tree.put("source", source);
    }
    return JsonWriter.document(tree);
  }

  private static Map<String, @Nullable Object> tree(RunReport report) {
    var run = new LinkedHashMap<String, @Nullable Object>();
    run.put("run", report.run().toString());
    run.put("campaign", report.run().campaign().value());
    run.put("planned_at", text(report.run().plannedAt()));
    run.put("status", report.status().key());
    run.put("gone_since", text(report.goneSince()));
    run.put("rehearsal", report.rehearsal());
    run.put("executions", report.executions());
    run.put("started_at", text(report.startedAt()));
    run.put("ended_at", text(report.endedAt()));
    run.put("next_window_at", text(report.nextWindowAt()));
    run.put("reason", report.reason());
    run.put("override", report.guards().override());
    run.put("guards", GuardJson.of(report.guards().answers()));
    run.put("audience", audience(report.audience()));
    run.put("delivery", delivery(report.delivery()));
    run.put(
        "rejections",
        report.rejections().stream()
            .map(rejection -> tree("code", rejection.code(), rejection.users()))
            .toList());
    run.put("rows_without_id", report.data().rowsWithoutId());
    run.put(
        "unknown_zones",
        report.data().unknownZones().stream()
            .map(zone -> tree("zone", zone.zone(), zone.users()))
            .toList());
    run.put("alerts", AlertFacts.tree(report.alerts()));
    return run;
  }

  /** Keys in an order, which they keep. */
  private static Map<String, Object> tree(String key, String value, long users) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put(key, value);
    tree.put("users", users);
    return tree;
  }

  /** Where users ended, by the keys of the verdicts; all of them, zeros included. */
  public static Map<String, Long> audience(Accounting accounting) {
    var audience = new LinkedHashMap<String, Long>();
    var qualified = accounting.qualified();
    audience.put("qualified", qualified == null ? 0 : qualified);
    for (var verdict : Verdict.values()) {
      audience.put(verdict.key(), accounting.count(verdict));
    }
    return audience;
  }

  static Map<String, @Nullable Object> delivery(Deliveries.Totals totals) {
    var delivery = new LinkedHashMap<String, @Nullable Object>();
    delivery.put("messages", totals.messages());
    delivery.put("requests", totals.requests());
    delivery.put("retries", totals.retries());
    delivery.put("bytes", totals.bytes());
    delivery.put("bytes_sent", totals.bytesSent());
    delivery.put("first_sent_at", text(totals.firstSentAt()));
    delivery.put("last_accepted_at", text(totals.lastAcceptedAt()));
    return delivery;
  }

  private static @Nullable String text(@Nullable Object instant) {
    return instant == null ? null : instant.toString();
  }
}
