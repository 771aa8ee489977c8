package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write who know other tools, and the remedy that the fault ends with. */
class SlipsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          and: [{ did: A }]                          | did you mean all?
          AND: [{ did: A }]                          | did you mean all?
          or: [{ did: A }]                           | did you mean any?
          not: [{ did: A }]                          | did you mean none?
          All: [{ did: A }]                          | did you mean all?
          all_of: [{ did: A }]                       | did you mean all?
          anyOf: [{ did: A }]                        | did you mean any?
          none_of: [{ did: A }]                      | did you mean none?
          exclude: [{ did: A }]                      | did you mean none?
          and_not: [{ did: A }]                      | did you mean none?
          everyone_except: [{ did: A }]              | did you mean none?
          not_segment: staff                         | write none: [{ segment: … }]
          not_list: a.csv                            | write none: [{ list: … }]
          didnt: A                                   | did you mean did_not?
          didn't: A                                  | did you mean did_not?
          did not: A                                 | did you mean did_not?
          didNot: A                                  | did you mean did_not?
          has_not_done: A                            | did you mean did_not?
          event: A                                   | did you mean did?
          performed: A                               | did you mean did?
          attribute: { plan: pro }                   | did you mean profile?
          cohort: employees                          | did you mean segment?
          everybody: true                            | did you mean everyone?
          csv: a.csv                                 | did you mean list?
          query: a.sql                               | did you mean sql?
          { did: A, filter: { a: 1 } }               | did you mean where?
          { did: A, filters: { a: 1 } }              | did you mean where?
          { did: A, having: { a: 1 } }               | did you mean where?
          filter: { plan: pro }                      | write profile: { … } for attributes, where: { … } beside did for properties
          filters: [{ did: A }]                      | write all: [ … ], or any: [ … ] if one is enough
          conditions: [{ did: A }]                   | write all: [ … ], or any: [ … ] if one is enough
          where: { plan: pro }                       | where goes beside did or did_not, and attributes are asked for by profile
          during: { last_days: 3 }                   | during goes beside did or did_not
          parameters: { a: 1 }                       | parameters goes beside sql
          { did: A, profile: { plan: pro } }         | put both into a list under all
          segment_of: staff                          | did you mean segment?
          { did: A, in_last: { last_days: 3 } }      | did you mean during?
          { did: A, within: { last_days: 3 } }       | did you mean during?
          { did: A, count: 3 }                       | did you mean times?
          { did: A, at_least: 3 }                    | write times: { at_least: 3 }
          { did: A, gte: 3 }                         | write times: { at_least: 3 }
          { did: A, last_days: 30 }                  | write during: { last_days: 30 }
          { did: A, last_weeks: 2 }                  | write during: { last_days: 14 }
          { did: A, avg: { of: a, is: 1 } }          | did you mean average?
          { did: A, unique: { of: a, is: 1 } }       | did you mean distinct?
          { did: A, first: true }                    | did you mean first_time?
          { did: A, times: { gt: 1 } }               | did you mean above?
          { did: A, times: { min: 1 } }              | did you mean at_least?
          { did: A, times: 3+ }                      | write { at_least: 3 }
          { did: A, times: ">= 3" }                  | write { at_least: 3 }
          { did: A, times: < 3 }                     | write { below: 3 }
          { did: A, sum: { field: a, is: 1 } }       | did you mean of?
          { did: A, during: { last_weeks: 2 } }      | write last_days: 14
          { did: A, during: { last_months: 3 } }     | write last_days: 90
          { did: A, during: { last_year: true } }    | write last_days: 365
          { did: A, during: { past_days: 2 } }       | did you mean last_days?
          { did: A, during: { days: 2 } }            | did you mean last_days?
          { did: A, during: { weeks_ago: 2 } }       | write days_ago: 14
          { did: A, during: { this_month: true } }   | write month: this
          { did: A, during: { last_month: true } }   | write month: previous
          { did: A, during: { yesterday: true } }    | write days_ago: 1
          { did: A, during: { older_than: 3 } }      | did you mean more_than_days_ago?
          { did: A, during: { month: last } }        | did you mean previous?
          { did: A, during: { last_days: 30d } }     | write 30
          { did: A, during: { last_days: "30" } }    | write it without quotes
          { did: A, during: { last_days: 48h } }     | write 2
          { did: A, during: { last_days: 2w } }      | write 14
          { did: A, during: { last_days: 2 months } } | write 60
          { did: A, during: { last_days: "1,000" } } | write 1000
          { did: A, during: { last_hours: 2d } }     | write 48
          { did: A, during: { last_hours: 30d } }    | write 720
          { did: A, during: { last_hours: 120m } }   | write 2
          { did: A, during: { last_hours: 10k } }    | write 10000
          { did: A, during: { days_ago: 1 week } }   | write 7
          { did: A, during: { more_than_days_ago: 1y } } | write 365
          { did: A, during: { between_days_ago: [1w, 30] } } | write 7
          { did: A, during: { between_hours_ago: [1, 2 days] } } | write 48
          { did: A, times: { at_least: 3 times } }   | write 3
          { did: A, times: { at_least: "3" } }       | write it without quotes
          { did: A, during: 30d }                    | write { last_days: 30 }
          { did: A, during: last 2 weeks }           | write { last_days: 14 }
          { did: A, during: 24h }                    | write { last_hours: 24 }
          { did: A, during: 30 }                     | write { last_days: 30 }
          { did: A, during: { on: 24.12.2026 } }     | write 2026-12-24
          { did: A, during: { on: 2026-1-5 } }       | write 2026-01-05
          { did: A, during: { on: 2026/01/05 } }     | write 2026-01-05
          { did: A, during: { before: 2026-01-05 09:00 } } | write 2026-01-05T09:00
          { profile: { age: { gt: 5 } } }            | did you mean above?
          { profile: { age: { ">": 5 } } }           | did you mean above?
          { profile: { age: { gte: 5 } } }           | did you mean at_least?
          { profile: { age: { ">=": 5 } } }          | did you mean at_least?
          { profile: { age: { lt: 5 } } }            | did you mean below?
          { profile: { age: { <: 5 } } }             | did you mean below?
          { profile: { age: { lte: 5 } } }           | did you mean at_most?
          { profile: { age: { <=: 5 } } }            | did you mean at_most?
          { profile: { age: { eq: 5 } } }            | did you mean is?
          { profile: { age: { =: 5 } } }             | did you mean is?
          { profile: { age: { ne: 5 } } }            | did you mean is_not?
          { profile: { age: { "!=": 5 } } }          | did you mean is_not?
          { profile: { age: { not: 5 } } }           | did you mean is_not?
          { profile: { age: { below_or_equal: 5 } } }| did you mean at_most?
          { profile: { age: { greater_than: 5 } } }  | did you mean above?
          { profile: { age: { atLeast: 5 } } }       | did you mean at_least?
          { profile: { a: { any_of: [1] } } }        | did you mean in?
          { profile: { a: { nin: [1] } } }           | did you mean not_in?
          { profile: { a: { includes: x } } }        | did you mean contains?
          { profile: { a: { doesnt_contain: x } } }  | did you mean not_contains?
          { profile: { a: { startsWith: x } } }      | did you mean starts_with?
          { profile: { a: { prefix: x } } }          | did you mean starts_with?
          { profile: { a: { is_set: true } } }       | did you mean exists?
          { profile: { a: { is_null: true } } }      | write exists: false
          { profile: { a: { missing: true } } }      | write exists: false
          { profile: { a: { is_null: false } } }     | write exists: true
          { profile: { a: { exists: yes } } }        | write true
          { profile: { a: { exists: "True" } } }     | write true
          { profile: { a: { exists: yEs } } }        | write true
          { profile: { a: { exists: OFF } } }        | write false
          { profile: { a: { next_weeks: 2 } } }      | write next_days: 14
          { profile: { a: { at_least: 1'000 } } }    | write 1000
          { profile: { a: { at_least: "1,000.50" } } } | write 1000.50
          { profile: { a: { at_least: -1_000_000 } } } | write -1000000
          { profile: { a: { at_least: 10k } } }      | write 10000
          { profile: { a: { at_least: 10 K } } }     | write 10000
          { profile: { a: { at_least: 2M } } }       | write 2000000
          { profile: { a: { next_days: 2w } } }      | write 14
          everyone                                   | write everyone: true
          all users                                  | write everyone: true
          [{ did: A }, { did: B }]                   | put all: before the list if all of its conditions must hold, any: if one is enough
          all: { did: A }                            | put a - before each condition, as in a list
          """)
  void ofAnAudienceHaveARemedy(String written, String remedy) {
    assertThat(messages(CampaignText.audience(written)))
        .anySatisfy(message -> assertThat(message).endsWith("; " + remedy));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          again: once                     | expected one of never, always, a map such as { after: 30d }, found "once"; did you mean never?
          again: false                    | expected one of never, always, a map such as { after: 30d }, found false; did you mean never?
          again: sometimes                | expected one of always, never, a map such as { after: 30d }, found "sometimes"
          again: 30d                      | expected always, never or a map such as { after: 30d }, found "30d"; write { after: 30d }
          again: 30 days                  | expected always, never or a map such as { after: 30d }, found "30 days"; write { after: 30d }
          again: { after: 30 }            | expected a duration such as 30s, 15m, 24h, 7d or 2w, found the number 30; write its unit, such as 30d or 30h
          again: { after: 1 week }        | expected a duration such as 30s, 15m, 24h, 7d or 2w, found "1 week"; write 1w
          again: { after: 2 months }      | expected a duration such as 30s, 15m, 24h, 7d or 2w, found "2 months"; write 60d
          again: { every: 30d }           | expected after; found "every"
          cap: { only: "1,000" }          | expected a whole number from 100 to 2147483647, found "1,000"; write 1000
          cap: { only: 1_000 }            | expected a whole number from 100 to 2147483647, found "1_000"; write 1000
          cap: { only: 1.000 }            | expected a whole number from 100 to 2147483647, found the number 1.000; write 1000
          cap: { only: 1,000 }            | expected one of only, abort_above, only_per_day; found "000"; write only: 1000
          cap: { only: 10k }              | expected a whole number from 100 to 2147483647, found "10k"; write 10000
          cap: { only: 500 users }        | expected a whole number from 100 to 2147483647, found "500 users"; write 500
          cap: { only: 10 users }         | expected a whole number from 100 to 2147483647, found "10 users"
          cap: { only: "10" }             | expected a whole number from 100 to 2147483647, found "10"
          cap: { only: 9999M }            | expected a whole number from 100 to 2147483647, found "9999M"
          cap: { only: 10w }              | expected a whole number from 100 to 2147483647, found "10w"
          cap: { max: 1000 }              | expected one of only, abort_above, only_per_day; found "max"; did you mean only?
          cap: { daily: 1000 }            | expected one of only_per_day, only, abort_above; found "daily"; did you mean only_per_day?
          cap: 1000                       | expected a map such as { only: 1000 } or { abort_above: 50000 }, found the number 1000
          control_group: { percent: 10% } | expected a number above 0 and below 100 with at most one decimal, found "10%"; write 10
          control_group: { percent: 150% } | expected a number above 0 and below 100 with at most one decimal, found "150%"
          control_group: { percent: 0.25% } | expected a number above 0 and below 100 with at most one decimal, found "0.25%"
          control_group: { size: 10 }     | expected one of percent, salt; found "size"; did you mean percent?
          holdout: { percent: 10 }        | expected one of control_group, audience, live, system_control_group, cap, again, expect, limit_per_user; found "holdout"; did you mean control_group?
          frequency_cap: ignore           | expected one of limit_per_user, audience, live, control_group, system_control_group, cap, again, expect; found "frequency_cap"; did you mean limit_per_user?
          limit_per_user: false           | expected ignore, found false
          limit_per_user: none            | expected ignore, found "none"
          system_control_group: no        | expected true or false, found "no"; write false
          """)
  void ofWhoHaveARemedyAfterAllChoicesTheLikeliestFirst(String written, String message) {
    assertThat(messages(CampaignText.who("audience: { everyone: true }\n" + written)))
        .contains(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          timezone: Berlin                | did you mean Europe/Berlin?
          timezone: New York              | did you mean America/New_York?
          timezone: europe/berlin         | did you mean Europe/Berlin?
          timezone: Europ/Berlin          | did you mean Europe/Berlin?
          timezone: PST                   | did you mean America/Los_Angeles?
          timezone: San Francisco         | did you mean America/Los_Angeles?
          timezone: Buenos Aires          | did you mean America/Buenos_Aires?
          timezone: NewYork               | did you mean America/New_York?
          timezone: Munich                | did you mean Europe/Berlin?
          timezone: Europe/Munich         | did you mean Europe/Berlin?
          timezone: Europe/Frankfurt      | did you mean Europe/Berlin?
          timezone: Europe/Germany        | did you mean Europe/Berlin?
          timezone: Europe/Barcelona      | did you mean Europe/Madrid?
          timezone: America/San_Francisco | did you mean America/Los_Angeles?
          timezone: America/Boston        | did you mean America/New_York?
          timezone: America/Dallas        | did you mean America/Chicago?
          timezone: America/New York      | did you mean America/New_York?
          timezone: America/Rio_de_Janeiro | did you mean America/Sao_Paulo?
          timezone: Asia/Mumbai           | did you mean Asia/Kolkata?
          timezone: Asia/Delhi            | did you mean Asia/Kolkata?
          timezone: Asia/New_Delhi        | did you mean Asia/Kolkata?
          timezone: Asia/Osaka            | did you mean Asia/Tokyo?
          timezone: Asia/Beijing          | did you mean Asia/Shanghai?
          timezone: Africa/Cape_Town      | did you mean Africa/Johannesburg?
          timezone: Europe/Kiew           | did you mean Europe/Kiev?
          timezone: Europe/Amsterdm       | did you mean Europe/Amsterdam?
          timezone: EST                   | did you mean America/New_York?
          timezone: HST                   | did you mean Pacific/Honolulu?
          timezone: user                  | each user's own is user_timezone: { passed: next_day }
          timezone: local                 | each user's own is user_timezone: { passed: next_day }
          timezone: account               | leave timezone out for the account's
          timezone: Tokio                 | did you mean Asia/Tokyo?
          timezone: UTC+1                 | an offset is none, since clocks change: name a place
          timezone: +02:00                | an offset is none, since clocks change: name a place
          timezone: utc                   | did you mean UTC?
          tz: UTC                         | did you mean timezone?
          time_zone: UTC                  | did you mean timezone?
          start: 2026-01-01               | did you mean from?
          quiet_hours: {}                 | did you mean do_not_disturb?
          at: now                         | did you mean launch?
          at: immediately                 | did you mean launch?
          at: instantly                   | did you mean launch?
          at: every launch                | did you mean launch?
          at: today                       | write the date and the clock time: 2026-12-01T09:00
          at: tomorrow                    | write the date and the clock time: 2026-12-01T09:00
          at: daily                       | what recurs is written from: DATE, repeat: { every: day, at: "09:00" }
          at: lunch                       | did you mean launch?
          at: 2026-12-01                  | add the clock time: 2026-12-01T09:00
          at: 2026-12-01 09:00            | write 2026-12-01T09:00
          at: "9:00"                      | a clock time of every day is written from: DATE, repeat: { every: day, at: "09:00" }
          at: [2026-12-01]                | add the clock time: 2026-12-01T09:00
          cut_off: { after: 6 hours }     | write 6h
          cut_off: 8pm                    | write "20:00"
          cut_off: 6h                     | write { after: 6h }
          cut_off: 90 minutes             | write { after: 90m }
          cut_off: 2d                     | write { after: 2d }
          catch_up: last                  | did you mean latest?
          catch_up: false                 | did you mean none?
          do_not_disturb: { from: 21, to: "09:00", then: delay }    | write "21:00"
          do_not_disturb: { from: 9pm, to: "09:00", then: delay }   | write "21:00"
          do_not_disturb: { from: "21:00", to: 9:00, then: delay }  | write "09:00"
          do_not_disturb: { from: "21:00", to: "09:00", then: wait } | did you mean delay?
          do_not_disturb: { from: "21:00", to: "09:00", then: drop } | did you mean discard?
          { from: 2026-01-01, repeat: { every: daily, at: "09:00" } }     | did you mean day?
          { from: 2026-01-01, repeat: { every: 14d, at: "09:00" } }       | write 14 days
          { from: 2026-01-01, repeat: { every: biweekly, at: "09:00" } }  | write 2 weeks
          { from: 2026-01-01, repeat: { every: quarter, at: "09:00" } }   | write 3 months
          { from: 2026-01-01, repeat: { every: week, on: [Monday], at: "09:00" } } | did you mean mon?
          { from: 2026-01-01, repeat: { every: month, on: [1st], at: "09:00" } } | write 1
          { from: 2026-01-01, repeat: { every: month, on: [2nd tuesday], at: "09:00" } } | write second tue
          { from: 20260101, repeat: { every: day, at: "09:00" } }                | write 2026-01-01
          { from: 1.2.2026, repeat: { every: day, at: "09:00" } }                | write 2026-02-01
          { from: 2026-01-01, repeat: { every: month, on: [first day], at: "09:00" } } | write 1
          { from: 2026-01-01, repeat: { every: month, on: [last], at: "09:00" } } | did you mean last day?
          """)
  void ofWhenHaveARemedy(String written, String remedy) {
    assertThat(messages(CampaignText.when(written)))
        .anySatisfy(message -> assertThat(message).endsWith("; " + remedy));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          event: A                            | did you mean track?
          { track: A, props: {} }             | did you mean properties?
          { track: A, traits: [a] }           | did you mean attributes?
          { track: A, userId: a }             | did you mean user_id?
          { track: A, anonymousId: a }        | did you mean anonymous_id?
          { track: A, tokens: [ios] }         | did you mean apns?
          { track: A, tokens: [fcm] }         | did you mean gcm?
          { track: A, identify: yes }         | write true
          """)
  void ofWhatHaveARemedy(String written, String remedy) {
    assertThat(messages(CampaignText.what(written)))
        .anySatisfy(message -> assertThat(message).endsWith("; " + remedy));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          title: A                  | did you mean name?
          schedule: {}              | did you mean when?
          conversion: {}            | did you mean goal?
          audience: {}              | write it under who
          cap: {}                   | write it under who
          track: A                  | write it under what
          timezone: UTC             | write it under when
          status: active            | did you mean published?
          status: paused            | did you mean stopped?
          status: test              | did you mean draft?
          """)
  void ofTheFileHaveARemedy(String written, String remedy) {
    var files = CampaignText.what("track: A");
    var text = new String(files.byPath().get("test.yaml"), StandardCharsets.UTF_8);
    assertThat(messages(files.with("test.yaml", text + written + "\n")))
        .anySatisfy(message -> assertThat(message).endsWith("; " + remedy));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          in: staff                                 | likewise, and it is not during
          dit: A                                    | short words are like too many others
          ani: [{ did: A }]                         | likewise
          xor: [{ did: A }]                         | there is no such thing
          { did: A, during: { next_days: 2 } }      | it is not last_days
          { did: A, during: { next_day: 2 } }       | it is not last_days
          { profile: { a: { case_sensitive: true } } } | it is not ignore_case
          { profile: { a: { regex: x } } }          | there is no such thing
          { profile: { a: { not_before: x } } }     | it is not before
          { profile: { a: { not_exist: x } } }      | it is not exists
          { did: A, during: { last_days: 36h } }    | it is no whole number of days
          { did: A, during: { last_hours: 30m } }   | it is no whole number of hours
          { did: A, during: { last_days: 30m } }    | nor is it 30 million
          { did: A, during: { last_days: "9999999" } } | there are not so many
          { did: A, during: { last_days: 999999w } } | likewise
          { did: A, during: { last_days: "-1" } }   | nor fewer than none
          { did: A, during: { between_days_ago: [1, 36h] } } | it is no whole number of days
          { did: A, times: { at_least: 5 days } }   | it is no number of events
          { did: A, times: { at_least: 2w } }       | likewise
          { profile: { a: { at_least: 2w } } }      | 2 is not what 2 weeks are
          { profile: { a: { at_least: 30m } } }     | minutes, or millions
          { profile: { a: { at_least: 30 m } } }    | likewise
          """)
  void haveNoRemedyWhereItCouldBeTheOpposite(String written, String why) {
    assertThat(messages(CampaignText.audience(written)))
        .as(why)
        .isNotEmpty()
        .noneMatch(message -> message.contains("did you mean") || message.contains("; write"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CST",
        "BST",
        "Portland",
        "Springfield",
        "Central",
        "Mars",
        "Lond",
        "xyz",
        "MST",
        "IST",
        "Asia/Munich",
        "Europe/Boston",
        "Asia/Wuhan"
      })
  void ofAZoneHaveNoRemedyWhereSeveralOrNoneAreMeant(String zone) {
    assertThat(messages(CampaignText.when("timezone: " + zone)))
        .containsExactly(
            "expected a time zone such as America/New_York or UTC, found \"" + zone + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "unstopped, stopped",
    "everyone_but, everyone",
    "between_weeks_ago, between",
    "above_or_equal, above",
    "not_on, not_in",
    "lastt, first_time",
    "nextdays, last_days"
  })
  void namesNoWordThatIsOnlySpeltAlike(String written, String word) {
    assertThat(NearMiss.guess(written, List.of(word, "on"))).isEmpty();
  }

  @Test
  void ofAListHideNothingThatIsWrongInIt() {
    assertThat(CampaignText.audience("- did: Charged\n- didnt: Left").faults())
        .extracting(Fault::key)
        .containsExactly("who.audience", "who.audience[1].didnt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { profile: { age: { >=: 5 } } }
          { profile: { age: >= 5 } }
          profile: { age: > 5 }
          """)
  void ofOperatorsThatYamlTakesForTextHaveARemedy(String written) {
    assertThat(messages(CampaignText.audience(written)))
        .singleElement()
        .asString()
        .endsWith("; operators are words: at_least for >=, above for >");
  }

  @Test
  void namesNoOppositeByDistance() {
    assertThat(NearMiss.choice("next_days", List.of("last_days"))).isEmpty();
    assertThat(NearMiss.choice("not_contain", List.of("contains"))).isEmpty();
    assertThat(NearMiss.choice("publishd", List.of("published")))
        .isEqualTo("; did you mean published?");
  }

  private static List<String> messages(CampaignText files) {
    return files.faults().stream().map(Fault::message).toList();
  }
}
