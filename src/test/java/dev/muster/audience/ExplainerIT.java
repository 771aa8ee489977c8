package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is said of one user's conditions; it is 2026-07-15T10:30:00Z. */
class ExplainerIT {
  private static final long SEED = 20260715;
  private static final int AUDIENCES = 60;
  private static final Map<String, String> FILES =
      Map.of(
          "lists/vip.csv",
          "user_id\nann\n",
          "paid.sql",
          "select user_id from events where name = 'Charged' and occurred_at < :as_of",
          "segments/employees.yaml",
          """
          segment: employees
          name: Employees
          audience: { profile: { email: { ends_with: "@corp.example" } } }
          """);

  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profiles(
                  """
                  ann {"plan": "gold", "age": 41, "email": "ann@corp.example", "tags": ["a", 2], "since": "2026-07-14"}
                  bob {"plan": "silver", "age": "41", "city": null, "n": 1.50}
                  cid {}
                  dan {"plan": "gold"}
                  out {"plan": "gold"}
                  """)
              .update("update profiles set opted_out = true where user_id = 'out'")
              .update("update profiles set timezone = 'Asia/Tokyo' where user_id = 'ann'")
              .list("lists/vip.csv", "ann")
              .list("lists/vip.csv", "nobody")
              .event("out", "Charged", at("2026-07-14T00:00:00Z"), "{\"amount\": 500}")
              .event("ann", "Charged", at("2026-07-13T00:00:00Z"), "{\"amount\": 10, \"p\": \"A\"}")
              .event("ann", "Charged", at("2026-07-14T00:00:00Z"), "{\"amount\": 20, \"p\": \"B\"}")
              .event("ann", "Charged", at("2026-07-15T00:00:00Z"), "{\"p\": \"B\"}")
              .event("ann", "Viewed", at("2026-07-12T00:00:00Z"), "{\"p\": \"A\"}")
              .event("ann", "Viewed", at("2026-07-15T08:00:00Z"), "{\"p\": \"C\"}")
              .event("ann", "Charged", at("2026-07-15T10:30:00Z"), "{\"amount\": 99999}")
              .event("bob", "Charged", at("2026-05-01T00:00:00Z"), "{\"amount\": 0.5}")
              .event("bob", "Viewed", at("2026-07-14T00:00:00Z"), "{\"p\": 1}")
              .event("bob", "Viewed", at("2026-07-14T01:00:00Z"), "{\"p\": 1.0}")
              .event("bob", "Refunded", at("2026-07-14T01:00:00Z"), "{}")
              .event("dan", "Viewed", at("2026-07-14T00:00:00Z"), "{\"p\": [1]}")
              .profiles(
                  """
                  eve {"level": "5", "zip": 1234, "newsletter": "true", "born": 1990, "seen": "yesterday", "since": "2026-07-14", "tags": ["7", null], "empty": []}
                  fay {}
                  """)
              .event(
                  "eve",
                  "Paid",
                  at("2026-07-14T00:00:00Z"),
                  """
                  {"amount": "500", "zip": 1234, "gift": "true", "on": "14.07.2026", "parts": ["1"],
                   "to": {"city": "Berlin"}, "none": null}
                  """)
              .event(
                  "fay",
                  "Paid",
                  at("2026-07-11T00:00:00Z"),
                  "{\"amount\": \"700\", \"gift\": \"false\", \"code\": \"1\", \"mixed\": \"x\"}")
              .event(
                  "fay",
                  "Paid",
                  at("2026-07-12T00:00:00Z"),
                  "{\"gift\": \"true\", \"code\": \"2\", \"mixed\": true}")
              .event("fay", "Paid", at("2026-07-13T00:00:00Z"), "{\"amount\": 20, \"code\": \"3\"}")
              .event("nobody", "Charged", at("2026-07-14T00:00:00Z"), "{}")
              .event("nobody", "Viewed", at("2026-07-14T00:00:00Z"), "{}"));

  private static java.time.Instant at(String instant) {
    return java.time.Instant.parse(instant);
  }

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  private static Explained explain(Shop shop, Condition audience, String user) {
    try {
      return Explainer.explain(shop.source(), audience, shop.options(), new UserId(user));
    } catch (SQLException e) {
      throw new IllegalStateException("" + audience, e);
    }
  }

  private static Explained.WithProfile withProfile(Shop shop, Condition audience, String user) {
    return (Explained.WithProfile) explain(shop, audience, user);
  }

  private static String line(Explanation condition) {
    return "%s %s: %s"
        .formatted(condition.met() ? "yes" : "no", condition.text(), condition.finding().said());
  }

  /** PostgreSQL's alone: H2 has no such times. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -infinity | did: Paid | yes did Paid: did 1 time | 1
          -infinity | did: Paid, first_time: true | yes did Paid for the first time: the first was at -infinity | "-infinity"
          -infinity | did: Paid, last_time: true | yes did Paid for the last time: the last was at -infinity | "-infinity"
          -infinity | did_not: Paid | no did not do Paid: did 1 time, last at -infinity | 1
          -infinity | did: Paid, where: { amount: 5 } | yes did Paid (amount is 5): did 1 time | 1
          -infinity | in_order: true, all: [ { did: Paid }, { did: Seen } ] | yes all of these, in this order: | true
          -infinity | same: amount, all: [ { did: Paid } ] | yes for one amount, all of these: for 1 of 1: 5 | 1
          infinity  | did: Paid | no did Paid: never did | 0
          infinity  | did: Paid, last_time: true | no did Paid for the last time: no such event | null
          infinity  | did_not: Paid | yes did not do Paid: never did | 0
          0044-03-15 00:00:00+00 BC | did_not: Paid | no did not do Paid: did 1 time, last at -0043-03-15T00:00:00Z | 1
          """)
  void tellsOfEventsThatAreBeyondAllYears(
      String time, String condition, String line, String value) {
    try (var shop = new Shop(Database.POSTGRESQL)) {
      shop.profile("gus", "{}")
          .event("gus", "Seen", at("2026-07-01T00:00:00Z"), "{}")
          .update(
              "insert into events (user_id, name, occurred_at, properties) values ('gus', 'Paid', '"
                  + time
                  + "', '{\"amount\": 5}')");
      var conditions =
          withProfile(shop, AudienceText.audience("{ " + condition + " }", FILES), "gus")
              .conditions();

      assertThat(line(conditions).strip()).isEqualTo(line);
      assertThat(conditions.finding().value().toString()).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ann | did: Charged | yes did Charged: did 3 times | 3
          cid | did: Charged | no did Charged: never did | 0
          ann | did: Charged, times: { at_least: 3 }, during: { last_days: 60 } | yes did Charged at least 3 times in the last 60 days: did 3 times | 3
          ann | did: Charged, times: { at_least: 3 }, during: { last_days: 1 } | no did Charged at least 3 times in the last 1 day: did 2 times | 2
          cid | did: Charged, times: { at_most: 2, including_zero: true } | yes did Charged at most 2 times (never is 0): never did | 0
          ann | did: Charged, times: { at_most: 2, including_zero: true } | no did Charged at most 2 times (never is 0): did 3 times | 3
          bob | did: [Charged, Refunded], where: { amount: { above: 1 } } | no did Charged or Refunded (amount is above 1): never did: there were 2, the last without amount | 0
          bob | did: "*", times: 4 | yes did anything exactly 4 times: did 4 times | 4
          ann | did: Charged, sum: { of: amount, at_least: 30 } | yes did Charged with sum of amount at least 30: sum of amount is 30 in 3 events | 30
          ann | did: Charged, sum: { of: amount, above: 30 } | no did Charged with sum of amount above 30: sum of amount is 30 in 3 events | 30
          ann | did: Charged, average: { of: amount, is: 10 } | yes did Charged with average of amount exactly 10: average of amount is 10 in 3 events | 1E+1
          bob | did: Charged, minimum: { of: amount, at_least: 1 } | no did Charged with minimum of amount at least 1: minimum of amount is 0.5 in 1 event | 0.5
          ann | did: Charged, maximum: { of: amount, between: [20, 40] } | yes did Charged with maximum of amount between 20 and 40: maximum of amount is 20 in 3 events | 20
          ann | did: Viewed, maximum: { of: amount, above: 0 } | no did Viewed with maximum of amount above 0: no maximum of amount in 2 events | null
          ann | did: Charged, distinct: { of: p, is: 2 } | yes did Charged with number of different p exactly 2: number of different p is 2 in 3 events | 2
          dan | did: Viewed, distinct: { of: p, below: 2, including_zero: true } | yes did Viewed with number of different p below 2 (never is 0): no number of different p in 1 event | null
          ann | did: Charged, first_time: true, during: { last_days: 2 } | yes did Charged for the first time in the last 2 days: the first was at 2026-07-13T00:00:00Z | "2026-07-13T00:00:00Z"
          ann | did: Charged, first_time: true, during: { last_days: 1 } | no did Charged for the first time in the last 1 day: the first was at 2026-07-13T00:00:00Z | "2026-07-13T00:00:00Z"
          bob | did: Charged, last_time: true, during: { more_than_days_ago: 30 } | yes did Charged for the last time more than 30 days ago: the last was at 2026-05-01T00:00:00Z | "2026-05-01T00:00:00Z"
          cid | did: Charged, last_time: true | no did Charged for the last time: no such event | null
          cid | did_not: Charged | yes did not do Charged: never did | 0
          ann | did_not: Charged, during: { last_days: 1 } | no did not do Charged in the last 1 day: did 2 times, last at 2026-07-15T00:00:00Z | 2
          bob | profile: { plan: gold } | no plan is "gold": is "silver" | "silver"
          ann | profile: { plan: [gold, pro] } | yes plan is one of ["gold", "pro"]: is "gold" | "gold"
          cid | profile: { plan: { is_not: gold } } | no plan is not "gold": is absent | null
          bob | profile: { city: { exists: false } } | yes city is absent: is null | null
          bob | profile: { age: { at_least: 18 } } | no age is at least 18: is "41", a text | "41"
          ann | profile: { age: { between: [18, 99] } } | yes age is between 18 and 99: is 41 | 41
          ann | profile: { tags: { contains: A, ignore_case: true } } | yes tags contains "A" (in upper or lower case): is ["a",2] | ["a",2]
          ann | profile: { since: { last_days: 1 } } | yes since is in the last 1 day: is "2026-07-14" | "2026-07-14"
          ann | profile: { since: { before: 2026-07-14 } } | no since is before 2026-07-14: is "2026-07-14" | "2026-07-14"
          bob | profile: { n: 1.5 } | yes n is 1.5: is 1.50 | 1.50
          ann | profile: { timezone: { starts_with: Asia } } | yes timezone starts with "Asia": is "Asia/Tokyo" | "Asia/Tokyo"
          bob | profile: { timezone: { exists: true } } | no timezone exists: is absent | null
          cid | profile: { user_id: cid } | yes user_id is "cid": is "cid" | "cid"
          ann | list: lists/vip.csv | yes in lists/vip.csv: it is | true
          bob | list: lists/vip.csv | no in lists/vip.csv: it is not | false
          ann | sql: paid.sql | yes found by paid.sql: it returns the user | true
          cid | sql: paid.sql | no found by paid.sql: it does not return the user | false
          cid | everyone: true | yes everyone: | null
          ann | same: p, all: [ { did: Viewed }, { did: Charged } ] | yes for one p, all of these: for 1 of 3: "A" | 1
          ann | same: p, all: [ { did: Viewed }, { did_not: Charged } ] | yes for one p, all of these: for 1 of 2: "C" | 1
          bob | same: p, all: [ { did: Viewed }, { did: Charged } ] | no for one p, all of these: for none of 1 | 0
          dan | same: p, all: [ { did: Viewed } ] | no for one p, all of these: no such event with a p | 0
          ann | same: p, all: [ { did: [Viewed, Charged] } ], values: { at_least: 3 } | yes for at least 3 p, all of these: for 3 of 3: "C", "B", "A" | 3
          ann | same: p, all: [ { did: [Viewed, Charged] } ], values: { above: 3 } | no for above 3 p, all of these: for 3 of 3 | 3
          ann | in_order: true, all: [ { did: Viewed }, { did: Charged } ] | yes all of these, in this order: | true
          bob | in_order: true, all: [ { did: Viewed }, { did: Charged } ] | no all of these, in this order: | false
          """)
  void saysWhetherAConditionHoldsAndWhatWasMeasured(
      String user, String condition, String line, String value) {
    var audience = AudienceText.audience("{ " + condition + " }", FILES);
    SHOPS.forEach(shop -> {
      var conditions = withProfile(shop, audience, user).conditions();
      assertThat(line(conditions).strip()).as("%s", shop.database()).isEqualTo(line);
      var measured = conditions.finding().value();
      assertThat(measured.isNumber() ? measured.decimalValue().toString() : measured.toString())
          .as("%s", shop.database())
          .isEqualTo(value);
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ann | did: Charged, times: { at_least: 4 } | did Charged 3 times, at least 4 asked
          cid | did: Charged, during: { last_days: 2 } | never did Charged in the last 2 days
          ann | did: Charged, sum: { of: amount, above: 30 } | did Charged: sum of amount is 30 in 3 events, above 30 asked
          cid | did: Charged, sum: { of: amount, above: 30 } | never did Charged, sum of amount above 30 asked
          ann | did_not: Charged, during: { last_days: 1 } | did Charged 2 times in the last 1 day, none asked
          ann | did: Charged, first_time: true, during: { last_days: 1 } | did Charged for the first time in the last 1 day asked, the first was at 2026-07-13T00:00:00Z
          bob | profile: { plan: gold } | plan is "silver", "gold" asked
          bob | list: lists/vip.csv | not in lists/vip.csv
          cid | sql: paid.sql | not found by paid.sql
          ann | all: [ { everyone: true }, { profile: { plan: pro } } ] | plan is "gold", "pro" asked
          ann | any: [ { profile: { plan: pro } }, { did: Refunded } ] | none of 2 alternatives: plan is "gold", "pro" asked; never did Refunded
          ann | none: [ { did: Refunded }, { segment: employees } ] | excluded: segment employees
          ann | none: [ { did: Charged } ] | excluded: did Charged: did 3 times
          bob | segment: employees | email is absent, "@corp.example" at its end asked
          bob | same: p, all: [ { did: Viewed }, { did: Charged } ] | for none of 1 p: did Charged
          ann | same: p, all: [ { did: Viewed }, { did: Viewed, where: { p: C } }, { did: Charged } ] | no p for which all of these hold (did Viewed: for 2 of 3; did Viewed (p is "C"): for 1 of 3; did Charged: for 2 of 3)
          dan | same: p, all: [ { did: Viewed }, { did_not: Charged } ] | nothing done with a p (did Viewed)
          ann | same: p, all: [ { did: [Viewed, Charged] } ], values: 2 | all of these for 3 p, exactly 2 asked (did Viewed or Charged: for 3 of 3)
          cid | in_order: true, all: [ { did: Viewed }, { did: Charged }, { did_not: Refunded } ] | did Viewed: not found
          bob | in_order: true, all: [ { did: Viewed }, { did: Charged } ] | did Charged: not found after the one before
          bob | in_order: true, all: [ { did: Charged }, { did: Viewed }, { did_not: Refunded } ] | did Refunded 1 time, none asked
          """)
  void namesTheConditionThatFailed(String user, String condition, String failure) {
    var audience = AudienceText.audience("{ " + condition + " }", FILES);
    SHOPS.forEach(shop ->
        assertThat(withProfile(shop, audience, user).conditions().failure())
            .as("%s", shop.database())
            .isEqualTo(failure));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # one text in the place of a number
          eve | did: Paid, where: { amount: { at_least: 100 } } | never did: there was one with amount "500", a text | never did Paid (amount is at least 100): there was one with amount "500", a text
          eve | did: Paid, where: { amount: 500 }, during: { last_days: 1 } | never did: there was one with amount "500", a text | never did Paid (amount is 500) in the last 1 day: there was one with amount "500", a text
          eve | did: Paid, where: { amount: { at_least: 100 } }, times: { at_least: 2 } | never did: there was one with amount "500", a text | did Paid (amount is at least 100) 0 times, at least 2 asked: there was one with amount "500", a text
          eve | did: Paid, where: { amount: { at_least: 100 } }, first_time: true | no such event: there was one with amount "500", a text | no such event: did Paid (amount is at least 100) for the first time: there was one with amount "500", a text
          eve | did: Paid, where: { amount: { at_least: 100 } }, sum: { of: amount, above: 1 } | never did: there was one with amount "500", a text | never did Paid (amount is at least 100), sum of amount above 1 asked: there was one with amount "500", a text
          # nothing was there at that time, or of that name
          eve | did: Paid, where: { amount: { at_least: 100 } }, during: { days_ago: 7 } | never did | never did Paid (amount is at least 100) 7 days ago
          eve | did: Bought, where: { amount: { at_least: 100 } } | never did | never did Bought (amount is at least 100)
          # a number in the place of a text, a boolean's name, what is no date, what is no list's item
          eve | did: Paid, where: { zip: "01234" } | never did: there was one with zip 1234, a number | never did Paid (zip is "01234"): there was one with zip 1234, a number
          eve | did: Paid, where: { zip: { starts_with: "0" } } | never did: there was one with zip 1234, a number | never did Paid (zip starts with "0"): there was one with zip 1234, a number
          eve | did: Paid, where: { gift: true } | never did: there was one with gift "true", a text | never did Paid (gift is true): there was one with gift "true", a text
          eve | did: Paid, where: { on: { last_days: 9 } } | never did: there was one with on "14.07.2026", a text | never did Paid (on is in the last 9 days): there was one with on "14.07.2026", a text
          eve | did: Paid, where: { parts: 1 } | never did: there was one with parts ["1"], a list without a number | never did Paid (parts is 1): there was one with parts ["1"], a list without a number
          eve | did: Paid, where: { to: Berlin } | never did: there was one with to {"city":"Berlin"}, a map | never did Paid (to is "Berlin"): there was one with to {"city":"Berlin"}, a map
          # the type is right, or nothing is there
          eve | did: Paid, where: { zip: { above: 2000 } } | never did: there was one with zip 1234 | never did Paid (zip is above 2000): there was one with zip 1234
          eve | did: Paid, where: { ammount: { above: 2000 } } | never did: there was one without ammount | never did Paid (ammount is above 2000): there was one without ammount
          eve | did: Paid, where: { none: 5 } | never did: there was one without none | never did Paid (none is 5): there was one without none
          # the type is to blame before the value is
          eve | did: Paid, where: { zip: { above: 2000 }, amount: { above: 1 } } | never did: there was one with amount "500", a text | never did Paid (zip is above 2000 and amount is above 1): there was one with amount "500", a text
          # several
          fay | did: Paid, where: { amount: { above: 100 } } | never did: there were 3, one of them with amount "700", a text | never did Paid (amount is above 100): there were 3, one of them with amount "700", a text
          fay | did: Paid, where: { amount: { above: 10 } }, times: { at_least: 2 } | did 1 time; there were 2, one of them with amount "700", a text | did Paid (amount is above 10) 1 time, at least 2 asked; there were 2, one of them with amount "700", a text
          fay | did: Paid, where: { amount: { above: 19 } }, times: { at_least: 2 } | did 1 time; there were 2, one of them with amount "700", a text | did Paid (amount is above 19) 1 time, at least 2 asked; there were 2, one of them with amount "700", a text
          fay | did: Paid, where: { gift: true } | never did: there were 3, 2 of them with gift of another type, such as "true", a text | never did Paid (gift is true): there were 3, 2 of them with gift of another type, such as "true", a text
          fay | did: Paid, where: { code: { below: 5 } } | never did: there were 3, all of them with code of another type, such as "3", a text | never did Paid (code is below 5): there were 3, all of them with code of another type, such as "3", a text
          fay | did: Paid, where: { amount: { above: 20 }, gift: { exists: false } } | never did: there were 3, one of them with amount "700", a text | never did Paid (amount is above 20 and gift is absent): there were 3, one of them with amount "700", a text
          fay | did: Paid, where: { code: "4" } | never did: there were 3, the last with code "3" | never did Paid (code is "4"): there were 3, the last with code "3"
          # measures
          eve | did: Paid, sum: { of: amount, above: 3 } | no sum of amount in 1 event: amount is a text in it | did Paid: no sum of amount in 1 event, above 3 asked: amount is a text in it
          fay | did: Paid, maximum: { of: code, above: 3 } | no maximum of code in 3 events: code is a text in all of them | did Paid: no maximum of code in 3 events, above 3 asked: code is a text in all of them
          fay | did: Paid, sum: { of: amount, above: 30 } | sum of amount is 20 in 3 events; amount is a text in 1 of them | did Paid: sum of amount is 20 in 3 events, above 30 asked; amount is a text in 1 of them
          fay | did: Paid, average: { of: code, above: 3 } | average of code is 0 in 3 events; code is a text in all of them | did Paid: average of code is 0 in 3 events, above 3 asked; code is a text in all of them
          fay | did: Paid, minimum: { of: mixed, above: 3 } | no minimum of mixed in 3 events: mixed is a boolean in 1 of them, a text in 1 of them | did Paid: no minimum of mixed in 3 events, above 3 asked: mixed is a boolean in 1 of them, a text in 1 of them
          fay | did: Paid, sum: { of: absent, above: 3 } | no sum of absent in 3 events | did Paid: no sum of absent in 3 events, above 3 asked
          # groups
          eve | in_order: true, all: [ { did: Paid, where: { amount: 500 } }, { did: Paid } ] | | did Paid (amount is 500): not found: there was one with amount "500", a text
          eve | same: zip, all: [ { did: Paid, where: { amount: 500 } } ] | no such event with a zip | nothing done with a zip (did Paid (amount is 500): there was one with amount "500", a text)
          # profiles
          eve | profile: { level: { at_least: 3 } } | is "5", a text | level is "5", a text; at least 3 asked, which wants a number
          eve | profile: { level: { at_least: 3, below: 9 } } | is "5", a text | level is "5", a text; at least 3 and below 9 asked, which wants a number
          eve | profile: { level: [3, 5] } | is "5", a text | level is "5", a text; one of [3, 5] asked, which wants a number
          eve | profile: { level: [3, "7"] } | is "5" | level is "5", one of [3, "7"] asked
          eve | profile: { zip: "01234" } | is 1234, a number | zip is 1234, a number; "01234" asked, which wants a text
          eve | profile: { zip: ["01234", true] } | is 1234, a number | zip is 1234, a number; one of ["01234", true] asked, which wants a text or true or false
          eve | profile: { newsletter: true } | is "true", a text | newsletter is "true", a text; true asked, which wants true or false
          eve | profile: { born: { before: 2020-01-01 } } | is 1990, a number | born is 1990, a number; before 2020-01-01 asked, which wants a date
          eve | profile: { seen: { before: 2020-01-01 } } | is "yesterday", a text | seen is "yesterday", a text; before 2020-01-01 asked, which wants a date
          eve | profile: { since: { before: 2020-01-01 } } | is "2026-07-14" | since is "2026-07-14", before 2020-01-01 asked
          eve | profile: { tags: 7 } | is ["7",null], a list without a number | tags is ["7",null], a list without a number; exactly 7 asked, which wants a number
          eve | profile: { empty: 7 } | is [] | empty is [], exactly 7 asked
          eve | profile: { user_id: 7 } | is "eve", a text | user_id is "eve", a text; exactly 7 asked, which wants a number
          eve | profile: { zip: { is_not: 1234 } } | is 1234 | zip is 1234, not 1234 asked
          """)
  void saysWhereAValueIsOfAnotherTypeThanIsWanted(
      String user, String condition, @Nullable String said, String failure) {
    var audience = AudienceText.audience("{ " + condition + " }", FILES);
    SHOPS.forEach(shop -> {
      var explained = withProfile(shop, audience, user).conditions();
      assertThat(explained.finding().said())
          .as("%s", shop.database())
          .isEqualTo(said == null ? "" : said);
      assertThat(explained.failure()).as("%s", shop.database()).isEqualTo(failure);
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          eve | did_not: Paid, where: { amount: { at_least: 100 } } | never did: there was one with amount "500", a text
          eve | did: Paid, where: { zip: { above: 1 } } | did 1 time
          eve | profile: { level: { is_not: 5 } } | is "5"
          eve | profile: { level: { exists: true } } | is "5"
          """)
  void saysItWhereTheConditionHoldsOnlyOfEventsThatDoNotCount(
      String user, String condition, String said) {
    var audience = AudienceText.audience("{ " + condition + " }", FILES);
    SHOPS.forEach(shop -> {
      var explained = withProfile(shop, audience, user).conditions();
      assertThat(explained.met()).as("%s", shop.database()).isTrue();
      assertThat(explained.finding().said()).as("%s", shop.database()).isEqualTo(said);
    });
  }

  @ParameterizedTest
  @EnumSource
  void readsAShopsOwnJsonAsTheAudienceDoes(Database database) throws Exception {
    try (var source = database.newDataSource()) {
      var jdbc = new JdbcTemplate(source);
      jdbc.execute("drop table events");
      jdbc.execute("drop table profiles");
      jdbc.execute(
          "create table profiles (user_id varchar, anonymous_id varchar, timezone varchar, opted_out"
              + " boolean, attributes JSON)");
      jdbc.execute(
          "create table events (user_id varchar, name varchar, occurred_at timestamp with time"
              + " zone, properties JSON)");
      // PostgreSQL's json holds what its jsonb cannot; H2 has one type, which holds it all.
      var value = "json '{\"n\": \"5\", \"zero\": \"\\u0000\"}'";
      jdbc.execute("insert into profiles values ('ann', null, null, false, " + value + ")");
      jdbc.execute(
          "insert into events values ('ann', 'Paid', '2026-07-14T00:00:00Z', " + value + ")");

      var shop = SHOPS.in(database);
      var audience =
          AudienceText.audience(
              "{ all: [ { profile: { n: 5 } }, { did: Paid, where: { n: 5 } }, { did: Paid, sum: {"
                  + " of: n, above: 3 } } ] }");
      var explained =
          (Explained.WithProfile)
              Explainer.explain(
                  database.source(source), audience, shop.options(), new UserId("ann"));
      assertThat(explained.conditions().parts())
          .extracting(part -> part.finding().said())
          .containsExactlyElementsOf(
              switch (database) {
                case H2 ->
                    List.of(
                        "is \"5\", a text",
                        "never did: there was one with n \"5\", a text",
                        "no sum of n in 1 event: n is a text in it");
                case POSTGRESQL ->
                    List.of(
                        "is absent",
                        "never did: there was one without n",
                        "no sum of n in 1 event");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsWhoHasNoProfileAndWhoHasOptedOut(Database database) {
    var shop = SHOPS.in(database);
    var charged = AudienceText.audience("{ did: Charged }");

    assertThat(explain(shop, charged, "nobody")).isEqualTo(new Explained.NoProfile(2));
    assertThat(explain(shop, charged, "no one' or 1=1")).isEqualTo(new Explained.NoProfile(0));

    var out = withProfile(shop, charged, "out");
    assertThat(out.optedOut()).isTrue();
    assertThat(out.qualifies()).isFalse();
    assertThat(out.conditions().met()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isAlwaysOfOneMindWithTheAudience(Database database) {
    var shop = SHOPS.in(database);
    for (var audience : audiences()) {
      var users = shop.users(audience);
      for (var user : List.of("ann", "bob", "cid", "dan", "out")) {
        var explained = withProfile(shop, audience, user);
        assertThat(explained.qualifies())
            .as("%s in %s", user, audience)
            .isEqualTo(users.contains(user));
        assertThat(explained.conditions().met() && !explained.optedOut())
            .as("%s in %s", user, audience)
            .isEqualTo(users.contains(user));
      }
    }
  }

  /** Many audiences, put together by chance from all kinds of conditions. */
  private static List<Condition> audiences() {
    var random = new Random(SEED);
    var audiences = new ArrayList<Condition>();
    LEAVES.lines().forEach(leaf -> audiences.add(AudienceText.audience("{ " + leaf + " }", FILES)));
    for (int i = 0; i < AUDIENCES; i++) {
      audiences.add(AudienceText.audience(tree(random, 3), FILES));
    }
    return audiences;
  }

  private static String tree(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      var leaves = LEAVES.lines().toList();
      return "{ " + leaves.get(random.nextInt(leaves.size())) + " }";
    }
    var kind = List.of("all", "any", "none").get(random.nextInt(3));
    var parts = new ArrayList<String>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      parts.add(tree(random, depth - 1));
    }
    return "{ " + kind + ": [ " + String.join(", ", parts) + " ] }";
  }

  private static final String LEAVES =
      """
      everyone: true
      did: Charged
      did: Charged, times: { at_least: 2 }, during: { last_days: 1 }
      did: Charged, times: { below: 2, including_zero: true }
      did: Charged, times: { is_not: 3, including_zero: true }
      did: [Charged, Viewed], where: { p: { exists: true } }, times: { at_least: 2 }
      did: Charged, sum: { of: amount, at_least: 30 }
      did: Charged, sum: { of: amount, below: 1, including_zero: true }
      did: Charged, average: { of: amount, at_most: 10 }
      did: Charged, minimum: { of: amount, below: 1 }
      did: Viewed, distinct: { of: p, is: 0, including_zero: true }
      did: Charged, first_time: true, during: { last_days: 2 }
      did: Charged, last_time: true, during: { more_than_days_ago: 30 }
      did_not: Charged
      did_not: Viewed, where: { p: A }, during: { last_days: 2 }
      profile: { plan: gold }
      profile: { plan: { not_in: [gold] }, age: { exists: true } }
      profile: { tags: { is_not: a } }
      segment: employees
      list: lists/vip.csv
      sql: paid.sql
      same: p, all: [ { did: Viewed }, { did: Charged } ]
      same: p, all: [ { did: Viewed }, { did_not: Charged } ]
      same: p, all: [ { did: "*" }, { profile: { plan: gold } } ], values: { at_least: 3 }
      same: p, in_order: true, all: [ { did: Viewed }, { did: Charged } ]
      in_order: true, all: [ { did: Viewed }, { did: Charged }, { did_not: Refunded } ]
      in_order: true, all: [ { did: Charged, last_time: true }, { did: Viewed } ]
      same: { Viewed: p, Charged: amount }, all: [ { did: Viewed }, { did_not: Charged } ]
      """;
}
