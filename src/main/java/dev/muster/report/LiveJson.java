package dev.muster.report;

import dev.muster.campaign.RunId;
import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
import dev.muster.store.Alert;
import dev.muster.store.LiveSums;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Live campaigns as JSON, with the spelling of {@link JsonReport}. */
public final class LiveJson {
  private LiveJson() {}

  /**
   * One campaign.
   *
   * @param goal what that came to over all runs, or null without one
   */
  public static String of(LiveReport report, @Nullable Pooled goal) {
    return with(report, goal == null ? null : GoalsJson.tree(goal));
  }

  /**
   * The same, whose goal is only named.
   *
   * @param goal null without one
   */
  public static String naming(LiveReport report, @Nullable NamedGoal goal) {
    return with(report, goal == null ? null : GoalsJson.tree(goal));
  }

  private static String with(LiveReport report, @Nullable Map<String, @Nullable Object> goal) {
    var tree = tree(report);
    tree.put("goal", goal);
    return JsonWriter.document(tree);
  }

  /** The same, to be put into something else. */
  public static Map<String, @Nullable Object> tree(LiveReport report) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("campaign", report.campaign().value());
    tree.put("state", report.state().key());
    tree.put("reason", report.reason() == null ? null : report.reason().key());
    tree.put("start", report.start().toString());
    tree.put("end", report.end() == null ? null : report.end().toString());
    tree.put("watermark", report.watermark().toString());
    tree.put("horizon", report.horizon().toString());
    tree.put("open_runs", report.openRuns().stream().map(RunId::toString).toList());
    tree.put(
        "days",
        report.days().entrySet().stream()
            .map(day -> day(day.getKey(), day.getValue(), report.alerts(day.getKey())))
            .toList());
    tree.put("total", sums(report.total()));
    return tree;
  }

  private static Map<String, @Nullable Object> day(
      LocalDate day, LiveSums sums, List<Alert> alerts) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("day", day.toString());
    tree.putAll(sums(sums));
    tree.put("alerts", AlertFacts.tree(alerts));
    return tree;
  }

  private static Map<String, @Nullable Object> sums(LiveSums sums) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("runs", sums.runs());
    tree.put("taken_up", sums.takenUp());
    tree.put("not_qualified", sums.others().notQualified());
    tree.put("too_late", sums.others().tooLate());
    tree.put("no_profile", sums.others().noProfile());
    tree.put("audience", JsonReport.audience(sums.audience()));
    tree.put("delivery", JsonReport.delivery(sums.delivery()));
    return tree;
  }
}
