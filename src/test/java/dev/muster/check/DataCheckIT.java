package dev.muster.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.message.TemplateLanguage;
import dev.muster.source.SourceSample;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is said of a campaign that asks for what the data do not have. */
class DataCheckIT {
  private static final TemplateLanguage TEMPLATES = new TemplateLanguage(ZoneOffset.UTC);
  private static final Map<Database, HikariDataSource> SHOPS = new EnumMap<>(Database.class);
  private static final String PROFILES =
      """
      {"user_id": "ann", "anonymous_id": "c1", "first_name": "Ann", "email": "ann@shop.example", "level": 3, "zip": "01234", "newsletter": true, "tags": ["a", "b"], "born": "1990-01-01", "gcm_token": "t"}
      {"user_id": "bob", "first_name": "Bob", "email": "bob@shop.example", "level": "4", "zip": 1234, "newsletter": "true", "tags": ["7", 7, null], "born": "1.1.1990", "plan": null}
      {"user_id": "cid", "level": "high", "empty": []}
      """;
  private static final String EVENTS =
      """
      {"user_id": "ann", "event": "Charged", "occurred_at": "2026-07-01T00:00:00Z", "properties": {"amount": 5, "product_id": "p1", "gift": true}}
      {"user_id": "ann", "event": "Charged", "occurred_at": "2026-07-02T00:00:00Z", "properties": {"amount": "500", "product_id": 7, "none": null}}
      {"user_id": "bob", "event": "Charged", "occurred_at": "2026-07-03T00:00:00Z", "properties": {"amount": "1.5", "currency": "EUR"}}
      {"user_id": "bob", "event": "Charge", "occurred_at": "2026-07-03T00:00:00Z", "properties": {"amount": 7}}
      {"user_id": "bob", "event": "product_viewed", "occurred_at": "2026-07-03T00:00:00Z", "properties": {"Product ID": "p1"}}
      {"user_id": "bob", "event": "Order Completed", "occurred_at": "2026-07-03T00:00:00Z"}
      {"user_id": "bob", "event": "App Opened", "occurred_at": "2026-07-03T00:00:00Z", "properties": {"amount": 1}}
      {"user_id": "nobody", "event": "Shared", "occurred_at": "2026-07-03T00:00:00Z"}
      {"user_id": "noone", "event": "Shared", "occurred_at": "2026-07-04T00:00:00Z"}
      {"user_id": "nobody", "event": "Liked", "occurred_at": "2026-07-04T00:00:00Z"}
      {"user_id": "cid", "event": "Liked", "occurred_at": "2026-07-03T00:00:00Z", "properties": {"by ": "x"}}
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void fill() throws Exception {
    for (var database : Database.values()) {
      var shop = database.newDataSource();
      SHOPS.put(database, shop);
      var intake = database.intake(shop);
      intake.profiles(source(PROFILES), Options.defaults());
      intake.events(source(EVENTS), Options.defaults());
    }
  }

  @AfterAll
  static void close() {
    SHOPS.values().forEach(HikariDataSource::close);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # events
          did: Charged |
          did: charged | names: no event is named charged; there are Charged (3 events), Charge (1 event)
          did: charge | names: no event is named charge; there are Charge (1 event), Charged (3 events)
          did: [Charged, Chraged] | names: no event is named Chraged; there are Charged (3 events), Charge (1 event)
          did_not: Product Viewed | names: no event is named Product Viewed; there is product_viewed (1 event)
          did_not: productViewed | names: no event is named productViewed; there is product_viewed (1 event)
          did: Order | names: no event is named Order; there is Order Completed (1 event)
          did: Refunded | names: no event is named Refunded, nor anything like it
          none: [ { did: Refunded }, { any: [ { did: Bought } ] } ] | names: no event is named Refunded, nor anything like it~names: no event is named Bought, nor anything like it
          all: [ { did: refund }, { did_not: refund } ] | names: no event is named refund, nor anything like it
          did: "*" |
          sql: q.sql |
          # properties
          did: Charge, where: { amount: { above: 1 } } |
          did: Charge, where: { ammount: { above: 1 } } | names: no Charge event has ammount; there is amount (1)
          did: Charged, where: { Amount: { above: 1 } } | names: no Charged event has Amount; there is amount (3)
          did: Charge, where: { currency: EUR } | names: no Charge event has currency, nor anything like it
          did: [Charge, Charged], where: { currency: EUR } |
          did: [Charge, Charged], where: { currencies: EUR } | names: no Charge or Charged event has currencies; there is currency (1)
          did: [Charge, Refund], where: { currencies: EUR } | names: no event is named Refund, nor anything like it~names: no Charge or Refund event has currencies, nor anything like it
          did: Refunded, where: { amont: { above: 1 } } | names: no event is named Refunded, nor anything like it
          did: "*", where: { curency: EUR } | names: no event has curency; there is currency (1)
          did: Charged, where: { none: { exists: true } } | names: no Charged event has none, nor anything like it
          did: Charged, distinct: { of: productId, above: 1 } | names: no Charged event has productId; there is product_id (2)
          did: product_viewed, sum: { of: price, above: 1 } | names: no product_viewed event has price, nor anything like it
          same: product_id, all: [ { did: Charged }, { did_not: product_viewed } ] | names: no product_viewed event has product_id; there is Product ID (1)~values: product_id of Charged events: 1 number, 1 text; asked for: the same
          same: { Charged: product_id, product_viewed: Product ID }, all: [ { did: Charged }, { did_not: product_viewed } ] | values: product_id of Charged events: 1 number, 1 text; Product ID of product_viewed events: 1 text; asked for: the same
          same: { Charge: amount, Charged: currency }, all: [ { did: Charge }, { did_not: Charged } ] | values: amount of Charge events: 1 number; currency of Charged events: 1 text; asked for: the same
          same: amount, all: [ { did: Charge }, { did: App Opened } ] |
          # attributes
          profile: { first_name: { exists: true } } |
          profile: { firstname: { exists: true } } | names: no profile has firstname; there is first_name (2)
          profile: { plan: pro } | names: no profile has plan, nor anything like it
          # columns of profiles
          profile: { user_id: ann, anonymous_id: c1 } |
          profile: { timezone: Europe/Berlin } | names: no profile has timezone, nor anything like it
          profile: { timezone: { exists: false } } | names: no profile has timezone, nor anything like it
          profile: { userid: ann } | names: no profile has userid; there is user_id (3)
          profile: { anonymous-id: { exists: true } } | names: no profile has anonymous-id; there is anonymous_id (1)
          profile: { user_id: 7 } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: "7" } |
          profile: { user_id: { in: [7, 8] } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: { in: ["7", 8] } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: { not_in: [7, 8] } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: { is_not: 7 } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: { not_in: ["7", "8"] } } |
          profile: { user_id: { starts_with: "7", not_contains: "8", exists: true } } |
          profile: { user_id: { between: [1, 9] } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { user_id: { above: 1 } } | values: user_id of profiles: is a text, and is asked for numbers
          profile: { anonymous_id: true } | values: anonymous_id of profiles: is a text, and is asked for true or false
          profile: { anonymous_id: [1, true] } | values: anonymous_id of profiles: is a text, and is asked for numbers, true or false
          any: [ { profile: { user_id: 7 } }, { none: [ { profile: { user_id: 8 } } ] } ] | values: user_id of profiles: is a text, and is asked for numbers
          profile: { timezone: 1 } | names: no profile has timezone, nor anything like it~values: timezone of profiles: is a text, and is asked for numbers
          # types
          did: Charged, where: { amount: { at_least: 100 } } | values: amount of Charged events: 2 texts that look like numbers, 1 number; asked for: a number
          did: Charged, where: { amount: "500" } | values: amount of Charged events: 2 texts that look like numbers, 1 number; asked for: a text
          did: Charged, where: { amount: ["500", 500] } |
          did: Charged, where: { amount: { is_not: 5 } } |
          did: Charged, where: { amount: { exists: true } } |
          did: Charged, sum: { of: amount, above: 5 } | values: amount of Charged events: 2 texts that look like numbers, 1 number; asked for: a number
          did: Charged, average: { of: product_id, above: 5 } | values: product_id of Charged events: 1 number, 1 text; asked for: a number
          did: Charged, distinct: { of: product_id, above: 5 } |
          did: "*", maximum: { of: amount, above: 5 } | values: amount of events: 3 numbers, 2 texts that look like numbers; asked for: a number
          all: [ { did: Charged, where: { amount: { above: 5 } } }, { did: Charged, where: { amount: "5" } } ] | values: amount of Charged events: 2 texts that look like numbers, 1 number; asked for: a number, a text
          profile: { level: { at_least: 3 } } | values: level of profiles: 1 number, 1 text that looks like a number, 1 text; asked for: a number
          profile: { newsletter: true } | values: newsletter of profiles: 1 boolean, 1 text that looks like a boolean; asked for: true or false
          profile: { zip: "01234" } | values: zip of profiles: 1 number, 1 text that looks like a number; asked for: a text
          profile: { tags: 7 } | values: tags of profiles: 2 texts, 1 number, 1 text that looks like a number; asked for: a number
          profile: { born: { before: 2000-01-01 } } | values: born of profiles: 1 text that is a date, 1 text; asked for: a date
          profile: { born: { starts_with: "1" } } |
          profile: { empty: 5 } |
          # values that are to be left out
          profile: { first_name: { is_not: 5 } } | values: first_name of profiles: 2 texts; excluded: a number, which none of them is
          profile: { first_name: { not_in: [1234, 501] } } | values: first_name of profiles: 2 texts; excluded: a number, which none of them is
          profile: { first_name: { not_in: [1234, true] } } | values: first_name of profiles: 2 texts; excluded: a number or true or false, which none of them is
          profile: { first_name: { not_in: [1234, Ann] } } |
          profile: { first_name: { is_not: Ann } } |
          profile: { zip: { is_not: 5 } } |
          profile: { zip: { not_in: ["01234"] } } |
          profile: { zip: { is_not: true } } | values: zip of profiles: 1 number, 1 text that looks like a number; excluded: true or false, which none of them is
          profile: { born: { is_not: 1990-01-01 } } |
          profile: { tags: { is_not: 7 } } |
          profile: { tags: { is_not: true } } | values: tags of profiles: 2 texts, 1 number, 1 text that looks like a number; excluded: true or false, which none of them is
          profile: { empty: { is_not: 5 } } |
          profile: { plan: { is_not: 5 } } | names: no profile has plan, nor anything like it
          profile: { first_name: { above: 3, is_not: 5 } } | values: first_name of profiles: 2 texts; asked for: a number~values: first_name of profiles: 2 texts; excluded: a number, which none of them is
          did: Charged, where: { currency: { is_not: 5 } } | values: currency of Charged events: 1 text; excluded: a number, which none of them is
          did_not: Charge, where: { amount: { not_in: ["7"] } } | values: amount of Charge events: 1 number; excluded: a text, which none of them is
          did: Charged, where: { gift: { is_not: true } } |
          # users without a profile
          did: Shared | users: no Shared event is of a user with a profile
          did: [Shared, Charged] | users: no Shared event is of a user with a profile
          did_not: Shared | users: no Shared event is of a user with a profile
          did: Liked |
          # blanks at the ends
          did: "Charged " | names: no event is named "Charged "; there are Charged (3 events), Charge (1 event)
          did: Liked, where: { " by": x } | names: no Liked event has " by"; there is "by " (1)
          did: Liked, where: { "by ": 5 } | values: "by " of Liked events: 1 text; asked for: a number
          profile: { " level": { exists: true } } | names: no profile has " level"; there is level (3)
          """)
  void namesWhatNoRowHasAndValuesOfOtherTypesThanAreWanted(
      String audience, @Nullable String findings) throws Exception {
    Files.writeString(folder.resolve("q.sql"), "select 'ann' as user_id");
    var campaign = campaign("audience: { " + audience + " }", "track: Offer", "at: launch");
    for (var database : Database.values()) {
      assertThat(said(database, campaign))
          .as("%s", database)
          .containsExactly(findings == null ? new String[0] : findings.split("~", -1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          track: A, attributes: [email, first_name, user_id] |
          track: A, attributes: [e-mail] | names: no profile has e-mail; there is email (2)
          track: A, tokens: [gcm] |
          track: A, tokens: [apns, gcm] | names: no profile has apns_token, nor anything like it
          track: A, user_id: email |
          track: A, user_id: mail, anonymous_id: cookie | names: no profile has mail; there is email (2)~names: no profile has cookie, nor anything like it
          track: A, properties: { hi: "Hi {{ profile.first_name }}" } |
          track: A, properties: { hi: { there: [ "Hi {{ profile.firstName }}" ] } } | names: no profile has firstName; there is first_name (2)
          track: A, properties: { zone: "{{ profile.anonymous_id }}", c: "{{ campaign.name }}" } |
          track: A, properties: { zone: "{{ profile.timezone }}" } | names: no profile has timezone, nor anything like it
          """)
  void namesAttributesOfMessagesThatNoProfileHas(String what, @Nullable String findings)
      throws Exception {
    var campaign = campaign("audience: { everyone: true }", what, "at: launch");
    for (var database : Database.values()) {
      assertThat(said(database, campaign))
          .as("%s", database)
          .containsExactly(findings == null ? new String[0] : findings.split("~", -1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksIntoAGoalToo(Database database) throws Exception {
    var campaign =
        campaign(
            "audience: { everyone: true }",
            "track: A",
            "at: launch }\ngoal: { event: Charged, within: 7d, where: { curency: EUR }, value: amount");
    assertThat(said(database, campaign))
        .containsExactly(
            "names: no Charged event has curency; there is currency (1)",
            "values: amount of Charged events: 2 texts that look like numbers, 1 number; asked for:"
                + " a number");
    assertThat(
            said(
                database,
                campaign(
                    "audience: { everyone: true }",
                    "track: A",
                    "at: launch }\ngoal: { event: Bought, within: 7d")))
        .containsExactly("names: no event is named Bought, nor anything like it");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheTenCommonestSpellingsOfZonesThatAreNotKnown(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var zones = new StringBuilder();
      for (var i = 0; i < 12; i++) {
        for (var user = 0; user <= i; user++) {
          zones.append(
              "{\"user_id\": \"u%d-%d\", \"timezone\": \"%s\"}%n"
                  .formatted(
                      i,
                      user,
                      user % 2 == 0 ? "Zone %02d".formatted(i) : " Zone %02d ".formatted(i)));
        }
      }
      zones.append(
          """
          {"user_id": "k1", "timezone": "europe/berlin"}
          {"user_id": "k2", "timezone": "+05:30"}
          {"user_id": "k3"}
          {"user_id": "k4", "timezone": " "}
          {"user_id": "k5", "timezone": "me@home.example"}
          {"user_id": "k6", "timezone": "%s"}
          {"user_id": "k7", "timezone": "you@home.example"}
          """
              .formatted("x".repeat(65)));
      database.intake(shop).profiles(source(zones.toString()), Options.defaults());
      var inTheirZones =
          campaign(
              "audience: { everyone: true }",
              "track: A",
              "at: 2027-01-15T09:00, user_timezone: { passed: skip }");
      var undisturbed =
          campaign(
              "audience: { everyone: true }",
              "track: A",
              "at: launch, do_not_disturb: { from: '21:00', to: '09:00', then: delay }");
      var expected =
          "zones: 81 profiles have time zones that are not known: \"Zone 11\" (12), \"Zone 10\""
              + " (11), \"Zone 09\" (10), \"Zone 08\" (9), \"Zone 07\" (8), \"Zone 06\" (7),"
              + " \"Zone 05\" (6), \"Zone 04\" (5), \"Zone 03\" (4), \"Zone 02\" (3), …";

      assertThat(said(database, shop, inTheirZones)).containsExactly(expected);
      assertThat(said(database, shop, undisturbed)).containsExactly(expected);
      assertThat(
              said(
                  database,
                  shop,
                  campaign("audience: { everyone: true }", "track: A", "at: launch")))
          .isEmpty();
      new JdbcTemplate(shop).update("delete from profiles where timezone like '%Zone%'");
      assertThat(said(database, shop, inTheirZones))
          .containsExactly("zones: 3 profiles have time zones that are not known: other (3)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isContentWithTablesOfOthersThatHaveNullsAndStrangeValues(Database database)
      throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      var json = database == Database.H2 ? "json '%s'" : "'%s'";
      jdbc.execute("drop table events");
      jdbc.execute("drop table profiles");
      jdbc.execute(
          "create table rows_of_profiles (user_id varchar, timezone varchar, attributes JSON)");
      jdbc.execute(
          "create view profiles as select user_id, cast(null as varchar) as anonymous_id, timezone,"
              + " false as opted_out, attributes from rows_of_profiles");
      jdbc.execute(
          "create table events (user_id varchar, name varchar, occurred_at timestamp with time"
              + " zone, properties JSON)");
      jdbc.execute("insert into rows_of_profiles values (null, 'CEST', null)");
      jdbc.execute("insert into rows_of_profiles values ('a', null, null)");
      jdbc.execute("insert into rows_of_profiles values ('b', 'CEST', null)");
      for (var value : List.of("[1, 2]", "\"text\"", "null", "{\"plan\": {\"a\": 1}}")) {
        jdbc.execute(
            "insert into rows_of_profiles values ('c', '', " + json.formatted(value) + ")");
        jdbc.execute("insert into events values (null, 'A', null, " + json.formatted(value) + ")");
      }
      jdbc.execute("insert into events values ('a', null, null, null)");

      assertThat(
              said(
                  database,
                  shop,
                  campaign(
                      "audience: { all: [ { did: A, where: { plan: 5 } }, { did: B }, { profile: {"
                          + " plan: pro } } ] }",
                      "track: A",
                      "at: 2027-01-15T09:00, user_timezone: { passed: skip }")))
          .containsExactly(
              "names: no event is named B; there is A (4 events)",
              "users: no A event is of a user with a profile",
              "values: plan of A events: 1 map; asked for: a number",
              "values: plan of profiles: 1 map; asked for: a text",
              "zones: 1 profile has a time zone that is not known: \"CEST\" (1)");
    }
  }

  /** What jsonb cannot hold is absent for audiences, too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsNoValuesOfJsonThatAnAudienceDoesNotRead(boolean withSchema) throws Exception {
    try (var shop = new HikariDataSource()) {
      shop.setJdbcUrl(Database.POSTGRESQL.newUrl());
      if (withSchema) {
        Database.POSTGRESQL.migrate(shop);
      }
      var jdbc = new JdbcTemplate(shop);
      assumeTrue(
          withSchema
              || requireNonNull(
                      jdbc.queryForObject(
                          "select current_setting('server_version_num')::int", Integer.class))
                  >= 160_000);
      jdbc.execute("drop table if exists profiles, events");
      jdbc.execute(
          "create table profiles (user_id text, anonymous_id text, timezone text, opted_out"
              + " boolean, attributes json)");
      jdbc.execute(
          "create table events (user_id text, name text, occurred_at timestamptz, properties"
              + " json)");
      for (var value :
          List.of(
              "{\"a\": 5, \"b\": \"\\u0000\"}",
              "{\"a\": 6, \"b\": \"\\ud800\"}",
              "{\"a\": 1e200000}",
              "{\"a\": \"7\"}")) {
        jdbc.update("insert into profiles values ('u', null, null, false, ?::json)", value);
        jdbc.update("insert into events values ('u', 'In', now(), ?::json)", value);
      }

      assertThat(
              said(
                  Database.POSTGRESQL,
                  shop,
                  campaign(
                      "audience: { all: [ { did: In, where: { a: 5, other: x } }, { profile: { a: 5 }"
                          + " } ] }",
                      "track: A",
                      "at: launch")))
          .containsExactly(
              "values: a of In events: 1 text that looks like a number; asked for: a number",
              "names: no In event has other, nor anything like it",
              "values: a of profiles: 1 text that looks like a number; asked for: a number");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingOfTablesThatAreEmpty(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      assertThat(
              said(
                  database,
                  shop,
                  campaign(
                      "audience: { all: [ { did: A }, { profile: { plan: pro } } ] }",
                      "track: A",
                      "at: 2027-01-15T09:00, user_timezone: { passed: skip }")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatItHasLookedIntoSomeOfTheRowsOnly(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var intake = database.intake(shop);
      intake.profiles(source(PROFILES), Options.defaults());
      intake.events(source(EVENTS), Options.defaults());
      var campaign =
          campaign(
              "audience: { all: [ { did: Charged, where: { gift: true, amount: 5 } }, { did: [Charge,"
                  + " Charged], where: { color: red } }, { did: \"*\", where: { color: red } }, {"
                  + " profile: { plan: pro } } ] }",
              "track: A",
              "at: launch");

      assertThat(said(new SourceSample(database.source(shop), 2), campaign))
          .containsExactly(
              // The only one with a gift is the third latest.
              "names: none of the latest 2 Charged events has gift, nor anything like it",
              "values: amount of the latest 2 Charged events: 2 texts that look like numbers; asked"
                  + " for: a number",
              "names: none of the latest 3 Charge or Charged events has color, nor anything like it",
              "names: none of the latest 2 events has color, nor anything like it",
              "names: none of 2 profiles that were looked at has plan, nor anything like it");
      assertThat(said(new SourceSample(database.source(shop), 1000), campaign).getFirst())
          .startsWith("values: amount of Charged events: 2 texts");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          profile: { user_id: { in: [7, 8] } } | write "7"
          profile: { user_id: { not_in: [a, 8] } } | write "8"
          profile: { anonymous_id: true } | write "true"
          profile: { user_id: { above: 7 } } | ask for texts
          profile: { first_name: 5 } | values of another type count as absent: give them the type that is asked for, or ask for theirs
          profile: { first_name: { is_not: 5 } } | values of another type are never equal: give them the type that is asked for, or ask for theirs
          did: Shared | only users with a profile are reached: see that events and profiles have the same user ids, and that all profiles are there
          """)
  void saysWhatToDo(String audience, String remedy) throws Exception {
    var campaign = campaign("audience: { " + audience + " }", "track: A", "at: launch");
    for (var database : Database.values()) {
      var check = new DataCheck(SourceSample.of(database.source(shop(database))), TEMPLATES);
      assertThat(check.findings(campaign))
          .as("%s", database)
          .extracting(Finding::remedy)
          .containsExactly(remedy);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysOfTheLatestEventsOnlyWhetherTheirUsersHaveProfiles(Database database) throws Exception {
    var campaign = campaign("audience: { did: Liked }", "track: A", "at: launch");
    assertThat(said(new SourceSample(database.source(shop(database)), 1), campaign))
        .containsExactly("users: none of the latest 1 Liked events is of a user with a profile");
    assertThat(said(new SourceSample(database.source(shop(database)), 2), campaign)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsViewsInADatabaseThatHasNothingOfMuster(Database database) throws Exception {
    try (var shop = new HikariDataSource()) {
      shop.setJdbcUrl(database.newUrl());
      var jdbc = new JdbcTemplate(shop);
      var json = "json '%s'";
      // PostgreSQL compares texts of two collations only where it is told how.
      var collation = database == Database.H2 ? "" : " collate \"POSIX\"";
      jdbc.execute(
          "create table customers (id varchar" + collation + ", zone varchar, facts JSON)");
      jdbc.execute(
          "create view profiles as select id as user_id, cast(null as varchar) as anonymous_id,"
              + " zone as timezone, false as opted_out, facts as attributes from customers");
      jdbc.execute(
          "create table actions (who varchar"
              + collation.replace("POSIX", "C")
              + ", what varchar, at timestamp with time zone, facts"
              + " JSON)");
      jdbc.execute(
          "create view events as select who as user_id, what as name, at as occurred_at, facts as"
              + " properties from actions");
      jdbc.execute(
          "insert into customers values ('a', 'CEST', "
              + json.formatted("{\"level\": \"3\"}")
              + ")");
      jdbc.execute(
          "insert into actions values ('b', 'Paid', current_timestamp, "
              + json.formatted("{\"amount\": 5}")
              + ")");

      assertThat(
              said(
                  database,
                  shop,
                  campaign(
                      "audience: { all: [ { did: Paid, where: { amount: \"5\" } }, { did: paid }, {"
                          + " profile: { level: 3, anonymous_id: c1 } } ] }",
                      "track: A",
                      "at: 2027-01-15T09:00, user_timezone: { passed: skip }")))
          .containsExactly(
              "names: no event is named paid; there is Paid (1 event)",
              "users: no Paid event is of a user with a profile",
              "values: amount of Paid events: 1 number; asked for: a text",
              "values: level of profiles: 1 text that looks like a number; asked for: a number",
              "names: no profile has anonymous_id, nor anything like it",
              "zones: 1 profile has a time zone that is not known: \"CEST\" (1)");
    }
  }

  private Campaign campaign(String who, String what, String when) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("test.yaml"),
            """
            campaign: test
            name: Test
            owner: owner@example.com
            who: { %s }
            what: { %s }
            when: { %s }
            """
                .formatted(who, what, when));
    return switch (new CampaignReader(TEMPLATES).read(CampaignFiles.onDisk(file))) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private static List<String> said(Database database, Campaign campaign) throws Exception {
    return said(database, shop(database), campaign);
  }

  private static HikariDataSource shop(Database database) {
    return requireNonNull(SHOPS.get(database));
  }

  private static List<String> said(Database database, HikariDataSource shop, Campaign campaign)
      throws Exception {
    return said(SourceSample.of(database.source(shop)), campaign);
  }

  private static List<String> said(SourceSample sample, Campaign campaign) throws Exception {
    var findings = new DataCheck(sample, TEMPLATES).findings(campaign);
    assertThat(findings).allMatch(finding -> finding.state() == Finding.State.WARNING);
    return findings.stream().map(each -> each.subject() + ": " + each.found()).toList();
  }

  private static Source source(String ndjson) {
    return Source.stream(
        "test", Format.NDJSON, new ByteArrayInputStream(ndjson.getBytes(StandardCharsets.UTF_8)));
  }
}
