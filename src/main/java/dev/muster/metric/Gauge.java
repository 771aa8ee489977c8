package dev.muster.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number that is looked at from time to time.
 *
 * @param name without {@code muster} before it, in parts with dots between them, such as {@code
 *     last_run.users}; a base unit stands at its end
 * @param labels by name, in the order in which they are written
 */
public record Gauge(String name, Map<String, String> labels, double value) {
  private static final String OWNER = "muster";
  private static final double NANOS = 1e9;

  public Gauge {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** The value of an instant: seconds since 1970, in UTC. */
  public static double seconds(Instant instant) {
    return seconds(Duration.between(Instant.EPOCH, instant));
  }

  /** The value of a duration. */
  public static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }

  /** Its name for OTLP, such as {@code muster.last_run.users}. */
  public String dotted() {
    return OWNER + "." + name;
  }

  /** Its name for Prometheus, such as {@code muster_last_run_users}. */
  public String underscored() {
    return OWNER + "_" + name.replace('.', '_');
  }
}
