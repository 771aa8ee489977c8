package dev.muster.message;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.UserId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message ids of a run: version 5 UUIDs (SHA-1, RFC 9562) in the namespace {@link #NAMESPACE},
 * whose name is, joined by NUL: write key fingerprint, campaign, planned instant (ISO 8601, UTC),
 * user id, call, device type, device token (both empty without a device); before them {@code test}
 * for test messages. The same message has the same id whenever and wherever it is made, so the
 * Segment API drops the second one for 24 hours.
 *
 * <p>Not safe for use by several threads at once.
 */
final class MessageIds {
  /** Muster's own; never to be changed, or messages sent again become different ones. */
  static final UUID NAMESPACE = UUID.fromString("6d757374-6572-5000-8000-6d6573736167");

  private final NameBasedGenerator uuids = Generators.nameBasedGenerator(NAMESPACE);
  private final String run;

  MessageIds(RunStamp stamp, CampaignId campaign) {
    run =
        (stamp.test() ? "test\0" : "")
            + stamp.writeKey().value()
            + '\0'
            + campaign.value()
            + '\0'
            + stamp.plannedAt();
  }

  /**
   * The id of one message, 36 characters.
   *
   * @throws Unfit when a part contains NUL, which would make two messages look the same
   */
  String idOf(UserId user, Call call, @Nullable Device device) {
    var type = device == null ? "" : device.type();
    var token = device == null ? "" : device.token();
    if (user.value().indexOf('\0') >= 0 || token.indexOf('\0') >= 0) {
      throw new Unfit("text", "the user's id or a device token contains U+0000");
    }
    var name = run + '\0' + user.value() + '\0' + call.type() + '\0' + type + '\0' + token;
    return uuids.generate(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
