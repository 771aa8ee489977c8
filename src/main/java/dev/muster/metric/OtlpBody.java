package dev.muster.metric;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gauges as OTLP has them: an {@code ExportMetricsServiceRequest} (opentelemetry-proto, {@code
 * collector/metrics/v1}). The numbers are those of its fields.
 */
final class OtlpBody {
  private static final String SERVICE = "muster";

  private OtlpBody() {}

  /** The request's bytes. */
  static byte[] of(List<Gauge> gauges, Instant at) {
    var byName = new LinkedHashMap<String, Protobuf>();
    for (var gauge : gauges) {
      byName.computeIfAbsent(gauge.dotted(), _ -> new Protobuf()).message(1, point(gauge, at));
    }
    var scope = new Protobuf().message(1, new Protobuf().text(1, SERVICE));
    byName.forEach(
        (name, points) -> scope.message(2, new Protobuf().text(1, name).message(5, points)));
    var resource = new Protobuf().message(1, attribute("service.name", SERVICE));
    return new Protobuf().message(1, new Protobuf().message(1, resource).message(2, scope)).bytes();
  }

  private static Protobuf point(Gauge gauge, Instant at) {
    var nanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    var point = new Protobuf().fixed(3, nanos).number(4, gauge.value());
    for (Map.Entry<String, String> label : gauge.labels().entrySet()) {
      point.message(7, attribute(label.getKey(), label.getValue()));
    }
    return point;
  }

  private static Protobuf attribute(String key, String value) {
    return new Protobuf().text(1, key).message(2, new Protobuf().text(1, value));
  }
}
