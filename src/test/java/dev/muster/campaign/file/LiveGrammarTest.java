package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Moment;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live campaigns' files: live.md, part 1. */
class LiveGrammarTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void readsEveryKey() {
    var campaign =
        live(
            """
            who:
              live:
                did: [Added To Cart, Wished]
                where: { amount: { at_least: 50 } }
                then_not: { did: [Charged, Wished], where: { amount: 1 }, within: 10m }
                same: { Added To Cart: product_id, Wished: id, Charged: item }
                audience: { profile: { country: US } }
                late: 2h
                recheck: [audience, then_not]
              cap: { only_per_day: 500 }
              again: never
            when:
              from: "2026-12-01T09:00"
              until: 2027-01-31
              delay: 30m
              do_not_disturb: { from: "21:00", to: "09:00", then: delay, collapse: latest }
              cut_off: { after: 6h }
            """);

    var live = selection(campaign);
    assertThat(live.trigger().names()).containsExactly("Added To Cart", "Wished");
    assertThat(live.trigger().where()).containsOnlyKeys("amount");
    assertThat(live.thenNot())
        .satisfies(inaction -> {
          assertThat(inaction.events().names()).containsExactly("Charged", "Wished");
          assertThat(inaction.events().where()).containsOnlyKeys("amount");
          assertThat(inaction.within()).isEqualTo(Duration.ofMinutes(10));
        });
    assertThat(live.untilInstant()).isEqualTo(Duration.ofMinutes(10));
    assertThat(live.same())
        .satisfies(same ->
            assertThat(List.of("Added To Cart", "Wished", "Charged", "Other"))
                .extracting(same::of)
                .containsExactly("product_id", "id", "item", null));
    assertThat(live.audience()).isInstanceOf(Condition.Profile.class);
    assertThat(live.late()).isEqualTo(Duration.ofHours(2));
    assertThat(live.recheck()).isEqualTo(EnumSet.allOf(Who.Recheck.class));
    assertThat(campaign.who().cap()).isEqualTo(new Cap.OnlyPerDay(500));
    assertThat(campaign.who().again()).isEqualTo(new Again.Never());
    assertThat(campaign.when().planning())
        .isEqualTo(
            new When.Live(
                new Moment.Local(LocalDateTime.of(2026, 12, 1, 9, 0)),
                new Moment.Day(LocalDate.of(2027, 1, 31)),
                Duration.ofMinutes(30)));
    assertThat(campaign.when().doNotDisturb())
        .extracting(When.DoNotDisturb::collapse)
        .isEqualTo(When.DoNotDisturb.Collapse.LATEST);
    assertThat(campaign.when().cutOff()).isEqualTo(new When.CutOff.After(Duration.ofHours(6)));
  }

  @ParameterizedTest
  @CsvSource({"''", "'when: { do_not_disturb: { from: \"21:00\", to: \"09:00\", then: delay } }'"})
  void takesTheDefaults(String when) {
    var campaign = live("who: { live: { did: \"*\" } }\n" + when);

    var live = selection(campaign);
    assertThat(live.trigger().anyEvent()).isTrue();
    assertThat(live.thenNot()).isNull();
    assertThat(live.untilInstant()).isZero();
    assertThat(live.same()).isNull();
    assertThat(live.audience()).isNull();
    assertThat(live.late()).isEqualTo(Duration.ofHours(1));
    assertThat(live.recheck()).isEmpty();
    assertThat(campaign.when().planning()).isEqualTo(new When.Live(null, null, Duration.ZERO));
    assertThat(campaign.when().cutOff()).isEqualTo(new When.CutOff.After(Duration.ofHours(24)));
    var quiet = campaign.when().doNotDisturb();
    assertThat(quiet == null ? When.DoNotDisturb.Collapse.NONE : quiet.collapse())
        .isEqualTo(When.DoNotDisturb.Collapse.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          did: A                                                                        | ''
          did: A, then_not: { did: B, within: 1h }                                      | THEN_NOT
          did: A, then_not: { did: B, within: 1h }, recheck: []                         | ''
          did: A, then_not: { did: B, within: 1h }, audience: { everyone: true }        | THEN_NOT
          did: A, audience: { everyone: true }                                          | ''
          did: A, audience: { everyone: true }, recheck: [audience]                     | AUDIENCE
          """)
  void testsAgainWhatMustNotFollowUnlessItIsSaidOtherwise(String live, String rechecked) {
    assertThat(selection(live("who: { live: { %s } }".formatted(live))).recheck())
        .extracting(Who.Recheck::name)
        .isEqualTo(rechecked.isEmpty() ? List.of() : List.of(rechecked));
  }

  /** Dates and clock times are New York's, which is five hours behind. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          2026-12-01,                2026-12-31,                2026-12-01T05:00:00Z, 2027-01-01T05:00:00Z
          2026-12-01,                2026-12-01,                2026-12-01T05:00:00Z, 2026-12-02T05:00:00Z
          2026-12-01T09:00,          2026-12-01T09:01,          2026-12-01T14:00:00Z, 2026-12-01T14:01:00Z
          2026-12-01T09:00:00Z,      2026-12-01T09:00:01Z,      2026-12-01T09:00:00Z, 2026-12-01T09:00:01Z
          2026-12-01T09:00:00+02:00, none,                      2026-12-01T07:00:00Z, none
          none,                      2026-12-01T09:00:00+02:00, none,                 2026-12-01T07:00:00Z
          none,                      none,                      none,                 none
          """)
  void lastsFromItsBeginningToBeforeItsEnd(
      @Nullable String from,
      @Nullable String until,
      @Nullable Instant first,
      @Nullable Instant end) {
    var when =
        (from == null ? "" : ", from: '" + from + "'")
            + (until == null ? "" : ", until: '" + until + "'");
    var campaign =
        live("who: { live: { did: A } }\nwhen: { timezone: America/New_York%s }".formatted(when));

    assertThat(((When.Live) campaign.when().planning()).events(NEW_YORK))
        .isEqualTo(new Interval(first, end));
  }

  @Test
  void readsOnePropertyForAllEvents() {
    var live =
        selection(
            live(
                """
                who:
                  live: { did: "*", then_not: { did: "*", within: 2d }, same: product_id }
                """));

    assertThat(live.same()).extracting(ConstantProperty::property).isEqualTo("product_id");
    assertThat(live.same()).extracting(same -> same.of("Any")).isEqualTo("product_id");
  }

  @Test
  void isLive() {
    assertThat(live("who: { live: { did: A } }").who().isLive()).isTrue();
    assertThat(live("who: { audience: { did: A } }").who().isLive()).isFalse();
  }

  private static Who.Live selection(Campaign campaign) {
    return (Who.Live) campaign.who().selection();
  }

  private static Campaign live(String sections) {
    return CampaignText.campaign(
            "campaign: test\nname: Test\nowner: owner@example.com\nwhat: { track: Test }\n"
                + sections)
        .valid();
  }
}
