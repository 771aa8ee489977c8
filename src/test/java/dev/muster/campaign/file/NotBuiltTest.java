package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.NotBuilt;
import org.junit.jupiter.api.Test;

class NotBuiltTest {

  @Test
  void hasNothingToSayOfWhen() {
    var campaign =
        CampaignText.campaign(
                """
                campaign: test
                name: Test
                owner: owner@example.com
                who: { audience: { everyone: true } }
                what: { track: Test }
                when:
                  from: 2026-12-01
                  until: 2026-12-31
                  repeat: { every: day, at: "09:00" }
                  catch_up: none
                  user_timezone: { passed: skip }
                  do_not_disturb: { from: "21:00", to: "09:00", then: delay }
                  cut_off: "20:00"
                """)
            .valid();
    assertThat(NotBuilt.of(campaign)).isEmpty();
  }

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
    assertThat(NotBuilt.of(campaign)).containsExactly("goal");
    assertThat(NotBuilt.toLookAhead(campaign)).containsExactly("who.live");
  }

  @Test
  void isEmptyForWhatCanBeRun() {
    var campaign =
        CampaignText.who(
                """
                audience: { everyone: true }
                control_group: { percent: 10 }
                cap: { only: 100 }
                again: never
                expect: { between: [1, 2], change_at_most: 30% }
                """)
            .valid();
    assertThat(NotBuilt.of(campaign)).isEmpty();
  }
}
