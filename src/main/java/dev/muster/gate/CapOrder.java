package dev.muster.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Sha256;
import dev.muster.campaign.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The order in which {@code cap: {only: N}} chooses among the members of a run. Users who come once
 * stand in ascending order of SHA-256 of {@code <campaign>:<planned instant>:<user_id>}, UTF-8: it
 * is random, repeatable, and another one in each run. Triggers stand in trigger order: by instant,
 * then by event, by code point.
 */
public record CapOrder(RunId run) {

  /** A member's place in the order: bytes that compare as unsigned. */
  public byte[] rank(UserId user, Occasion occasion) {
    return switch (occasion) {
      case Occasion.Once _ ->
          Sha256.of(
              (run.campaign().value() + ":" + run.plannedAt() + ":" + user.value())
                  .getBytes(UTF_8));
      case Occasion.Trigger(var event, var instant) -> inTriggerOrder(event, instant);
    };
  }

  private static byte[] inTriggerOrder(String event, Instant instant) {
    // UTF-8 has the order of code points, which Java's texts have not.
    var bytes = event.getBytes(UTF_8);
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    // With the sign turned round, what lies before 1970 compares as less.
    return ByteBuffer.allocate(Long.BYTES + bytes.length)
        .putLong(micros ^ Long.MIN_VALUE)
        .put(bytes)
        .array();
  }
}
