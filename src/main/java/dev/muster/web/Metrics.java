package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.app.DatabaseFault;
import dev.muster.app.ProgramVersion;
import dev.muster.metric.Gauge;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** What Prometheus scrapes: all of it comes from the database, so jobs need push nothing. */
@Controller
final class Metrics {
  static final String ADDRESS = "/metrics";
  private static final String BEARER = "Bearer ";

  /** How old it is at most. */
  private static final Duration VALIDITY = Duration.ofSeconds(5);

  private final Site site;
  private final CampaignGauges gauges;
  private final Kept<String, String> kept;

  Metrics(Site site, CampaignGauges gauges) {
    this.site = site;
    this.gauges = gauges;
    this.kept = new Kept<>(site.clock(), VALIDITY);
  }

  @GetMapping(ADDRESS)
  ResponseEntity<String> show(HttpServletRequest request) {
    requireRight(request);
    return ResponseEntity.ok()
        .header("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE)
        .body(kept.get(ADDRESS, _ -> text()));
  }

  /** On a loopback address nobody else listens; elsewhere it is a token's, if there is one. */
  private void requireRight(HttpServletRequest request) {
    if (site.bind().isLoopbackAddress()) {
      return;
    }
    var token = site.settings().metricsToken();
    if (token == null || token.isBlank()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var given = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (!MessageDigest.isEqual((BEARER + token).getBytes(UTF_8), given.getBytes(UTF_8))) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
    }
  }

  private String text() {
    var all = new ArrayList<MetricSnapshot>();
    all.add(
        info(
            "muster_build",
            "The version that answers.",
            List.of(Labels.of("version", ProgramVersion.number()))));
    try {
      var campaigns = gauges.statuses();
      var known = gauges.now();
      all.add(of("muster_database_up", List.of(new Gauge("database_up", Map.of(), 1))));
      all.add(
          info(
              "muster_campaign",
              "What each campaign's file says of it.",
              campaigns.entrySet().stream()
                  .map(each -> Labels.of("campaign", each.getKey(), "status", each.getValue()))
                  .toList()));
      byName(known).forEach((name, same) -> all.add(of(name, same)));
    } catch (RuntimeException e) {
      if (!DatabaseFault.isAway(e)) {
        throw e;
      }
      all.add(of("muster_database_up", List.of(new Gauge("database_up", Map.of(), 0))));
    }
    return written(new MetricSnapshots(all));
  }

  private static Map<String, List<Gauge>> byName(List<Gauge> gauges) {
    var byName = new LinkedHashMap<String, List<Gauge>>();
    gauges.forEach(
        gauge -> byName.computeIfAbsent(gauge.underscored(), _ -> new ArrayList<>()).add(gauge));
    return byName;
  }

  private static GaugeSnapshot of(String name, List<Gauge> gauges) {
    var snapshot = GaugeSnapshot.builder().name(name).help(MetricHelp.of(name));
    gauges.forEach(gauge ->
        snapshot.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(labels(gauge.labels()))
                .value(gauge.value())
                .build()));
    return snapshot.build();
  }

  private static Labels labels(Map<String, String> labels) {
    return Labels.of(
        labels.entrySet().stream()
            .flatMap(label -> List.of(label.getKey(), label.getValue()).stream())
            .toArray(String[]::new));
  }

  private static InfoSnapshot info(String name, String help, List<Labels> points) {
    var snapshot = InfoSnapshot.builder().name(name).help(help);
    points.forEach(
        labels -> snapshot.dataPoint(InfoDataPointSnapshot.builder().labels(labels).build()));
    return snapshot.build();
  }

  private static String written(MetricSnapshots snapshots) {
    var out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
