package dev.muster.audience;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code same}, {@code values} and {@code in_order}; it is 2026-07-15T10:30:00Z. */
class GroupsIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profile("none", "{}")
              .events(
                  """
                  other_bought Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  other_bought Viewed 2026-07-01T00:00:00Z {"p": "B"}
                  other_bought Bought 2026-07-02T00:00:00Z {"p": "A", "item": "A", "price": 4}
                  bought Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  bought Bought 2026-07-02T00:00:00Z {"p": "A", "item": "A", "price": 5}
                  before Bought 2026-06-01T00:00:00Z {"p": "A", "item": "A", "price": 5}
                  before Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  at_once Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  at_once Bought 2026-07-01T00:00:00Z {"p": "A", "item": "B", "price": 6}
                  crossed Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  crossed Bought 2026-07-02T00:00:00Z {"p": "B", "item": "B", "price": 7}
                  crossed Viewed 2026-07-03T00:00:00Z {"p": "B"}
                  types Viewed 2026-07-01T00:00:00Z {"p": 1}
                  types Bought 2026-07-02T00:00:00Z {"p": "1"}
                  number Viewed 2026-07-01T00:00:00Z {"p": 1}
                  number Bought 2026-07-02T00:00:00Z {"p": 1.0, "item": 1.00}
                  lists Viewed 2026-07-01T00:00:00Z {"p": ["A"]}
                  objects Viewed 2026-07-01T00:00:00Z {"p": {}}
                  nothing Viewed 2026-07-01T00:00:00Z {"p": null}
                  nothing Viewed 2026-07-01T00:00:00Z
                  twice Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  twice Viewed 2026-07-04T00:00:00Z {"p": "A"}
                  twice Bought 2026-07-02T00:00:00Z {"p": "A", "price": 5}
                  twice Bought 2026-07-05T00:00:00Z {"p": "A", "price": 6}
                  future Viewed 2026-07-14T00:00:00Z {"p": "A"}
                  future Bought 2026-07-15T10:30:00Z {"p": "A"}
                  many Viewed 2026-07-01T00:00:00Z {"p": true}
                  many Viewed 2026-07-02T00:00:00Z {"p": "true"}
                  many Viewed 2026-07-03T00:00:00Z {"p": 7}
                  returned Viewed 2026-07-01T00:00:00Z {"p": "A"}
                  returned Bought 2026-07-02T00:00:00Z {"p": "A"}
                  returned Returned 2026-06-15T00:00:00Z {"p": "A"}
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
          # viewed, but did not buy that product
          same: p, all: [ { did: Viewed }, { did_not: Bought } ]  | other_bought crossed types future many
          same: p, all: [ { did: Viewed }, { did_not: Bought } ], values: { at_least: 2 } | many
          same: p, all: [ { did: Viewed }, { did_not: Bought } ], values: 3 | many
          same: p, all: [ { did: Viewed }, { did_not: Bought } ], values: { below: 3 } | other_bought crossed types future
          same: p, all: [ { did: Viewed } ] | other_bought bought before at_once crossed types number twice future many returned
          same: p, all: [ { did: Viewed }, { did_not: Bought, during: { last_days: 20 } } ] | other_bought before crossed types future many
          same: p, all: [ { did: Viewed }, { did_not: Bought, where: { price: { above: 5 } } } ] | other_bought bought before crossed types number future many returned
          # both, with the same product
          same: p, all: [ { did: Viewed }, { did: Bought } ] | other_bought bought before at_once crossed number twice returned
          same: p, all: [ { did: Viewed }, { did: Bought } ], values: 2 | -
          same: p, all: [ { did: Viewed }, { did: Bought }, { did_not: Returned } ] | other_bought bought before at_once crossed number twice
          # measures look at the events with that value only
          same: p, all: [ { did: Viewed, times: { at_least: 2 } } ] | twice
          same: p, all: [ { did: [Viewed, Bought], times: { at_least: 2 } } ] | other_bought bought before at_once crossed number twice returned
          same: p, all: [ { did: [Viewed, Bought], times: 3 } ] | -
          same: p, all: [ { did: "*", times: 3 } ] | returned
          same: p, all: [ { did: Bought, sum: { of: price, at_least: 6 } } ] | at_once crossed twice
          same: p, all: [ { did: Bought, average: { of: price, is: 5.5 } } ] | twice
          same: p, all: [ { did: Bought, minimum: { of: price, above: 5 } } ] | at_once crossed
          same: p, all: [ { did: Bought, maximum: { of: price, below: 5 } } ] | other_bought
          same: p, all: [ { did: Bought, distinct: { of: price, is: 2 } } ] | twice
          # with 0 for those without
          same: p, all: [ { did: Viewed }, { did: Bought, times: { at_most: 0, including_zero: true } } ] | other_bought crossed types future many
          same: p, all: [ { did: Viewed }, { did: Bought, times: { at_most: 1, including_zero: true } } ] | other_bought bought before at_once crossed types number future many returned
          same: p, all: [ { did: Viewed }, { did: Bought, sum: { of: price, is: 0, including_zero: true } } ] | other_bought crossed types number future many returned
          same: p, all: [ { did: Viewed, times: { below: 2, including_zero: true } } ] | other_bought bought before at_once crossed types number future many returned
          # first and last with that value
          same: p, all: [ { did: Viewed, first_time: true, during: { after: 2026-07-02 } } ] | crossed future many
          same: p, all: [ { did: Viewed, last_time: true, during: { before: 2026-07-02 } } ] | other_bought bought before at_once crossed types number many returned
          # one property an event
          same: { Viewed: p, Bought: item }, all: [ { did: Viewed }, { did: Bought } ] | other_bought bought before crossed number
          same: { Viewed: p, Bought: item }, all: [ { did: Viewed }, { did_not: Bought } ] | other_bought at_once crossed types twice future many returned
          # one strictly after the other
          in_order: true, all: [ { did: Viewed }, { did: Bought } ] | other_bought bought crossed types number twice returned
          in_order: true, all: [ { did: Bought }, { did: Viewed } ] | before crossed twice
          in_order: true, all: [ { did: Viewed }, { did: Bought }, { did: Viewed } ] | crossed twice
          in_order: true, all: [ { did: Viewed }, { did: Bought }, { did: Viewed }, { did: Bought } ] | twice
          in_order: true, all: [ { did: Viewed }, { did: Viewed } ] | crossed twice many
          in_order: true, all: [ { did: Viewed, during: { after: 2026-07-02 } }, { did: Bought } ] | twice
          in_order: true, all: [ { did: Viewed }, { did: Bought, where: { price: { above: 5 } } } ] | crossed twice
          # a did_not holds at any time
          in_order: true, all: [ { did: Viewed }, { did: Bought }, { did_not: Returned } ] | other_bought bought crossed types number twice
          in_order: true, all: [ { did: Viewed }, { did_not: Returned, during: { on: 2026-06-15 } }, { did: Bought } ] | other_bought bought crossed types number twice
          # in order, with the same product
          in_order: true, same: p, all: [ { did: Viewed }, { did: Bought } ] | other_bought bought number twice returned
          in_order: true, same: p, all: [ { did: Bought }, { did: Viewed } ] | before crossed twice
          in_order: true, same: p, all: [ { did: Viewed }, { did: Bought }, { did_not: Returned } ] | other_bought bought number twice
          in_order: true, same: { Viewed: p, Bought: item }, all: [ { did: Viewed }, { did: Bought } ] | other_bought bought number
          in_order: true, same: p, values: 2, all: [ { did: Viewed }, { did: Viewed } ] | -
          in_order: true, all: [ { did: Viewed, first_time: true }, { did: Bought, last_time: true } ] | other_bought bought crossed types number twice returned
          in_order: true, all: [ { did: Bought, last_time: true }, { did: Viewed, last_time: true } ] | before crossed
          # other conditions as usual, and groups anywhere
          same: p, all: [ { did: Viewed }, { did_not: Bought }, { did_not: Nothing }, { profile: { user_id: { in: [types, many, none] } } } ] | types many
          same: p, all: [ { did: Viewed }, { any: [ { did_not: Bought }, { profile: { user_id: bought } } ] } ] | bought future many
          none: [ { same: p, all: [ { did: Viewed }, { did_not: Bought } ] } ] | none bought before at_once number lists objects nothing twice returned
          none: [ { in_order: true, all: [ { did: Viewed }, { did: Bought } ] }, { did: Returned } ] | none before at_once lists objects nothing future many
          any: [ { same: p, all: [ { did: Viewed, times: 2 } ] }, { in_order: true, all: [ { did: Bought }, { did: Viewed } ] }, { did: Returned } ] | twice before crossed returned
          all: [ { same: p, all: [ { did: Viewed }, { did_not: Bought } ] }, { in_order: true, all: [ { did: Viewed }, { did: Bought } ] } ] | other_bought crossed types
          """)
  void holds(String condition, String users) {
    SHOPS.assertAudience("{ " + condition + " }", users);
  }
}
