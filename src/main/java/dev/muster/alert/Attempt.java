package dev.muster.alert;

import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of an alert on a channel, where this launch has held it.
 *
 * @param asked whether the channel was tried for it
 */
record Attempt(AlertChannel channel, String key, AlertDelivery delivery, boolean asked) {
  /** How long an alert is of use. */
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(7);

  /** Whether there is nothing more to say than that the channel has failed before. */
  boolean isSkipped() {
    return !asked && delivery instanceof AlertDelivery.Failed;
  }

  /** Why it has not arrived, and what comes of that; nothing where it has. */
  Optional<String> trouble() {
    return switch (delivery) {
      case AlertDelivery.Failed(var why) ->
          Optional.of("%s: %s; the next launch tries again".formatted(channel.key(), why));
      case AlertDelivery.GivenUp _ ->
          Optional.of(
              "%s: given up after %d days".formatted(channel.key(), GIVEN_UP_AFTER.toDays()));
      case AlertDelivery.Off _, AlertDelivery.Due _, AlertDelivery.Sent _ -> Optional.empty();
    };
  }
}
