package dev.muster.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What jq makes an instant of: as it is, a number of seconds or less since 1970, or a text whose
 * zone is known.
 *
 * @param filter in jq's language
 * @param reservation what is wrong with the instant then; empty for nothing
 */
record JqInstant(String filter, String reservation) {
  private static final Pattern SECONDS = Pattern.compile("\\d{10}");
  private static final Pattern SECONDS_AND_FRACTION = Pattern.compile("\\d{10}\\.\\d+");

  /** Milliseconds, microseconds and nanoseconds since 1970 by their digits today. */
  private static final Pattern LESS_THAN_SECONDS = Pattern.compile("\\d{13}|\\d{16}|\\d{19}");

  /** Cut as text, because jq's own division would lose what is less than a second. */
  private static final String CUT =
      "(%s | tostring | (.[:10] | tonumber | todate)[:-1] + %s.[10:] + \"Z\")";

  /** What a time and a date without a zone lack, if they are in UTC. */
  private static final List<String> IN_UTC = List.of(" UTC", "T00:00:00Z");

  /** Amplitude's, which are in UTC though they do not say so. */
  private static final Set<String> AMPLITUDE =
      Set.of(
          "event_time",
          "client_event_time",
          "client_upload_time",
          "server_received_time",
          "server_upload_time",
          "processed_time");

  /** Of Snowplow's names of instants, which are in UTC as well. */
  private static final String SNOWPLOW = "_tstamp";

  static JqInstant of(KeyPath key, Map<KeyPath, Value> found) {
    return of(key, found.get(key), isInUtc(key, found));
  }

  /** Of a value under a key that does not tell its zone. */
  static JqInstant of(KeyPath key, @Nullable Value value) {
    return of(key, value, false);
  }

  /** Of a value that is in UTC where it does not say so. */
  static JqInstant inUtc(KeyPath key, @Nullable Value value) {
    return of(key, value, true);
  }

  private static JqInstant of(KeyPath key, @Nullable Value value, boolean inUtc) {
    var text =
        switch (value) {
          case Value.JsonColumn json -> json.isNull() ? "" : json.text();
          case Value.Text(var written) -> written;
          case null, default -> "";
        };
    if (text.isEmpty()) {
      return new JqInstant(key.jq(), "");
    }
    if (SECONDS.matcher(text).matches()) {
      return new JqInstant("(%s | tonumber | todate)".formatted(key.jq()), "");
    }
    if (SECONDS_AND_FRACTION.matcher(text).matches()) {
      return new JqInstant(CUT.formatted(key.jq(), ""), "");
    }
    if (LESS_THAN_SECONDS.matcher(text).matches()) {
      return new JqInstant(CUT.formatted(key.jq(), "\".\" + "), "");
    }
    return written(key, text, inUtc);
  }

  private static JqInstant written(KeyPath key, String text, boolean inUtc) {
    var fault = fault(text);
    if (fault.isEmpty()) {
      return new JqInstant(key.jq(), "");
    }
    var addition = IN_UTC.stream().filter(end -> fault(text + end).isEmpty()).findFirst();
    var remedy = addition.map(end -> "(%s + \"%s\")".formatted(key.jq(), end)).orElse(key.jq());
    if (addition.isPresent() && inUtc) {
      return new JqInstant(remedy, "");
    }
    return new JqInstant(
        key.jq(),
        "; but there %s: %s"
            .formatted(
                fault,
                addition.isPresent()
                    ? "if the times are in UTC, take %s".formatted(remedy)
                    : "convert it too"));
  }

  private static String fault(String text) {
    try {
      OccurredAt.instant(text);
      return "";
    } catch (BadRow e) {
      return e.reason();
    }
  }

  private static boolean isInUtc(KeyPath key, Map<KeyPath, Value> found) {
    var amplitude =
        found.containsKey(KeyPath.of("event_type"))
            && (found.containsKey(KeyPath.of("event_properties"))
                || found.containsKey(KeyPath.of("amplitude_id")));
    return key.name().endsWith(SNOWPLOW) || (amplitude && AMPLITUDE.contains(key.name()));
  }
}
