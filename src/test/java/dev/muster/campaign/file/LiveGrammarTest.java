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

  /**
   * What is said of a fault, and whether an editor that has the schema says something, too: it
   * cannot hold two values against each other.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          who: { live: Charged }                               | 5:14: who.live: expected a map with the events that trigger, found "Charged" | yes
          who: { live: {} }                                    | 5:14: who.live.did: expected did (the events that trigger), found none | yes
          who: { live: { did: [] } }                           | 5:21: who.live.did: expected the name of an event, or a list of such, found an empty list | yes
          who: { live: { did: 5 } }                            | 5:21: who.live.did: expected the name of an event, or a list of such, found the number 5; put it in quotes to make it text | yes
          who: { live: { did: [A, "*"] } }                     | 5:25: who.live.did[1]: expected the name of an event, found "*"; any event is written without the list: "*" | yes
          who: { live: { did: [a, b, c, d, e, f, g, h, i, j, k] } } | 5:21: who.live.did: expected at most 10 events, found 11; any event is "*" | yes
          who: { live: { did: A, where: 5 } }                  | 5:31: who.live.where: expected a map of names and tests, found the number 5 | yes
          who: { live: { did: A, wheer: { a: 5 } } }           | 5:24: who.live.wheer: expected one of where, did, then_not, same, audience, late, recheck; found "wheer"; did you mean where? | yes
          who: { live: { did: A, then_not: Charged } }         | 5:34: who.live.then_not: expected a map such as { did: Charged, within: 10m }, found "Charged" | yes
          who: { live: { did: A, then_not: { within: 1h } } }  | 5:34: who.live.then_not.did: expected did (the events that must not follow), found none | yes
          who: { live: { did: A, then_not: { did: B } } }      | 5:34: who.live.then_not.within: expected within (the time that has to pass without them), found none | yes
          who: { live: { did: A, then_not: { did: B, within: 0m } } } | 5:52: who.live.then_not.within: expected a duration of more than nothing and at most 100 years, found "0m" | yes
          who: { live: { did: A, then_not: { did: B, within: 10 } } } | 5:52: who.live.then_not.within: expected a duration such as 30s, 15m, 24h, 7d or 2w, found the number 10; write its unit, such as 10d or 10h | yes
          who: { live: { did: A, then_not: { did: B, within: 1h, where: { a: {} } } } } | 5:68: who.live.then_not.where.a: expected an operator such as at_least; found none of them | yes
          who: { live: { did: A, within: 10m } }               | 5:24: who.live.within: expected one of did, where, then_not, same, audience, late, recheck; found "within"; write it under then_not | yes
          who: { live: { did: A, delay: 10m } }                | 5:24: who.live.delay: expected one of did, where, then_not, same, audience, late, recheck; found "delay"; write it under when | yes
          who: { live: { did: A, cap: { only: 100 } } }        | 5:24: who.live.cap: expected one of did, where, then_not, same, audience, late, recheck; found "cap"; write it under who | yes
          who: { live: { did: A, same: id } }                  | 5:24: who.live.same: goes with then_not only, found no then_not | yes
          who: { live: { did: A, then_not: { did: B, within: 1h }, same: { A: id } } } | 5:64: who.live.same.B: expected a property for every event of did and then_not, found none for "B" | no
          who: { live: { did: A, then_not: { did: B, within: 1h }, same: { A: a, B: b, C: c } } } | 5:78: who.live.same.C: expected an event of did and then_not, found another | no
          who: { live: { did: A, then_not: { did: B, within: 1h }, same: {} } } | 5:64: who.live.same: expected a property for every event of did and then_not, found an empty map | yes
          who: { live: { did: A, then_not: { did: B, within: 1h }, same: [id, id] } } | 5:64: who.live.same: expected the name of a property, or a map of events and their properties, found a list | yes
          who: { live: { did: A, then_not: { did: "*", within: 1h }, same: { A: id } } } | 5:60: who.live.same: same does not go with who.live.then_not.did: it must name every event, not any event | no
          who: { live: { did: A, audience: {} } }              | 5:34: who.live.audience: expected one of all, any, none, did, did_not, profile, segment, list, sql, everyone; found none of them | yes
          who: { live: { did: A, late: 0s } }                  | 5:30: who.live.late: expected a duration of more than nothing and at most 100 years, found "0s" | yes
          who: { live: { did: A, late: 1 hour } }              | 5:30: who.live.late: expected a duration such as 30s, 15m, 24h, 7d or 2w, found "1 hour"; write 1h | yes
          who: { live: { did: A, grace_period: 1h } }          | 5:24: who.live.grace_period: expected one of late, did, where, then_not, same, audience, recheck; found "grace_period"; did you mean late? | yes
          who: { live: { did: A, revalidate: [] } }            | 5:24: who.live.revalidate: expected one of recheck, did, where, then_not, same, audience, late; found "revalidate"; did you mean recheck? | yes
          who: { live: { did: A, inaction: {} } }              | 5:24: who.live.inaction: expected one of then_not, did, where, same, audience, late, recheck; found "inaction"; did you mean then_not? | yes
          who: { live: { did: A, recheck: then_not } }         | 5:33: who.live.recheck: expected a list of then_not, audience or both, found "then_not"; put it in brackets: [ … ] | yes
          who: { live: { did: A, recheck: [then] } }           | 5:34: who.live.recheck[0]: expected then_not or audience, found "then" | yes
          who: { live: { did: A, recheck: [then_not] } }       | 5:34: who.live.recheck[0]: expected what who.live has, found then_not, and no then_not in who.live; leave it out, or add then_not | yes
          who: { live: { did: A, audience: { did: B }, recheck: [audience, audience] } } | 5:66: who.live.recheck[1]: expected each once, found audience a second time; leave it out | yes
          who: { live: { did: A }, audience: { did: B } }      | 5:26: who.audience: audience does not go with who.live: a campaign has one of them | yes
          who: { live: { did: A }, late: 2h }                  | 5:26: who.late: expected one of audience, live, control_group, system_control_group, cap, again, expect, limit_per_user; found "late"; write it under who.live | yes
          who: { live: { did: A }, cap: { only: 99 } }         | 5:39: who.cap.only: expected a whole number from 100 to 2147483647, found the number 99 | yes
          who: { live: { did: A }, cap: { only: 100, only_per_day: 100 } } | 5:44: who.cap.only_per_day: only_per_day does not go with who.cap.only | yes
          who: { live: { did: A }, cap: 100 }                  | 5:31: who.cap: expected a map such as { only: 1000 } or { only_per_day: 500 }, found the number 100 | yes
          who: { live: { did: A }, cap: { abort_above: 500 } } | 5:33: who.cap.abort_above: abort_above does not go with who.live: guards look at a planned run; limit a live campaign by cap: { only: 1000 } or { only_per_day: 500 } | yes
          who: { live: { did: A }, expect: { change_at_most: 5% } } | 5:26: who.expect: expect does not go with who.live: guards look at a planned run; limit a live campaign by cap: { only: 1000 } or { only_per_day: 500 } | yes
          who: { audience: { did: A }, cap: { only_per_day: 500 } } | 5:37: who.cap.only_per_day: only_per_day does not go with who.audience: it is for live campaigns only | yes
          who: { audience: { did: A }, late: 1h }              | 5:30: who.late: expected one of audience, live, control_group, system_control_group, cap, again, expect, limit_per_user; found "late"; write it under who.live | yes
          when: { at: launch }                                 | 6:9: when.at: at does not go with who.live: a live campaign has no planned times, every launch takes up what has triggered; leave out at | yes
          when: { at: 2026-12-01T09:00 }                       | 6:9: when.at: at does not go with who.live: a live campaign has no planned times, every launch takes up what has triggered; leave out at | yes
          when: { repeat: { every: day, at: "09:00" } }        | 6:9: when.repeat: repeat does not go with who.live: a live campaign has no planned times, every launch takes up what has triggered; leave out repeat | yes
          when: { catch_up: all }                              | 6:9: when.catch_up: catch_up does not go with who.live; catch_up needs planned times | yes
          when: { user_timezone: { passed: skip } }            | 6:9: when.user_timezone: user_timezone does not go with who.live; user_timezone needs a planned clock time | yes
          when: { from: soon }                                 | 6:15: when.from: expected a date or time such as 2026-12-01, 2026-12-01T09:00 or 2026-12-01T09:00:00Z, found "soon" | yes
          when: { until: 31.12.2026 }                          | 6:16: when.until: expected a date or time such as 2026-12-01, 2026-12-01T09:00 or 2026-12-01T09:00:00Z, found "31.12.2026"; write 2026-12-31 | yes
          when: { from: 2026-12-02, until: 2026-12-01 }        | 6:27: when.until: until does not go with when.from: the end has to be after the beginning | no
          when: { until: 2026-12-01, from: 2026-12-02 }        | 6:28: when.from: from does not go with when.until: the end has to be after the beginning | no
          when: { from: 2026-12-01T09:00, until: 2026-12-01T09:00 } | 6:33: when.until: until does not go with when.from: the end has to be after the beginning | no
          when: { from: 2026-12-01T09:00:00Z, until: 2026-12-01T10:00:00+01:00 } | 6:37: when.until: until does not go with when.from: the end has to be after the beginning | no
          when: { timezone: UTC, from: 2026-12-01T09:00, until: 2026-12-01T09:00:00Z } | 6:48: when.until: until does not go with when.from: the end has to be after the beginning | no
          when: { from: 2026-12-03, until: 2026-12-01T10:00:00Z } | 6:27: when.until: until does not go with when.from: the end has to be after the beginning | no
          when: { delay: 0m }                                  | 6:16: when.delay: expected a duration of more than nothing and at most 100 years, found "0m" | yes
          when: { delay: 5 minutes }                           | 6:16: when.delay: expected a duration such as 30s, 15m, 24h, 7d or 2w, found "5 minutes"; write 5m | yes
          when: { late: 1h }                                   | 6:9: when.late: expected one of at, from, repeat, until, catch_up, timezone, user_timezone, do_not_disturb, cut_off, delay; found "late"; write it under who.live | yes
          when: { collapse: latest }                           | 6:9: when.collapse: expected one of at, from, repeat, until, catch_up, timezone, user_timezone, do_not_disturb, cut_off, delay; found "collapse"; write it under when.do_not_disturb | yes
          when: { do_not_disturb: { from: "21:00", to: "09:00", then: delay, dedupe: latest } } | 6:68: when.do_not_disturb.dedupe: expected one of collapse, from, to, days, then; found "dedupe"; did you mean collapse? | yes
          when: { do_not_disturb: { from: "21:00", to: "09:00", then: discard, collapse: none } } | 6:70: when.do_not_disturb.collapse: collapse does not go with when.do_not_disturb.then: it is about triggers that wait; write then: delay | yes
          when: { do_not_disturb: { from: "21:00", to: "09:00", then: delay, collapse: last } } | 6:78: when.do_not_disturb.collapse: expected latest or none, found "last"; did you mean latest? | yes
          """)
  void saysWhatIsWrong(String section, String fault, String seenByTheSchema) throws Unreadable {
    var text =
        "campaign: test\nname: Test\nowner: owner@example.com\nwhat: { track: Test }\n"
            + (section.startsWith("who:") ? section : "who: { live: { did: A } }\n" + section);

    assertThat(CampaignText.campaign(text).faults())
        .extracting(Fault::toString)
        .containsExactly("jobs/test.yaml:" + fault);
    assertThat(CampaignSchemaTest.errors("test.yaml", text).isEmpty())
        .isEqualTo(seenByTheSchema.equals("no"));
  }

  /** What may be right in the account's zone, which a file does not know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from: 2026-12-01T09:00, until: 2026-12-01T09:00:00Z
          from: 2026-12-01T09:00:00Z, until: 2026-12-01T09:00
          from: 2026-12-01, until: 2026-11-30T12:00:00Z
          from: 2026-12-01T23:59, until: 2026-12-01
          """)
  void takesAnEndThatMayBeAfterTheBeginning(String when) {
    assertThat(live("who: { live: { did: A } }\nwhen: { %s }".formatted(when)).who().isLive())
        .isTrue();
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
