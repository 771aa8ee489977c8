package dev.muster.metric;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.store.Accounting;
import dev.muster.store.Deliveries;
import dev.muster.store.ExecutionLog;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a campaign's latest run that was launched has come to, or what a live campaign's day so far
 * has (looking.md, "Metrics"). No label names a run or a user.
 *
 * @param plannedAt of a live campaign the latest as-of
 * @param worked how often it was worked on, and how long
 */
public record LastRun(
    CampaignId campaign,
    RunStatus status,
    Instant plannedAt,
    ExecutionLog.Worked worked,
    Accounting audience,
    Deliveries.Totals delivery) {
  /** Those of a run that was launched. */
  private static final List<RunStatus> STATUSES =
      Arrays.stream(RunStatus.values()).filter(status -> status != RunStatus.MISSED).toList();

  /** A run, as it stands. */
  public static LastRun of(Store store, Run run) {
    var report = RunReport.inBrief(store, run);
    return new LastRun(
        run.id().campaign(),
        run.status(),
        run.id().plannedAt(),
        new ExecutionLog.Worked(
            report.executions(), store.executionLog().worked(run.key()).lasted()),
        report.audience(),
        report.delivery());
  }

  /** As numbers. */
  public List<Gauge> gauges() {
    var gauges = new ArrayList<Gauge>();
    for (var each : STATUSES) {
      gauges.add(gauge("status", Map.of("status", each.key()), each == status ? 1 : 0));
    }
    gauges.add(gauge("planned_timestamp_seconds", Gauge.seconds(plannedAt)));
    gauges.add(gauge("duration_seconds", Gauge.seconds(worked.lasted())));
    gauges.add(gauge("executions", worked.executions()));
    for (var verdict : Verdict.values()) {
      gauges.add(gauge("users", Map.of("gate", verdict.key()), (double) audience.count(verdict)));
    }
    var qualified = audience.qualified();
    gauges.add(gauge("qualified_users", qualified == null ? 0 : (double) qualified));
    gauges.add(gauge("messages", (double) delivery.messages()));
    gauges.add(gauge("requests", (double) delivery.requests()));
    gauges.add(gauge("retries", (double) delivery.retries()));
    gauges.add(gauge("sent_bytes", (double) delivery.bytesSent()));
    gauges.add(gauge("unsendable_ratio", unsendable()));
    return gauges;
  }

  /** Of those to whom something was to be sent; 0 where there were none. */
  private double unsendable() {
    var unsendable = audience.count(Verdict.REJECTED) + audience.count(Verdict.INVALID);
    var all = unsendable + audience.count(Verdict.ACCEPTED);
    return all == 0 ? 0 : (double) unsendable / all;
  }

  private Gauge gauge(String name, double value) {
    return gauge(name, Map.of(), value);
  }

  private Gauge gauge(String name, Map<String, String> more, double value) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("campaign", campaign.value());
    labels.putAll(more);
    return new Gauge("last_run." + name, labels, value);
  }
}
