package dev.muster.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.campaign.What;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Campaigns, their runs and users, by what they send. */
final class Campaigns {
  static final Instant DUE = Instant.parse("2026-12-07T14:00:00Z");
  static final RunStamp STAMP = stamp(false);
  static final RunStamp TEST_STAMP = stamp(true);

  private Campaigns() {}

  static Campaign sending(What what) {
    return new Campaign(
        new CampaignId("winback"),
        "Win back lapsed buyers",
        "growth@example.com",
        Campaign.Status.PUBLISHED,
        new Who(
            new Who.PastBehaviour(new Condition.Everyone()),
            null,
            true,
            null,
            new Again.Always(),
            null,
            true),
        what,
        new When(new When.AtLaunch(), null),
        null);
  }

  /** A track call with these properties. */
  static What track(Map<String, Object> properties) {
    return track(List.of(), Set.of(), properties);
  }

  static What track(
      List<String> attributes, Set<What.Platform> tokens, Map<String, Object> properties) {
    return what("Winback Offer", false, attributes, tokens, properties);
  }

  static What identify(List<String> attributes, Set<What.Platform> tokens) {
    return what(null, true, attributes, tokens, Map.of());
  }

  static What identifyAndTrack(List<String> attributes, Set<What.Platform> tokens) {
    return identifyAndTrack(attributes, tokens, Map.of());
  }

  static What identifyAndTrack(
      List<String> attributes, Set<What.Platform> tokens, Map<String, Object> properties) {
    return what("Winback Offer", true, attributes, tokens, properties);
  }

  static What what(
      @Nullable String track,
      boolean identify,
      List<String> attributes,
      Set<What.Platform> tokens,
      Map<String, Object> properties) {
    return new What(
        track, identify, attributes, tokens, properties, "user_id", "anonymous_id", Map.of());
  }

  private static RunStamp stamp(boolean test) {
    return new RunStamp(
        "winback@2026-12-07T14:00:00Z",
        DUE,
        WriteKeyFingerprint.of("test-write-key-0123456789abcdef0"),
        ZoneId.of("America/New_York"),
        test);
  }

  static Composer composer(What what) {
    return new Composer(sending(what), STAMP);
  }

  /** The messages for a user who gets some. */
  static List<Message> messages(What what, Addressee to) {
    var composed = composer(what).compose(to);
    assertThat(composed).isInstanceOf(Composed.Ready.class);
    return ((Composed.Ready) composed).messages();
  }

  static Addressee user(String userId, String attributes) {
    return new Addressee(
        new UserId(userId),
        new Occasion.Once(),
        new Recipient.User(userId),
        attributes,
        null,
        null,
        null,
        DUE);
  }
}
