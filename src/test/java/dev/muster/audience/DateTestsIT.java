package dev.muster.audience;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests on attributes that are dates; it is 2026-07-15T10:30:00Z. */
class DateTestsIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profiles(
              """
              day_8_less {"at": "2026-07-07T23:59:59.999999Z"}
              day_8 {"at": "2026-07-08"}
              day_15_less {"at": "2026-07-14T23:59:59.999999Z"}
              day_15 {"at": "2026-07-15"}
              now_less {"at": "2026-07-15T10:29:59.999999999Z"}
              now {"at": "2026-07-15T12:30:00+02:00"}
              local {"at": "2026-07-15T10:30"}
              evening {"at": "2026-07-15T23:59:59.999999"}
              day_16 {"at": "2026-07-16"}
              day_18_less {"at": "2026-07-17T23:59:59.999999Z"}
              day_18 {"at": "2026-07-18"}
              text {"at": "soon"}
              number {"at": 20260715}
              no_day {"at": "2026-02-30"}
              absent {}
              list {"at": ["x", "2026-07-01", "2027-01-01", 7]}
              """));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { before: 2026-07-08 }      | day_8_less list
          { after: 2026-07-15 }       | day_16 day_18_less day_18 list
          { on: 2026-07-15 }          | day_15 now_less now local evening
          { on: 2026-07-16 }          | day_16
          { between: [2026-07-08, 2026-07-14] } | day_8 day_15_less
          { between: ["2026-07-15T10:29:59.999999Z", "2026-07-15T10:30:00Z"] } | now_less
          { between: ["2026-07-15T10:30", "2026-07-15T10:31"] } | now local
          { before: "2026-07-15T10:30:00Z" } | day_8_less day_8 day_15_less day_15 now_less list
          { after: "2026-07-15T10:30:00Z" }  | evening day_16 day_18_less day_18 list
          { after: "2026-07-15T10:29:59.999999Z" } | now local evening day_16 day_18_less day_18 list
          # these end at the as-of instant
          { last_days: 0 }            | day_15 now_less
          { last_days: 7 }            | day_8 day_15_less day_15 now_less
          { days_ago: 0 }             | day_15 now_less
          { days_ago: 1 }             | day_15_less
          # these see the future
          { next_days: 0 }            | day_15 now_less now local evening
          { next_days: 1 }            | day_15 now_less now local evening day_16
          { next_days: 2 }            | day_15 now_less now local evening day_16 day_18_less
          { next_days: 3 }            | day_15 now_less now local evening day_16 day_18_less day_18
          # one item must satisfy the whole map
          { before: 2026-07-02, after: 2026-06-30 } | list
          { before: 2026-07-02, after: 2026-07-30 } | -
          { before: 2026-07-10, is_not: 2026-07-08 } | day_8_less list
          """)
  void holds(String test, String users) {
    SHOPS.assertAudience("profile: { at: " + test + " }", users);
  }
}
