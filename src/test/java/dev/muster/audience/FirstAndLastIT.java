package dev.muster.audience;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's first event ever, and the latest; it is 2026-07-15T10:30:00Z. */
class FirstAndLastIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profile("never", "{}")
              .events(
                  """
                  twice Login 2026-07-05T00:00:00Z {"on": "web"}
                  twice Login 2026-07-14T00:00:00Z {"on": "ios"}
                  new Login 2026-07-14T00:00:00Z {"on": "ios"}
                  gone Login 2026-07-05T00:00:00Z {"on": "web"}
                  edge Login 2026-07-13T00:00:00Z {"on": "web"}
                  edge_less Login 2026-07-12T23:59:59.999999Z {"on": "web"}
                  soon Login 2026-07-05T00:00:00Z {"on": "web"}
                  soon Login 2026-07-15T10:30:00Z {"on": "web"}
                  later Login 2026-07-15T10:30:00Z {"on": "ios"}
                  other Logout 2026-07-14T00:00:00Z {"on": "ios"}
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
          did: Login, first_time: true                             | twice new gone edge edge_less soon
          did: Login, first_time: true, during: { last_days: 2 }   | new edge
          did: Login, first_time: true, during: { more_than_days_ago: 2 } | twice gone edge_less soon
          did: Login, first_time: true, during: { on: 2026-07-05 } | twice gone soon
          did: Login, first_time: true, during: { on: 2026-07-12 } | edge_less
          did: Login, first_time: true, during: { after: 2026-07-12 } | new edge
          did: Login, first_time: true, during: { after: 2026-07-15 } | -
          # the first of those events, by where
          did: Login, where: { on: ios }, first_time: true, during: { last_days: 2 } | twice new
          did: [Login, Logout], first_time: true, during: { last_days: 2 } | new edge other
          did: "*", where: { on: ios }, first_time: true, during: { last_days: 2 } | twice new other
          # the latest before as-of
          did: Login, last_time: true                              | twice new gone edge edge_less soon
          did: Login, last_time: true, during: { last_days: 2 }    | twice new edge
          did: Login, last_time: true, during: { more_than_days_ago: 2 } | gone edge_less soon
          did: Login, last_time: true, during: { on: 2026-07-05 }  | gone soon
          did: Login, last_time: true, during: { on: 2026-07-13 }  | edge
          did: Login, last_time: true, during: { on: 2026-07-12 }  | edge_less
          did: Login, where: { on: web }, last_time: true, during: { on: 2026-07-05 } | twice gone soon
          did: Login, last_time: true, during: { between: [2026-07-14, 2026-08-14] } | twice new
          """)
  void holds(String condition, String users) {
    SHOPS.assertAudience("{ " + condition + " }", users);
    SHOPS.assertAudience("{ none: [ { none: [ { " + condition + " } ] } ] }", users);
  }
}
