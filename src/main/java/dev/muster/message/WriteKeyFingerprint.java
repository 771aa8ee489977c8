package dev.muster.message;

import dev.muster.campaign.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Tells write keys apart without giving one away, so that it may stand in tables and logs: the
 * first 16 hexadecimal digits of SHA-256 over {@code muster write key}, NUL and the key.
 */
public record WriteKeyFingerprint(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  public WriteKeyFingerprint {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a fingerprint has 16 hexadecimal digits, found " + value.length() + " characters");
    }
  }

  /** The fingerprint of this write key. */
  public static WriteKeyFingerprint of(String writeKey) {
    var digest = Sha256.of(("muster write key\0" + writeKey).getBytes(StandardCharsets.UTF_8));
    return new WriteKeyFingerprint(HexFormat.of().formatHex(digest, 0, 8));
  }

  @Override
  public String toString() {
    return value;
  }
}
