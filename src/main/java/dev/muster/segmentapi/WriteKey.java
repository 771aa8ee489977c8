package dev.muster.segmentapi;

import dev.muster.message.WriteKeyFingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret that names a source of the Segment API. It never shows itself in a text. */
public final class WriteKey {
  private static final int USUAL_LENGTH = 32;
  private final String value;

  private WriteKey(String value) {
    this.value = value;
  }

  /**
   * The key {@code value}, which has printable ASCII characters only, at least one and no space;
   * its length is not checked, since the Segment API does not check it either.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat it
   */
  public static WriteKey of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "no write key: set SEGMENT_WRITE_KEY to the write key of your Segment source");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F) || value.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the write key has a character that no write key has (a space, a line break, a colon, a"
              + " letter beyond ASCII): set SEGMENT_WRITE_KEY to the write key of your Segment"
              + " source");
    }
    return new WriteKey(value);
  }

  /** Whether it is as long as all of Segment's keys are. */
  public boolean hasUsualLength() {
    return value.length() == USUAL_LENGTH;
  }

  /** What tells it from other keys without giving it away. */
  public WriteKeyFingerprint fingerprint() {
    return WriteKeyFingerprint.of(value);
  }

  String value() {
    return value;
  }

  /** The credentials of Basic authentication; the colon after the key counts. */
  String basic() {
    return Base64.getEncoder().encodeToString((value + ":").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WriteKey key && key.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "write key";
  }
}
