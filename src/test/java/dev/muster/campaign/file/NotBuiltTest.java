package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.NotBuilt;
import org.junit.jupiter.api.Test;

class NotBuiltTest {

  @Test
  void namesWhatKeepsALiveCampaignFromBeingLookedAtAhead() {
    var campaign =
        CampaignText.campaign(
                """
                campaign: test
                name: Test
                owner: owner@example.com
                who:
                  live: { did: A }
                  cap: { only_per_day: 100 }
                what: { track: Test }
                goal: { event: A, within: 1d }
                """)
            .valid();
    assertThat(NotBuilt.toLookAhead(campaign)).containsExactly("who.live");
  }
}
