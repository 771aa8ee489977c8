package dev.muster.audience;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often, how much, first and last; it is 2026-07-15T10:30:00Z. */
class MeasuresIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profile("none", "{}")
              .events(
                  """
                  one Charged 2026-07-14T00:00:00Z {"amount": 5, "by": "card"}
                  three Charged 2026-07-14T00:00:00Z {"amount": 5, "by": "card"}
                  three Charged 2026-07-14T00:00:00Z {"amount": 10, "by": "cash"}
                  three Charged 2026-07-14T01:00:00Z {"amount": 15}
                  mixed Charged 2026-07-14T00:00:00Z {"amount": 10, "by": "card"}
                  mixed Charged 2026-07-14T00:00:00Z {"amount": "x"}
                  mixed Charged 2026-07-14T00:00:00Z {"by": "cash"}
                  bare Charged 2026-07-14T00:00:00Z
                  exact Charged 2026-07-14T00:00:00Z {"amount": 0.1}
                  exact Charged 2026-07-14T00:00:00Z {"amount": 0.2}
                  same Charged 2026-07-14T00:00:00Z {"amount": 1}
                  same Charged 2026-07-14T00:00:00Z {"amount": 1.0}
                  same Charged 2026-07-14T00:00:00Z {"amount": "1"}
                  list Charged 2026-07-14T00:00:00Z {"amount": [5, 7]}
                  null Charged 2026-07-14T00:00:00Z {"amount": null, "by": ["cash", "card"]}
                  bool Charged 2026-07-14T00:00:00Z {"amount": true}
                  late Charged 2026-07-15T10:30:00Z {"amount": 1000}
                  other Refunded 2026-07-14T00:00:00Z {"amount": 7}
                  both Charged 2026-07-14T00:00:00Z {"amount": 1}
                  both Refunded 2026-07-14T00:00:00Z {"amount": 2}
                  huge Charged 2026-07-14T00:00:00Z {"amount": 1e1000}
                  huge Charged 2026-07-14T00:00:00Z {"amount": 1e-1000}
                  huge Charged 2026-07-14T00:00:00Z {"amount": -1e1000}
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
          did: Charged                               | one three mixed bare exact same list null bool both huge
          did_not: Charged                           | none late other
          did: [Charged, Refunded]                   | one three mixed bare exact same list null bool both huge other
          did: "*"                                   | one three mixed bare exact same list null bool both huge other
          did_not: "*"                               | none late
          did_not: [Charged, Refunded]               | none late
          did: charged                               | -
          # tests on the same event
          did: Charged, where: { amount: 5 }         | one three list
          did: Charged, where: { amount: 10, by: card } | mixed
          did: Charged, where: { by: cash, amount: { exists: false } } | mixed null
          did_not: Charged, where: { amount: { exists: true } } | none late other bare null
          # times
          did: Charged, times: 3                     | three mixed same huge
          did: Charged, times: { at_least: 3 }       | three mixed same huge
          did: Charged, times: { above: 2.5 }        | three mixed same huge
          did: Charged, times: { is_not: 3 }         | one bare exact list null bool both
          did: Charged, times: [1, 2]                | one bare exact list null bool both
          did: Charged, times: { not_in: [1, 3] }    | exact
          did: Charged, times: { between: [2, 3] }   | three mixed same huge exact
          did: Charged, times: { below: 2 }          | one bare list null bool both
          did: Charged, times: { at_least: 0 }       | one three mixed bare exact same list null bool both huge
          did: Charged, times: { below: 2, including_zero: true } | none late other one bare list null bool both
          did: Charged, times: { at_most: 0, including_zero: true } | none late other
          did: Charged, times: { is: 0, including_zero: true } | none late other
          did: Charged, times: { is: 2, including_zero: true } | exact
          did: Charged, times: { at_most: 0 }        | -
          did: [Charged, Refunded], times: 2         | exact both
          did: "*", times: { is: 2, including_zero: true } | exact both
          # sum
          did: Charged, sum: { of: amount, at_least: 30 } | three
          did: Charged, sum: { of: amount, is: 0.3 }      | exact
          did: Charged, sum: { of: amount, is: 0.30 }     | exact
          did: Charged, sum: { of: amount, is: 1e-1000 }  | huge
          did: Charged, sum: { of: amount, below: 1e-999 } | huge
          did: Charged, sum: { of: amount, below: 5 }     | exact same both huge
          did: Charged, sum: { of: amount, is_not: 5 }    | three mixed exact same both huge
          did: Charged, sum: { of: amount, below: 5, including_zero: true } | exact same both huge none late other bare list null bool
          did: Charged, sum: { of: amount, above: 0, including_zero: true } | one three mixed exact same both huge
          did: Charged, sum: { of: amount, is: 0, including_zero: true } | none late other bare list null bool
          # average: an event without a number is 0
          did: Charged, average: { of: amount, is: 10 }   | three
          did: Charged, average: { of: amount, is: 0.15 } | exact
          did: Charged, average: { of: amount, in: [0.15, 10, 7] } | exact three
          did: Charged, average: { of: amount, between: [3.3, 3.4] } | mixed
          did: Charged, average: { of: amount, below: 0.7 } | bare exact same list null bool huge
          did: Charged, average: { of: amount, above: 4.5 } | one three
          did: Charged, average: { of: amount, is: 10 }, where: { amount: { exists: true, above: 0 } } | three mixed
          # minimum and maximum ignore what is no number
          did: Charged, minimum: { of: amount, at_least: 10 } | mixed
          did: Charged, minimum: { of: amount, at_most: 1 }   | exact same both huge
          did: Charged, maximum: { of: amount, at_most: 5 }   | one exact same both
          did: Charged, maximum: { of: amount, at_least: 1e999 }   | huge
          # distinct, by type and value
          did: Charged, distinct: { of: amount, is: 3 }  | three huge
          did: Charged, distinct: { of: amount, is: 2 }  | mixed exact same
          did: Charged, distinct: { of: amount, is: 1 }  | one bool both
          did: Charged, distinct: { of: amount, below: 1 } | -
          did: Charged, distinct: { of: amount, below: 2, including_zero: true } | one bool both none late other bare list null
          did: Charged, distinct: { of: by, is: 2 }      | three mixed
          """)
  void holds(String condition, String users) {
    SHOPS.assertAudience("{ " + condition + " }", users);
    SHOPS.assertAudience(
        "{ any: [ { " + condition + " }, { profile: { user_id: nobody } } ] }", users);
  }
}
