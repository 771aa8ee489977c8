package dev.muster.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that are remembered until a moment; of very many, only the latest. */
final class Remembered {
  private static final int MOST = 10_000;
  private final Map<String, Instant> until = new LinkedHashMap<>();

  /**
   * Remembers a text.
   *
   * @return false when it was remembered already
   */
  boolean add(String text, Instant end, Instant now) {
    if (holds(text, now)) {
      return false;
    }
    forget(now);
    until.put(text, end);
    return true;
  }

  boolean holds(String text, Instant now) {
    var end = until.get(text);
    return end != null && now.isBefore(end);
  }

  void clear() {
    until.clear();
  }

  /** They come nearly in the order in which they end. */
  private void forget(Instant now) {
    var ends = until.values().iterator();
    while (ends.hasNext() && (!now.isBefore(ends.next()) || until.size() >= MOST)) {
      ends.remove();
    }
  }
}
