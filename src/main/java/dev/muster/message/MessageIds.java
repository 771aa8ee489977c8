package dev.muster.message;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.UserId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message ids of a run: version 5 UUIDs (SHA-1, RFC 9562) in the namespace {@link #NAMESPACE},
 * whose name is, joined by NUL: write key fingerprint, campaign, the occasion, user id, call,
 * device type, device token (both empty without a device). The occasion of who comes once is the
 * planned instant (ISO 8601, UTC); that of a trigger is {@code live} and the event, whichever run
 * takes it up. The same message has the same id whenever and wherever it is made, so the Segment
 * API drops the second one for 24 hours. Those of test messages are random (version 4), so that a
 * second test arrives, too.
 *
 * <p>Not safe for use by several threads at once.
 */
final class MessageIds {
  /** Muster's own; never to be changed, or messages sent again become different ones. */
  static final UUID NAMESPACE = UUID.fromString("6d757374-6572-5000-8000-6d6573736167");

  private final NameBasedGenerator uuids = Generators.nameBasedGenerator(NAMESPACE);
  private final @Nullable String keyAndCampaign;
  private final String plannedAt;
  private final boolean random;

  MessageIds(RunStamp stamp, CampaignId campaign) {
    var key = stamp.writeKey();
    keyAndCampaign = key == null ? null : key.value() + '\0' + campaign.value();
    random = stamp.test();
    plannedAt = stamp.plannedAt().toString();
  }

  /**
   * The id of one message, 36 characters; null where no write key is known.
   *
   * @throws Unfit when a part contains NUL, which would make two messages look the same
   */
  @Nullable String idOf(UserId user, Occasion occasion, Call call, @Nullable Device device) {
    var type = device == null ? "" : device.type();
    var token = device == null ? "" : device.token();
    if (hasNul(user.value()) || hasNul(token)) {
      throw new Unfit("text", "the user's id or a device token contains U+0000");
    }
    if (random) {
      return UUID.randomUUID().toString();
    }
    if (keyAndCampaign == null) {
      return null;
    }
    var name =
        String.join("\0", keyAndCampaign, name(occasion), user.value(), call.type(), type, token);
    return uuids.generate(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String name(Occasion occasion) {
    return switch (occasion) {
      case Occasion.Once _ -> plannedAt;
      case Occasion.Trigger trigger -> "live\0" + withoutNul(trigger.event());
    };
  }

  private static String withoutNul(String event) {
    if (hasNul(event)) {
      throw new Unfit("text", "the event's id contains U+0000");
    }
    return event;
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
