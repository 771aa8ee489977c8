package dev.muster.metric;

import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a campaign's latest run that was launched has come to (looking.md, "Metrics"). No label
 * names the run or a user.
 */
public final class LastRun {
  /** Those of a run that was launched. */
  private static final List<RunStatus> STATUSES =
      Arrays.stream(RunStatus.values()).filter(status -> status != RunStatus.MISSED).toList();

  private final RunReport report;
  private final List<Gauge> gauges = new ArrayList<>();

  private LastRun(RunReport report) {
    this.report = report;
  }

  /** The gauges of a run, as it stands. */
  public static List<Gauge> of(Store store, Run run) {
    var last = new LastRun(RunReport.inBrief(store, run));
    last.addAll(store.executionLog().worked(run.key()));
    return List.copyOf(last.gauges);
  }

  private void addAll(Duration worked) {
    for (var status : STATUSES) {
      add("status", Map.of("status", status.key()), report.status().is(status) ? 1 : 0);
    }
    add("planned_timestamp_seconds", Gauge.seconds(report.run().plannedAt()));
    add("duration_seconds", Gauge.seconds(worked));
    add("executions", report.executions());
    for (var verdict : Verdict.values()) {
      add("users", Map.of("gate", verdict.key()), (double) report.users(verdict));
    }
    add("qualified_users", (double) report.qualified());
    var delivery = report.delivery();
    add("messages", (double) delivery.messages());
    add("requests", (double) delivery.requests());
    add("retries", (double) delivery.retries());
    add("sent_bytes", (double) delivery.bytesSent());
    add("unsendable_ratio", unsendable());
  }

  /** Of those to whom something was to be sent; 0 where there were none. */
  private double unsendable() {
    var unsendable = report.users(Verdict.REJECTED) + report.users(Verdict.INVALID);
    var all = unsendable + report.users(Verdict.ACCEPTED);
    return all == 0 ? 0 : (double) unsendable / all;
  }

  private void add(String name, double value) {
    add(name, Map.of(), value);
  }

  private void add(String name, Map<String, String> more, double value) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("campaign", report.run().campaign().value());
    labels.putAll(more);
    gauges.add(new Gauge("last_run." + name, labels, value));
  }
}
