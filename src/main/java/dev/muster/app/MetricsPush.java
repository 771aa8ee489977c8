package dev.muster.app;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.launch.LaunchProgress;
import dev.muster.metric.Gauge;
import dev.muster.metric.LastRun;
import dev.muster.metric.OtlpPush;
import dev.muster.metric.OtlpUrl;
import dev.muster.report.RunReport;
import dev.muster.store.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pushes what the runs of a command come to, where the settings say so. */
public final class MetricsPush implements LaunchProgress, AutoCloseable {
  private final LaunchProgress progress;
  private final Store store;
  private final Map<CampaignId, RunId> latest = new HashMap<>();

  private @Nullable OtlpPush push;

  private MetricsPush(LaunchProgress progress, Store store) {
    this.progress = progress;
    this.store = store;
  }

  /**
   * Begins.
   *
   * @param progress is told the same
   * @throws Complaint when the setting is wrong
   */
  public static MetricsPush of(Application application, LaunchProgress progress) {
    var metrics = new MetricsPush(progress, application.store());
    address(application.settings())
        .ifPresent(address ->
            metrics.push = OtlpPush.begin(address, metrics::gauges, SystemClocks.real().real()));
    return metrics;
  }

  private static Optional<OtlpUrl> address(Settings settings) {
    try {
      return Optional.ofNullable(settings.metrics().otlp().url())
          .filter(url -> !url.isBlank())
          .map(OtlpUrl::of);
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(
          "setting muster.metrics.otlp.url: %s; set it as MUSTER_METRICS_OTLP_URL"
              .formatted(e.getMessage()));
    }
  }

  private List<Gauge> gauges() {
    return latest().stream()
        .flatMap(run -> store.runs().find(run).stream())
        .flatMap(run -> LastRun.of(store, run).gauges().stream())
        .toList();
  }

  /** The latest run of each campaign. */
  private synchronized List<RunId> latest() {
    return List.copyOf(latest.values());
  }

  @Override
  public void begins(RunId run) {
    synchronized (this) {
      latest.merge(
          run.campaign(),
          run,
          (one, other) -> other.plannedAt().isBefore(one.plannedAt()) ? one : other);
    }
    progress.begins(run);
  }

  @Override
  public void qualified(RunId run, long users) {
    progress.qualified(run, users);
  }

  @Override
  public void delivers(RunId run, long users) {
    progress.delivers(run, users);
  }

  @Override
  public void delivered(RunId run, long users) {
    progress.delivered(run, users);
  }

  @Override
  public void ends(RunId run) {
    progress.ends(run);
  }

  @Override
  public void ended(RunReport report, Duration took) {
    progress.ended(report, took);
  }

  @Override
  public void close() {
    if (push != null) {
      push.close();
    }
  }
}
