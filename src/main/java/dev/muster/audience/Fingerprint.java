package dev.muster.audience;

import dev.muster.campaign.Sha256;
import dev.muster.campaign.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What an event without an id is known by (live.md, "Once"): the same on every database, for it is
 * made here.
 *
 * <p>It is the SHA-256, as 64 hexadecimal digits, of {@code ["user","name","occurred_at",
 * properties]} without white space and in ASCII: all else is escaped as {@code \}{@code uXXXX}. The
 * instant is as {@link Instant#toString} writes it, cut to microseconds. In the properties, keys
 * are in order of their UTF-16 code units, and a number is its digits without zeros at the end,
 * {@code e}, and a power of ten: {@code 15e-1} for 1.50, {@code 0e0} for 0.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * That of an event.
   *
   * @param properties JSON
   */
  public static String of(UserId user, String name, Instant occurredAt, String properties) {
    var event =
        "[%s,%s,\"%s\",%s]"
            .formatted(
                CanonicalJson.ofText(user.value()),
                CanonicalJson.ofText(name),
                occurredAt.truncatedTo(ChronoUnit.MICROS),
                CanonicalJson.of(properties));
    return HexFormat.of().formatHex(Sha256.of(event.getBytes(StandardCharsets.UTF_8)));
  }
}
