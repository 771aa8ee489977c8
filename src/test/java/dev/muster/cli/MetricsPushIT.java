package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands push of their runs, read by OTLP's own classes. */
class MetricsPushIT {
  private static final String TIME = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + TIME;
  private static final String WARNING = "Metrics were not pushed to MUSTER_METRICS_OTLP_URL";

  @TempDir private Path folder;

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(30)
        .campaign(
            "all", Desk.EVERYONE.replace("who:\n", "who:\n  control_group: { percent: 20 }\n"))
        .faults(new Fault(new Fault.Containing("\"u3\""), new Fault.Status(400, Map.of(), null)));
  }

  /** The values by name and attributes. */
  private static Map<String, Double> last(MockWebServer server) throws Exception {
    var values = new TreeMap<String, Double>();
    while (server.getRequestCount() > 0) {
      var request = server.takeRequest(0, TimeUnit.SECONDS);
      if (request == null) {
        break;
      }
      values.clear();
      var read =
          ExportMetricsServiceRequest.parseFrom(
              Objects.requireNonNull(request.getBody()).toByteArray());
      for (var metric : read.getResourceMetrics(0).getScopeMetrics(0).getMetricsList()) {
        for (var point : metric.getGauge().getDataPointsList()) {
          values.put(metric.getName() + attributes(point), point.getAsDouble());
        }
      }
    }
    return values;
  }

  private static String attributes(NumberDataPoint point) {
    return point.getAttributesList().stream()
        .map(each -> each.getKey() + "=" + each.getValue().getStringValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest
  @EnumSource
  void areWhatTheReportOfTheRunSays(Database database) throws Exception {
    try (var desk = desk(database);
        var server = new MockWebServer()) {
      server.start();
      for (var i = 0; i < 10; i++) {
        server.enqueue(new MockResponse.Builder().code(200).build());
      }
      var program =
          desk.program().with("MUSTER_METRICS_OTLP_URL", server.url("/v1/metrics").toString());

      var ran = program.run("run", "all.yaml", "--planned", TIME, "--output", "json");

      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(4);
      var report = Desk.run(ran, 0);
      var values = last(server);
      assertThat(values.remove("muster.last_run.duration_seconds{campaign=all}")).isPositive();
      var expected = new TreeMap<String, Double>();
      report
          .path("audience")
          .properties()
          .forEach(end -> {
            if (!end.getKey().equals("qualified")) {
              expected.put(
                  "muster.last_run.users{campaign=all,gate=" + end.getKey() + "}",
                  end.getValue().asDouble());
            }
          });
      for (var status :
          List.of("running", "completed", "waiting", "stopped", "failed", "refused", "abandoned")) {
        expected.put(
            "muster.last_run.status{campaign=all,status=" + status + "}",
            status.equals("completed") ? 1.0 : 0.0);
      }
      var delivery = report.path("delivery");
      Map.of(
              "qualified_users", report.path("audience").path("qualified").asDouble(),
              "planned_timestamp_seconds", 1_794_819_600.0,
              "executions", 1.0,
              "messages", delivery.path("messages").asDouble(),
              "requests", delivery.path("requests").asDouble(),
              "retries", delivery.path("retries").asDouble(),
              "sent_bytes", delivery.path("bytes_sent").asDouble(),
              "unsendable_ratio", 1 / (1 + report.path("audience").path("accepted").asDouble()))
          .forEach(
              (name, value) -> expected.put("muster.last_run." + name + "{campaign=all}", value));
      assertThat(values).containsExactlyEntriesOf(expected);

      desk.noFaults();
      program.run("retry-rejected", RUN);
      assertThat(last(server))
          .containsEntry("muster.last_run.users{campaign=all,gate=rejected}", 0.0)
          .containsEntry("muster.last_run.executions{campaign=all}", 2.0);

      // Nothing was worked on.
      program.run("restart", RUN);
      assertThat(last(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"503", "nobody"})
  void costOneWarningWhereNobodyTakesThem(String answer) throws Exception {
    try (var desk = desk(Database.H2).noFaults();
        var server = new MockWebServer()) {
      server.start();
      var url = server.url("/v1/metrics?token=s3cret").toString();
      server.enqueue(
          answer.equals("nobody")
              ? new MockResponse.Builder()
                  .onRequestStart(new SocketEffect.CloseSocket(true, true, true))
                  .build()
              : new MockResponse.Builder().code(Integer.parseInt(answer)).build());

      var ran =
          desk.program()
              .hiding("s3cret")
              .with("MUSTER_METRICS_OTLP_URL", url)
              .run("run", "all.yaml");

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.err().lines().filter(line -> line.contains(WARNING))).hasSize(1);
    }
  }

  @Test
  void areNotPushedToWhatIsNoAddress() throws Exception {
    try (var desk = desk(Database.H2)) {
      var ran =
          desk.program().with("MUSTER_METRICS_OTLP_URL", "collector:4318").run("run", "all.yaml");

      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .isEqualTo(
              "setting muster.metrics.otlp.url: expected an address such as"
                  + " http://collector:4318/v1/metrics, found something else; set it as"
                  + " MUSTER_METRICS_OTLP_URL\n");
      assertThat(desk.reached()).isEmpty();
    }
  }
}
