package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code during}: one user for the instant of each edge, and one for a microsecond before it. */
class DuringIT {
  private static final String SUMMER = "2026-07-15T10:30:00Z";

  /** All edges below. */
  private static final String EDGES =
      """
      2020-01-01T00:00:00Z 2026-06-01T00:00:00Z 2026-07-01T00:00:00Z 2026-07-08T00:00:00Z
      2026-07-10T00:00:00Z 2026-07-10T01:00:00Z 2026-07-10T01:00:00.000001Z 2026-07-11T00:00:00Z
      2026-07-12T00:00:00Z 2026-07-12T02:00:00Z 2026-07-13T00:00:00Z 2026-07-14T00:00:00Z
      2026-07-15T00:00:00Z 2026-07-15T05:30:00Z 2026-07-15T08:30:00Z 2026-07-15T10:30:00Z
      2026-07-15T10:30:00.000001Z 2026-07-16T00:00:00Z 2027-01-01T00:00:00Z
      2026-03-27T23:00:00Z 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z 2026-03-29T01:00:00Z
      2026-03-29T01:30:00Z 2026-03-30T10:00:00Z 2026-02-28T23:00:00Z 2026-01-31T23:00:00Z
      2026-09-06T04:00:00Z 2026-09-07T03:00:00Z 2026-09-05T04:00:00Z 2026-09-08T12:00:00Z
      2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-24T22:00:00Z 2026-10-25T23:00:00Z
      2026-10-26T10:00:00Z
      """;

  private static final Shops SHOPS =
      Shops.filled(shop ->
          instants().forEach(at -> shop.profile("" + at, "{}").event("" + at, "E", at, "{}")));

  private static Stream<Instant> instants() {
    return Stream.of(EDGES.strip().split("\\s+"))
        .map(Instant::parse)
        .flatMap(edge -> Stream.of(edge.minusNanos(1000), edge))
        .distinct();
  }

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
          { last_days: 0 }                 | 2026-07-15T00:00:00Z | 2026-07-15T10:30:00Z
          { last_days: 7 }                 | 2026-07-08T00:00:00Z | 2026-07-15T10:30:00Z
          { last_days: 1000000 }           |                      | 2026-07-15T10:30:00Z
          { last_hours: 5 }                | 2026-07-15T05:30:00Z | 2026-07-15T10:30:00Z
          { days_ago: 0 }                  | 2026-07-15T00:00:00Z | 2026-07-15T10:30:00Z
          { days_ago: 1 }                  | 2026-07-14T00:00:00Z | 2026-07-15T00:00:00Z
          { between_days_ago: [1, 3] }     | 2026-07-12T00:00:00Z | 2026-07-15T00:00:00Z
          { between_days_ago: [3, 3] }     | 2026-07-12T00:00:00Z | 2026-07-13T00:00:00Z
          { between_days_ago: [0, 3] }     | 2026-07-12T00:00:00Z | 2026-07-15T10:30:00Z
          { between_hours_ago: [2, 5] }    | 2026-07-15T05:30:00Z | 2026-07-15T08:30:00Z
          { between_hours_ago: [0, 5] }    | 2026-07-15T05:30:00Z | 2026-07-15T10:30:00Z
          { between_hours_ago: [2, 2] }    | 2026-07-15T08:30:00Z | 2026-07-15T08:30:00Z
          { more_than_days_ago: 5 }        |                      | 2026-07-10T00:00:00Z
          { more_than_days_ago: 1000000 }  | 2027-01-01T00:00:00Z | 2027-01-01T00:00:00Z
          { on: 2026-07-10 }               | 2026-07-10T00:00:00Z | 2026-07-11T00:00:00Z
          { on: 2026-07-15 }               | 2026-07-15T00:00:00Z | 2026-07-15T10:30:00Z
          { on: 2026-07-16 }               | 2027-01-01T00:00:00Z | 2026-07-15T10:30:00Z
          { between: [2026-07-10, 2026-07-12] } | 2026-07-10T00:00:00Z | 2026-07-13T00:00:00Z
          { between: [2026-07-10, 2026-07-10] } | 2026-07-10T00:00:00Z | 2026-07-11T00:00:00Z
          { between: [2026-07-10, 2026-12-31] } | 2026-07-10T00:00:00Z | 2026-07-15T10:30:00Z
          { before: 2026-07-10 }           |                      | 2026-07-10T00:00:00Z
          { before: 2026-07-20 }           |                      | 2026-07-15T10:30:00Z
          { after: 2026-07-10 }            | 2026-07-11T00:00:00Z | 2026-07-15T10:30:00Z
          { after: 2026-07-15 }            | 2027-01-01T00:00:00Z | 2026-07-15T10:30:00Z
          { month: this }                  | 2026-07-01T00:00:00Z | 2026-07-15T10:30:00Z
          { month: previous }              | 2026-06-01T00:00:00Z | 2026-07-01T00:00:00Z
          { between: ["2026-07-10T01:00:00Z", "2026-07-12T02:00:00Z"] } | 2026-07-10T01:00:00Z | 2026-07-12T02:00:00Z
          { between: ["2026-07-10T01:00", "2026-07-12T02:00"] } | 2026-07-10T01:00:00Z | 2026-07-12T02:00:00Z
          { before: "2026-07-10T03:00:00+02:00" } |                      | 2026-07-10T01:00:00Z
          { after: "2026-07-10T01:00:00Z" }       | 2026-07-10T01:00:00.000001Z | 2026-07-15T10:30:00Z
          """)
  void isHalfOpenAndEndsAtAsOf(String during, Instant from, Instant to) {
    assertWindow("UTC", SUMMER, during, from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # clocks go forward on March 29th at 01:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { last_days: 1 }       | 2026-03-28T23:00:00Z | 2026-03-30T10:00:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { days_ago: 1 }        | 2026-03-28T23:00:00Z | 2026-03-29T22:00:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { days_ago: 2 }        | 2026-03-27T23:00:00Z | 2026-03-28T23:00:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { month: this }        | 2026-02-28T23:00:00Z | 2026-03-30T10:00:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { month: previous }    | 2026-01-31T23:00:00Z | 2026-02-28T23:00:00Z
          Europe/Berlin | 2026-03-30T10:00:00Z | { before: "2026-03-29T02:30" } |              | 2026-03-29T01:30:00Z
          # and back on October 25th at 01:00Z: of 02:30, the first
          Europe/Berlin | 2026-10-26T10:00:00Z | { days_ago: 1 }        | 2026-10-24T22:00:00Z | 2026-10-25T23:00:00Z
          Europe/Berlin | 2026-10-26T10:00:00Z | { before: "2026-10-25T02:30" } |              | 2026-10-25T00:30:00Z
          # a day that begins at 01:00, because 00:00 is skipped
          America/Santiago | 2026-09-08T12:00:00Z | { on: 2026-09-06 }   | 2026-09-06T04:00:00Z | 2026-09-07T03:00:00Z
          America/Santiago | 2026-09-08T12:00:00Z | { before: 2026-09-06 } |                    | 2026-09-06T04:00:00Z
          America/Santiago | 2026-09-08T12:00:00Z | { days_ago: 2 }      | 2026-09-06T04:00:00Z | 2026-09-07T03:00:00Z
          """)
  void countsDaysInTheAccountsZone(
      String zone, String asOf, String during, Instant from, Instant to) {
    assertWindow(zone, asOf, during, from, to);
  }

  private static void assertWindow(
      String zone,
      String asOf,
      String during,
      @org.jspecify.annotations.Nullable Instant from,
      Instant to) {
    var inside = new TreeSet<String>();
    var outside = new TreeSet<String>();
    instants()
        .forEach(at ->
            ((from == null || !at.isBefore(from)) && at.isBefore(to) ? inside : outside)
                .add(at.toString()));
    SHOPS.forEach(shop -> {
      shop.in(zone).asOf(Instant.parse(asOf));
      for (var did : new String[] {"did: E", "did: \"*\"", "did: [E, F]"}) {
        assertThat(shop.users(AudienceText.audience("{ " + did + ", during: " + during + " }")))
            .as("%s %s", did, shop.database())
            .isEqualTo(inside);
      }
      assertThat(shop.users(AudienceText.audience("{ did_not: E, during: " + during + " }")))
          .as("did_not %s", shop.database())
          .isEqualTo(outside);
    });
  }
}
