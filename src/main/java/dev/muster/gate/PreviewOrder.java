package dev.muster.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.RunId;
import dev.muster.campaign.Sha256;
import dev.muster.campaign.UserId;

/**
 * The order in which a preview looks for users to show: ascending SHA-256 of {@code
 * preview:<campaign>:<planned instant>:<user_id>}, UTF-8, as {@link CapOrder} has it.
 */
public record PreviewOrder(RunId run) {

  /** A user's place in the order: bytes that compare as unsigned. */
  public byte[] rank(UserId user) {
    return Sha256.of(
        "preview:%s:%s:%s"
            .formatted(run.campaign().value(), run.plannedAt(), user.value())
            .getBytes(UTF_8));
  }
}
