package dev.muster.store;

import java.util.Locale;

/** A way on which alerts are sent. */
public enum AlertChannel {
  MAIL,
  WEBHOOK;

  /** Its name in reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The channel with that {@link #key}. */
  public static AlertChannel of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
