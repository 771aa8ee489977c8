package dev.muster.store;

import java.util.Locale;

/** What the owner of a campaign is told of a run, by its state after an end (what-is-sent, 5). */
public enum AlertEvent {
  /** A guard said no. */
  REFUSED,
  /** It could not go on, and needs a remedy, or has failed too often. */
  FAILED,
  /** No launch came in time. */
  MISSED,
  /** It is completed, and too many users were rejected, invalid or expired. */
  INCOMPLETE,
  /** It is completed, and nobody qualified where many usually do. */
  EMPTY,
  /** It is completed otherwise, after an alert. */
  RECOVERED;

  /** Its name in alerts, reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event with that {@link #key}. */
  public static AlertEvent of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
