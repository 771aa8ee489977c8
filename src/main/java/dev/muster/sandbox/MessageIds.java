package dev.muster.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;

/**
 * The message ids of the last 24 hours, some 40 bytes each, so that millions fit. Ids are kept as
 * 128 bits: a UUID as it is, anything else as the head of its SHA-256.
 */
final class MessageIds {
  private static final long REMEMBERED_SECONDS = Duration.ofHours(24).toSeconds();
  private long[] high = new long[1 << 12];
  private long[] low = new long[1 << 12];
  // Seconds since 1970, which fit until 2106 when read as unsigned; 0 is a free place.
  private int[] seconds = new int[1 << 12];
  private int size;

  /**
   * Remembers an id.
   *
   * @return false when it was remembered within the last 24 hours already
   */
  boolean add(String id, long epochSecond) {
    var key = key(id);
    if (size > seconds.length / 4 * 3) {
      grow(epochSecond);
    }
    var place = place(key.getMostSignificantBits(), key.getLeastSignificantBits());
    if (seconds[place] == 0) {
      size++;
      high[place] = key.getMostSignificantBits();
      low[place] = key.getLeastSignificantBits();
    } else if (epochSecond - Integer.toUnsignedLong(seconds[place]) < REMEMBERED_SECONDS) {
      return false;
    }
    seconds[place] = (int) epochSecond;
    return true;
  }

  private int place(long first, long second) {
    var mask = seconds.length - 1;
    long mixed = (first ^ Long.rotateLeft(second, 32)) * 0x9E3779B97F4A7C15L;
    var place = (int) (mixed >>> 32) & mask;
    while (seconds[place] != 0 && (high[place] != first || low[place] != second)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Makes room, and forgets what is older than 24 hours. */
  private void grow(long epochSecond) {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldSeconds = seconds;
    // All of them before any is used: the memory may be too short for the last one.
    long[] newHigh = new long[oldHigh.length * 2];
    long[] newLow = new long[oldLow.length * 2];
    int[] newSeconds = new int[oldSeconds.length * 2];
    high = newHigh;
    low = newLow;
    seconds = newSeconds;
    size = 0;
    for (var i = 0; i < oldSeconds.length; i++) {
      if (oldSeconds[i] != 0
          && epochSecond - Integer.toUnsignedLong(oldSeconds[i]) < REMEMBERED_SECONDS) {
        var place = place(oldHigh[i], oldLow[i]);
        high[place] = oldHigh[i];
        low[place] = oldLow[i];
        seconds[place] = oldSeconds[i];
        size++;
      }
    }
  }

  private static UUID key(String id) {
    if (id.length() == 36) {
      try {
        var uuid = UUID.fromString(id);
        if (uuid.toString().equals(id)) {
          return uuid;
        }
      } catch (IllegalArgumentException e) {
        // not a UUID after all
      }
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      var head = ByteBuffer.wrap(digest);
      return new UUID(head.getLong(), head.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
