package dev.muster.message;

import dev.muster.campaign.Campaign;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.io.SerializedString;

/**
 * A campaign's messages without what templates and attributes put into them: what is too much in
 * them is too much for every user.
 */
final class LeastMessage {
  private static final String ID = "00000000-0000-0000-0000-000000000000";
  private static final Addressee NOBODY =
      new Addressee("0", new Identity.UserId("0"), "{}", null, null, null, Instant.EPOCH);

  private LeastMessage() {}

  /**
   * Why no user can get a message of the campaign, in one line; or nothing.
   *
   * @param campaign whose templates have no faults
   */
  static Optional<String> faultOf(Campaign campaign) {
    var stamp =
        new RunStamp(
            campaign.id() + "@" + Instant.EPOCH,
            Instant.EPOCH,
            WriteKeyFingerprint.of(""),
            ZoneOffset.UTC,
            false);
    var least = new LinkedHashMap<SerializedString, Property>();
    Composer.propertiesOf(campaign, stamp)
        .forEach((name, property) ->
            property.withoutTemplates().ifPresent(fixed -> least.put(name, fixed)));
    var call = campaign.what().track() == null ? Call.IDENTIFY : Call.TRACK;
    try {
      new MessageWriter(campaign, least).write(call, ID, NOBODY, null, Map.of(), Map.of());
      return Optional.empty();
    } catch (Unfit unfit) {
      return Optional.of(
          unfit.reason() + ", before anything of a user is in it; it fails for every user");
    }
  }
}
