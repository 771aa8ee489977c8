package dev.muster.look;

import dev.muster.report.GuardJson;
import dev.muster.report.JsonReport;
import dev.muster.report.JsonWriter;
import dev.muster.schedule.Opening;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An estimate as JSON: instants as ISO 8601 in UTC, counts and seconds as numbers. */
public final class EstimateJson {
  private EstimateJson() {}

  /** The document, without an end of line behind it. */
  public static String of(Estimate estimate) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("campaign", estimate.campaign().value());
    tree.put("status", estimate.status().name().toLowerCase(Locale.ROOT));
    var run = estimate.run();
    tree.put("run", run == null ? null : run.toString());
    tree.put("planned_at", run == null ? null : run.plannedAt().toString());
    tree.put("moment", estimate.moment().toString());
    tree.put("qualified", estimate.qualified());
    tree.put("reachable", estimate.reachable());
    tree.put("audience", JsonReport.audience(estimate.audience()));
    tree.put("refused", estimate.refusal() != null);
    tree.put("guards", GuardJson.of(estimate.guards()));
    tree.put("delivery", delivery(estimate));
    tree.put("openings", estimate.openings().stream().map(EstimateJson::opening).toList());
    tree.put(
        "timezones",
        estimate.timezones().stream()
            .map(zone -> users("timezone", zone.zone(), zone.users()))
            .toList());
    tree.put(
        "invalid",
        estimate.invalid().stream()
            .map(count -> users("code", count.code(), count.users()))
            .toList());
    return JsonWriter.document(tree);
  }

  private static Map<String, Object> delivery(Estimate estimate) {
    var delivery = new LinkedHashMap<String, Object>();
    delivery.put("messages", estimate.messages());
    delivery.put("requests", estimate.requests());
    delivery.put("bytes", estimate.bytes());
    delivery.put("distinct_ids", estimate.distinctIds());
    delivery.put("seconds", estimate.seconds());
    delivery.put("ends_at", estimate.forecast().endsAt().truncatedTo(ChronoUnit.MILLIS).toString());
    delivery.put("late", estimate.forecast().missing());
    return delivery;
  }

  private static Map<String, @Nullable Object> opening(Opening opening) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("due_at", opening.dueAt().toString());
    tree.put("expires_at", opening.expiresAt() == null ? null : opening.expiresAt().toString());
    tree.put("users", opening.users());
    return tree;
  }

  private static Map<String, @Nullable Object> users(
      String key, @Nullable String value, long users) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put(key, value);
    tree.put("users", users);
    return tree;
  }
}
