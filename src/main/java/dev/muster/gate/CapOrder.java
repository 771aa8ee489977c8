package dev.muster.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;

/**
 * The order in which {@code cap: {only: N}} chooses: ascending SHA-256 of {@code
 * <campaign>:<planned instant>:<user_id>}, UTF-8. It is random, repeatable, and another one in each
 * run.
 */
public record CapOrder(RunId run) {

  /** A user's place in the order: 32 bytes that compare as unsigned. */
  public byte[] rank(UserId user) {
    return Hashing.sha256(
        (run.campaign().value() + ":" + run.plannedAt() + ":" + user.value()).getBytes(UTF_8));
  }
}
