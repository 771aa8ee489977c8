package dev.muster.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotBuiltTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { at: launch, timezone: Europe/Berlin }                                  |
          { at: 2026-12-01T09:00 }                                                 | when.at
          { at: [2026-12-01T09:00], catch_up: none }                               | when.at when.catch_up
          { from: 2026-12-01, repeat: { every: day, at: 09:00 } }                  | when.from when.repeat
          { from: 2026-12-01, until: 2026-12-31, repeat: { every: day, at: 09:00 } } | when.from when.repeat when.until
          { at: 2026-12-01T09:00, user_timezone: { passed: skip } }                | when.at when.user_timezone
          { do_not_disturb: { from: 21:00, to: 09:00, then: delay } }              | when.do_not_disturb
          { cut_off: 20:00 }                                                       | when.cut_off
          """)
  void namesTheKeysOfWhen(String when, String keys) {
    var campaign =
        CampaignText.campaign(
                """
                campaign: test
                name: Test
                owner: owner@example.com
                who: { audience: { everyone: true } }
                what: { track: Test }
                when: %s
                """
                    .formatted(when))
            .valid();
    assertThat(NotBuilt.of(campaign))
        .containsExactly(keys == null ? new String[0] : keys.split(" "));
  }

  @Test
  void namesTheOthers() {
    var campaign =
        CampaignText.campaign(
                """
                campaign: test
                name: Test
                owner: owner@example.com
                who:
                  live: { did: A }
                  cap: { only_per_day: 100 }
                  expect: { between: [1, 2] }
                what: { track: Test }
                goal: { event: A, within: 1d }
                """)
            .valid();
    assertThat(NotBuilt.of(campaign))
        .containsExactly("who.live", "who.expect", "who.cap.only_per_day", "goal");
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
                """)
            .valid();
    assertThat(NotBuilt.of(campaign)).isEmpty();
  }
}
