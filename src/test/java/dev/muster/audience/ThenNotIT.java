package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event was at 10:00, and counts ten minutes later. */
class ThenNotIT {
  private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
  private static final Instant UNTIL = AT.plusSeconds(600);

  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.events(
              """
              none A 2026-12-01T10:00:00Z {"p": 1}
              itself Charged 2026-12-01T10:00:00Z {"p": 1}
              at-once Charged 2026-12-01T10:00:00Z {"p": 1}
              at-once A 2026-12-01T10:00:00Z {"p": 1}
              before Charged 2026-12-01T09:59:59.999999Z {"p": 1}
              after Charged 2026-12-01T10:00:00.000001Z {"p": 1}
              last Charged 2026-12-01T10:09:59.999999Z {"p": 1.0}
              end Charged 2026-12-01T10:10:00Z {"p": 1}
              text Charged 2026-12-01T10:05:00Z {"p": "1"}
              bool Charged 2026-12-01T10:05:00Z {"p": true}
              list Charged 2026-12-01T10:05:00Z {"p": [1]}
              null Charged 2026-12-01T10:05:00Z {"p": null}
              other Charged 2026-12-01T10:05:00Z {"q": 1}
              array Charged 2026-12-01T10:05:00Z [1]
              again A 2026-12-01T10:05:00Z {"p": 1, "due": "2026-12-01"}
              small Charged 2026-12-01T10:05:00Z {"p": 1, "amount": 4}
              large Charged 2026-12-01T10:05:00Z {"p": 1, "amount": 50}
              """));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  /** The users for whom it does not hold, in order. */
  private static String followed(Database database, String live, @Nullable String constant)
      throws SQLException {
    var users =
        List.of(
            "none", "itself", "at-once", "before", "after", "last", "end", "text", "bool", "list",
            "null", "other", "array", "again", "small", "large", "nobody");
    var thenNot = new ThenNot(SHOPS.in(database).source(), LiveText.live(live), ZoneOffset.UTC);
    var asked =
        users.stream()
            .map(user -> new ThenNot.After(new UserId(user), AT, constant, UNTIL))
            .toList();
    var holds = thenNot.holds(asked);
    var followed = new ArrayList<String>();
    for (int i = 0; i < users.size(); i++) {
      if (!holds.get(i)) {
        followed.add(users.get(i));
      }
    }
    return String.join(" ", followed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # at the very instant included, at the end not
          { did: A, then_not: { did: Charged, within: 10m } } | | itself at-once after last text bool list null other array small large
          # at the event's own instant a name of did does not count
          { did: Charged, then_not: { did: Charged, within: 10m } } | | after last text bool list null other array small large
          { did: [A, Charged], then_not: { did: Charged, within: 10m } } | | after last text bool list null other array small large
          # the last of several only
          { did: A, then_not: { did: [A, Charged], within: 10m } } | | itself at-once after last text bool list null other array again small large
          { did: A, then_not: { did: A, within: 10m } } | | again
          { did: A, then_not: { did: "*", within: 10m } } | | itself at-once after last text bool list null other array again small large
          { did: "*", then_not: { did: "*", within: 10m } } | | after last text bool list null other array again small large
          { did: A, then_not: { did: Missing, within: 10m } } | |
          { did: A, then_not: { did: Charged, within: 10m, where: { amount: { at_least: 50 } } } } | | large
          { did: A, where: { amount: { at_least: 50 } }, then_not: { did: A, within: 10m } } | | again
          # dates are about the end
          { did: A, then_not: { did: "*", within: 10m, where: { due: { days_ago: 0 } } } } | | again
          { did: A, then_not: { did: "*", within: 10m, where: { due: { days_ago: 1 } } } } | |
          # by type and value
          { did: A, then_not: { did: Charged, within: 10m }, same: p } | [1]    | itself at-once after last small large
          { did: A, then_not: { did: Charged, within: 10m }, same: p } | [1.00] | itself at-once after last small large
          { did: A, then_not: { did: Charged, within: 10m }, same: p } | ["1"]  | text
          { did: A, then_not: { did: Charged, within: 10m }, same: p } | [true] | bool
          { did: A, then_not: { did: Charged, within: 10m }, same: p } | [2]    |
          { did: A, then_not: { did: Charged, within: 10m }, same: { A: x, Charged: q } } | [1] | other
          """)
  void holdsUnlessOneOfItsEventsFollows(
      String live, @Nullable String constant, @Nullable String users) throws SQLException {
    for (var database : Database.values()) {
      assertThat(followed(database, live, constant))
          .as("%s", database)
          .isEqualTo(users == null ? "" : users);
    }
  }
}
