package dev.muster.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.muster.SettableClock;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Pushes to a real HTTP server, read by OTLP's own classes. */
class OtlpPushIT {
  private static final Instant NOW = Instant.parse("2026-12-07T14:00:00.123456789Z");
  private static final Duration NEVER = Duration.ofDays(1);

  private static Map<String, String> labels(String... pairs) {
    var labels = new LinkedHashMap<String, String>();
    for (var i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }

  private static ExportMetricsServiceRequest read(RecordedRequest request)
      throws InvalidProtocolBufferException {
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
    return ExportMetricsServiceRequest.parseFrom(
        Objects.requireNonNull(request.getBody()).toByteArray());
  }

  @Test
  void haveEveryGaugeWithItsLabelsAndTheTime() throws Exception {
    var longName = "long-".repeat(40);
    var gauges =
        List.of(
            new Gauge("last_run.users", labels("campaign", "winback", "gate", "accepted"), 1e12),
            new Gauge("last_run.users", labels("campaign", "winback", "gate", "control"), 0),
            new Gauge("last_run.unsendable_ratio", labels("campaign", longName + "ü"), 0.015625));
    try (var server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().code(200).build());

      OtlpPush.begin(
              OtlpUrl.of(server.url("/v1/metrics").toString()),
              () -> gauges,
              Clock.fixed(NOW, ZoneOffset.UTC),
              NEVER)
          .close();

      var request = Objects.requireNonNull(server.takeRequest(1, TimeUnit.MINUTES));
      assertThat(request.getTarget()).isEqualTo("/v1/metrics");
      var resource = read(request).getResourceMetricsList().getFirst();
      assertThat(read(request).getResourceMetricsCount()).isEqualTo(1);
      assertThat(resource.getResource().getAttributesList())
          .map(each -> each.getKey() + "=" + each.getValue().getStringValue())
          .containsExactly("service.name=muster");
      assertThat(resource.getScopeMetricsList()).hasSize(1);
      var metrics = resource.getScopeMetricsList().getFirst().getMetricsList();
      assertThat(metrics)
          .map(metric -> metric.getName() + " " + metric.getGauge().getDataPointsCount())
          .containsExactly("muster.last_run.users 2", "muster.last_run.unsendable_ratio 1");
      assertThat(
              metrics.stream()
                  .flatMap(metric -> metric.getGauge().getDataPointsList().stream())
                  .map(point ->
                      point.getTimeUnixNano()
                          + " "
                          + point.getAsDouble()
                          + point.getAttributesList().stream()
                              .map(each ->
                                  " " + each.getKey() + "=" + each.getValue().getStringValue())
                              .reduce("", String::concat)))
          .containsExactly(
              "1796652000123456789 1.0E12 campaign=winback gate=accepted",
              "1796652000123456789 0.0 campaign=winback gate=control",
              "1796652000123456789 0.015625 campaign=" + longName + "ü");
    }
  }

  /** Whichever of the two threads is first. */
  @Test
  void comeOnceMoreHoweverSoonTheEndIs() throws Exception {
    var rounds = 200;
    try (var server = new MockWebServer()) {
      server.start();
      for (var i = 0; i < rounds; i++) {
        server.enqueue(new MockResponse.Builder().code(200).build());
        OtlpPush.begin(
                OtlpUrl.of(server.url("/").toString()),
                () -> List.of(new Gauge("last_run.messages", Map.of(), 1)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                NEVER)
            .close();
      }

      assertThat(server.getRequestCount()).isEqualTo(rounds);
    }
  }

  @Test
  void comeAgainAndAgainWithTheNumbersOfTheMoment() throws Exception {
    var asked = new AtomicInteger();
    try (var server = new MockWebServer()) {
      server.start();
      for (var i = 0; i < 100; i++) {
        server.enqueue(new MockResponse.Builder().code(200).build());
      }
      try (var push =
          OtlpPush.begin(
              OtlpUrl.of(server.url("/").toString()),
              () -> List.of(new Gauge("last_run.messages", Map.of(), asked.incrementAndGet())),
              SettableClock.at("2026-12-07T14:00:00Z"),
              Duration.ofMillis(10))) {
        assertThat(push).isNotNull();
        for (var i = 1; i <= 3; i++) {
          var request = Objects.requireNonNull(server.takeRequest(1, TimeUnit.MINUTES));
          assertThat(
                  read(request)
                      .getResourceMetrics(0)
                      .getScopeMetrics(0)
                      .getMetrics(0)
                      .getGauge()
                      .getDataPoints(0)
                      .getAsDouble())
              .isEqualTo(i);
        }
      }
    }
  }

  @Test
  void areNoneWhereThereIsNothingToPush() throws Exception {
    try (var server = new MockWebServer()) {
      server.start();

      OtlpPush.begin(
              OtlpUrl.of(server.url("/").toString()),
              List::of,
              SettableClock.at("2026-12-07T14:00:00Z"),
              NEVER)
          .close();

      assertThat(server.getRequestCount()).isZero();
    }
  }
}
