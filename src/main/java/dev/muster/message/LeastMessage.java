package dev.muster.message;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/**
 * A campaign's messages without what templates and attributes put into them: what is too much in
 * them is too much for every user.
 */
final class LeastMessage {
  private static final String ID = "00000000-0000-0000-0000-000000000000";
  private static final Addressee NOBODY =
      new Addressee(
          new UserId("0"),
          new Occasion.Once(),
          new Recipient.User("0"),
          "{}",
          null,
          null,
          null,
          Instant.EPOCH);

  private static final Instant ONE_RUN = Instant.EPOCH;
  private static final Instant ANOTHER_RUN = Instant.parse("2033-07-18T19:47:53Z");

  private LeastMessage() {}

  /**
   * Why no user can get a message of the campaign, in one line; or nothing.
   *
   * @param campaign whose templates have no faults by themselves
   */
  static Optional<String> faultOf(Campaign campaign) {
    var first = faultOfTemplates(campaign, ONE_RUN);
    return first.isPresent() && faultOfTemplates(campaign, ANOTHER_RUN).isPresent()
        ? first
        : faultOfTheRest(campaign);
  }

  /** Of those that look at nothing but the campaign, of which only the run may be another. */
  private static Optional<String> faultOfTemplates(Campaign campaign, Instant plannedAt) {
    var stamp = stamp(campaign, plannedAt);
    var variables = Map.<String, Object>of("campaign", Composer.variables(campaign, stamp));
    try (var json = new JsonMapper().createGenerator(OutputStream.nullOutputStream())) {
      json.writeStartObject();
      Composer.propertiesOf(campaign, stamp)
          .forEach((name, property) -> {
            if (property.references().equals(References.NONE)) {
              property.write(json, name, variables);
            }
          });
      json.writeEndObject();
      return Optional.empty();
    } catch (AbortTag.Aborted meant) {
      return Optional.empty();
    } catch (Unfit unfit) {
      return unfit.isOfSize()
          ? Optional.empty()
          : Optional.of(unfit.reason() + Certain.FOR_EVERYBODY);
    }
  }

  static RunStamp stamp(Campaign campaign, Instant plannedAt) {
    return new RunStamp(
        campaign.id() + "@" + plannedAt,
        plannedAt,
        WriteKeyFingerprint.of(""),
        ZoneOffset.UTC,
        false);
  }

  private static Optional<String> faultOfTheRest(Campaign campaign) {
    var stamp = stamp(campaign, ONE_RUN);
    var least = new LinkedHashMap<SerializedString, Property>();
    Composer.propertiesOf(campaign, stamp)
        .forEach((name, property) ->
            property.withoutTemplates().ifPresent(fixed -> least.put(name, fixed)));
    var call = campaign.what().track() == null ? Call.IDENTIFY : Call.TRACK;
    try {
      new MessageWriter(campaign, least, false).write(call, ID, NOBODY, null, Map.of(), Map.of());
      return Optional.empty();
    } catch (Unfit unfit) {
      return Optional.of(
          unfit.reason() + ", before anything of a user is in it; it fails for every user");
    }
  }
}
