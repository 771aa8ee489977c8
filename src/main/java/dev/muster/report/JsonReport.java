package dev.muster.report;

import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Forecast;
import dev.muster.schedule.Opening;
import dev.muster.store.Accounting;
import dev.muster.store.Deliveries;
import dev.muster.store.MemberWindows.OpeningZone;
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

  /** One run with all that is told where it alone is asked for. */
  public static String of(RunDetail detail) {
    var tree = tree(detail.run());
    tree.put("name", detail.name());
    tree.put("account_timezone", detail.accountTimezone().getId());
    tree.put("pruned_at", text(detail.prunedAt()));
    tree.put("execution_log", detail.executions().stream().map(JsonReport::tree).toList());
    tree.put(
        "openings",
        detail.run().openings().times().stream()
            .map(opening -> tree(opening, detail.zones(opening)))
            .toList());
    tree.put("zone_unknown", detail.run().openings().withoutZone());
    tree.put("forecast", tree(detail.run().openings().forecast()));
    tree.put("rejections", rejections(detail));
    tree.put("goal", detail.goal() == null ? null : GoalsJson.tree(detail.goal()));
    if (detail.source() != null) {
      tree.put("source", detail.source());
    }
    return JsonWriter.document(tree);
  }

  private static List<Map<String, @Nullable Object>> rejections(RunDetail detail) {
    return detail.run().rejections().stream()
        .map(rejection -> {
          var tree = tree("code", rejection.code(), rejection.users());
          if (detail.personal()) {
            tree.put(
                "examples",
                detail.examples().getOrDefault(rejection.code(), List.of()).stream()
                    .map(UserId::value)
                    .toList());
          }
          return tree;
        })
        .toList();
  }

  private static Map<String, @Nullable Object> tree(ReportedExecution execution) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("execution", execution.execution());
    tree.put("started_at", text(execution.startedAt()));
    tree.put("ended_at", text(execution.endedAt()));
    tree.put("ended", execution.ended());
    tree.put("reason", execution.reason());
    tree.put("worker", execution.worker());
    tree.put("requests", execution.requests());
    tree.put("retries", execution.retries());
    tree.put("messages", execution.messages());
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Opening opening, List<OpeningZone> zones) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("due_at", text(opening.dueAt()));
    tree.put("expires_at", text(opening.expiresAt()));
    tree.put("users", opening.users());
    tree.put("left", opening.left());
    tree.put("zones", zones.stream().map(zone -> tree("zone", zone.zone(), zone.users())).toList());
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> tree(@Nullable Forecast forecast) {
    if (forecast == null) {
      return null;
    }
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("ends_at", text(forecast.endsAt()));
    tree.put("late", forecast.missing());
    return tree;
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
  private static Map<String, @Nullable Object> tree(
      String key, @Nullable String value, long users) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
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
