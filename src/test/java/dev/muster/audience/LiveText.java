package dev.muster.audience;

import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import java.util.Map;
import java.util.Optional;

/** A live campaign, by what its file says under {@code who.live}. */
final class LiveText {
  private LiveText() {}

  /** The live behaviour that is written so in YAML, in braces. */
  static Who.Live live(String yaml) {
    var file =
        """
        campaign: test
        name: Test
        owner: owner@example.com
        who:
          live: %s
        what:
          track: Test
        """
            .formatted(yaml);
    var reader = new CampaignReader((template, live) -> Optional.empty());
    return switch (reader.read(new AudienceText(Map.of("test.yaml", file)))) {
      case Reading.Valid valid -> (Who.Live) valid.campaign().who().selection();
      case Reading.Invalid(var faults) -> throw new AssertionError("" + faults);
    };
  }
}
