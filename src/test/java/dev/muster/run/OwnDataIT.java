package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs over profiles and events as shops have them: views, doubles, other types, bad rows. */
class OwnDataIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final String EVERYONE =
      """
      who:
        audience: { everyone: true }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;
  private static final String BY_CRM_ID = EVERYONE.replace("track:", "user_id: crm\n  track:");

  @TempDir private Path folder;

  /** People, and the profiles that are a view of them. */
  private LaunchPad shop(Database database, String view, String... people) throws Exception {
    var pad = new LaunchPad(database, folder).profiles(String.join("\n", people));
    execute(pad, "alter table profiles rename to people");
    execute(pad, "create view profiles as " + view);
    return pad;
  }

  private static void execute(LaunchPad pad, String sql) {
    JdbcClient.create(pad.dataSource()).sql(sql).update();
  }

  private static String person(String id) {
    return "{\"user_id\": \"%s\", \"email\": \"%s@example.com\"}".formatted(id, id);
  }

  @ParameterizedTest
  @EnumSource
  void sendsToNobodyWhileAUserStandsTwiceAndToAllAfterwards(Database database) throws Exception {
    var doubled = "select * from people union all select * from people where user_id = 'u2'";
    try (var pad = shop(database, doubled, person("u1"), person("u2"))) {
      var campaign = pad.campaign("all", EVERYONE);

      var end = pad.launch(campaign, MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
                assertThat(failed.reason())
                    .contains("1 user id stands in more than one row", "one row a user");
              });
      assertThat(pad.storedUsers()).isEmpty();

      execute(pad, "drop view profiles");
      execute(pad, "create view profiles as select * from people");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToNobodyWhileAUserStandsTwiceThoughOneRowHasOptedOut(Database database)
      throws Exception {
    var doubled =
        """
        select user_id, anonymous_id, timezone, opted_out, attributes from people
        union all
        select user_id, anonymous_id, timezone, true, attributes from people
        """;
    try (var pad = shop(database, doubled, person("u1"), person("u2"))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> assertThat(failed.reason()).contains("2 user ids stand in more than one"));
      assertThat(pad.storedUsers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToNobodyOnceSomebodyHasComeToStandTwiceSinceTheAudienceWasFound(Database database)
      throws Exception {
    try (var pad = shop(database, "select * from people", person("u1"), person("u2"))) {
      // Of those who stand once, none is in the chunk of the one who stands twice.
      pad.delivering(new DeliverySettings(2, 1, 4, 1_000_000));
      var campaign = pad.campaign("all", EVERYONE);
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 503}]}");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.FAILED);
      pad.noFaults();
      execute(pad, "drop view profiles");
      execute(
          pad,
          """
          create view profiles as
          select user_id, anonymous_id, timezone, opted_out, attributes from people
          union all
          select user_id, anonymous_id, timezone, true, attributes from people
          where user_id = 'u2'
          """);

      assertThat(pad.launch(campaign, MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
                assertThat(failed.reason())
                    .contains("profiles: 1 user id stands in more than one row; let profiles");
              });
      assertThat(pad.storedUsers()).isEmpty();

      execute(pad, "drop view profiles");
      execute(
          pad,
          "create view profiles as select user_id, anonymous_id, timezone, 1 as opted_out,"
              + " attributes from people");
      assertThat(pad.launch(campaign, MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> assertThat(failed.reason()).contains("column opted_out: expected boolean"));

      execute(pad, "drop view profiles");
      execute(pad, "create view profiles as select * from people");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void suppressesWhoHasOptedOutUnderAnotherProfile(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "text", "crm": "c1"}
                {"user_id": "text-out", "crm": "c1", "opted_out": true}
                {"user_id": "number", "crm": 7}
                {"user_id": "number-out", "crm": "7", "opted_out": true}
                {"user_id": "anonymous", "anonymous_id": "a1"}
                {"user_id": "anonymous-out", "anonymous_id": "a1", "opted_out": true}
                {"user_id": "blank", "crm": " ", "anonymous_id": "\\t"}
                {"user_id": "blank-out", "crm": " ", "opted_out": true}
                {"user_id": "another-kind", "crm": "a1"}
                {"user_id": "another", "crm": "c2"}
                """)) {
      var end = pad.launch(pad.campaign("all", BY_CRM_ID), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).qualified()).isEqualTo(6);
      assertThat(pad.users(end, Verdict.SUPPRESSED)).isEqualTo(3);
      assertThat(pad.users(end, Verdict.UNREACHABLE)).isEqualTo(1);
      assertThat(pad.storedUsers()).containsExactly("a1", "c2");
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void suppressesThemBeforeTheControlGroup(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "in", "crm": "c1"}
                {"user_id": "out", "crm": "c1", "opted_out": true}
                """)) {
      var campaign =
          BY_CRM_ID.replace(
              "everyone: true }", "everyone: true }\n  control_group: { percent: 99.9 }");
      var end = pad.launch(pad.campaign("all", campaign), MONDAY);

      assertThat(pad.users(end, Verdict.SUPPRESSED)).isEqualTo(1);
      assertThat(pad.users(end, Verdict.CONTROL)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void suppressesWhoOptsOutUnderAnotherProfileBeforeTheNextExecution(Database database)
      throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "u1", "crm": "c1"}
                {"user_id": "u2", "crm": "c2"}
                """)) {
      var campaign = pad.campaign("all", BY_CRM_ID);
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 503}]}");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.FAILED);

      pad.noFaults().profiles("{\"user_id\": \"other\", \"crm\": \"c1\", \"opted_out\": true}");
      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.SUPPRESSED)).isEqualTo(1);
      assertThat(pad.storedUsers()).containsExactly("c2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ignoresAndCountsRowsThatAreNobodys(Database database) throws Exception {
    var withBadRows =
        """
        select user_id, anonymous_id, timezone, opted_out, attributes from people
        union all
        select null, anonymous_id, timezone, opted_out, attributes from people
        union all
        select cast(' ' as varchar), anonymous_id, timezone, opted_out, attributes from people
        where user_id = 'u1'
        """;
    try (var pad = shop(database, withBadRows, person("u1"), person("u2"))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).rowsWithoutId()).isEqualTo(3);
      assertThat(pad.run(end).qualified()).isEqualTo(2);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToWhoHasANumberOfAnyLengthThatTheMessageDoesNotName(Database database)
      throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "u1", "n": 1e1000}
                {"user_id": "u2", "n": [1e-1000]}
                {"user_id": "u3", "n": %s}
                """
                    .formatted("9".repeat(1000)))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POSTGRESQL | user_id     | user_id::char(12)               | found character, which is padded with blanks; write into the view: user_id::text as user_id
          POSTGRESQL | user_id     | substr(user_id, 2)::bigint      | column user_id: expected text, found bigint; write into the view: user_id::text as user_id
          POSTGRESQL | user_id     | md5(user_id)::uuid              | found uuid; write into the view: user_id::text as user_id
          POSTGRESQL | anonymous_id| 1                               | column anonymous_id: expected text, found integer
          POSTGRESQL | opted_out   | 0                               | column opted_out: expected boolean, found integer; write into the view: (opted_out <> 0) as opted_out
          POSTGRESQL | opted_out   | 'f'::text                       | write into the view: (lower(opted_out::text) not in ('false', 'f', 'no', 'n', 'off', '0', '')) as opted_out
          POSTGRESQL | attributes  | '{}'::text                      | column attributes: expected json, found text; write into the view: attributes::jsonb as attributes
          H2         | user_id     | cast(user_id as char(12))       | found character, which is padded with blanks; write into the view: rtrim(user_id) as user_id
          H2         | user_id     | cast(substring(user_id, 2) as bigint) | column user_id: expected text, found bigint; write into the view: cast(user_id as varchar) as user_id
          H2         | opted_out   | 0                               | column opted_out: expected boolean, found integer
          H2         | attributes  | '{}'                            | column attributes: expected json, found character varying; write into the view: attributes format json as attributes
          """)
  void refusesProfilesOfOtherTypesAndNamesTheCast(
      Database database, String column, String expression, String message) throws Exception {
    var columns =
        "user_id, anonymous_id, timezone, opted_out, attributes"
            .replaceFirst("\\b" + column + "\\b", expression + " as " + column);
    try (var pad = shop(database, "select " + columns + " from people", person("u1"))) {
      assertIsRefused(pad, "profiles: ", message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POSTGRESQL | occurred_at | occurred_at::timestamp          | column occurred_at: expected timestamp with time zone, found timestamp without time zone; write into the view: occurred_at at time zone 'UTC' as occurred_at (for UTC the zone that it is in)
          POSTGRESQL | occurred_at | occurred_at::date               | found date; write into the view: occurred_at::timestamp at time zone 'UTC' as occurred_at
          POSTGRESQL | occurred_at | extract(epoch from occurred_at) | found numeric; write into the view: to_timestamp(occurred_at) as occurred_at
          POSTGRESQL | occurred_at | occurred_at::text               | write into the view: occurred_at::timestamptz as occurred_at (that is for texts with a zone or offset in them, for others occurred_at::timestamp at time zone 'UTC', and for UTC the zone that they are in)
          POSTGRESQL | name        | name::char(20)                  | column name: expected text, found character, which is padded
          POSTGRESQL | user_id     | 17                              | column user_id: expected text, found integer
          POSTGRESQL | properties  | '[]'::text                      | column properties: expected json, found text
          H2         | occurred_at | cast(occurred_at as timestamp)  | found timestamp without time zone; write into the view: cast(concat(cast(occurred_at as timestamp), '+00') as timestamp with time zone) as occurred_at (for UTC
          H2         | occurred_at | cast(occurred_at as varchar)    | for others cast(concat(cast(cast(occurred_at as varchar) as timestamp), '+00') as timestamp with time zone), and for UTC the zone
          H2         | name        | cast(name as char(20))          | column name: expected text, found character, which is padded
          """)
  void refusesEventsOfOtherTypesAndNamesTheCast(
      Database database, String column, String expression, String message) throws Exception {
    var columns =
        "user_id, name, occurred_at, properties"
            .replaceFirst("\\b" + column + "\\b", expression + " as " + column);
    try (var pad = new LaunchPad(database, folder).profiles(person("u1"))) {
      execute(pad, "alter table events rename to what_happened");
      execute(pad, "create view events as select " + columns + " from what_happened");
      assertIsRefused(pad, "events: ", message);
    }
  }

  private static void assertIsRefused(LaunchPad pad, String table, String message)
      throws Exception {
    var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

    assertThat(end)
        .isInstanceOfSatisfying(
            RunEnd.Failed.class,
            failed -> {
              assertThat(failed.needsRemedy()).isTrue();
              assertThat(failed.reason()).startsWith(table).contains(message);
            });
    assertThat(pad.storedUsers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POSTGRESQL | occurred_at::timestamp at time zone 'UTC'
          H2         | cast(concat(cast(occurred_at as timestamp), '+00') as timestamp with time zone)
          """)
  void findsTheSameUsersByTheCastThatItNames(Database database, String cast) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(person("u1") + "\n" + person("u2"))
            .events(
                """
                {"user_id": "u1", "event": "Charged", "occurred_at": "2026-11-16T08:59:59Z"}
                {"user_id": "u2", "event": "Charged", "occurred_at": "2026-11-16T09:00:00Z"}
                """)) {
      execute(pad, "alter table events rename to what_happened");
      execute(
          pad,
          "create view events as select user_id, name, properties, %s as occurred_at from what_happened"
              .formatted(cast.replace("occurred_at::", "(occurred_at at time zone 'UTC')::")));
      pad.launch(pad.campaign("all", EVERYONE.replace("everyone: true", "did: Charged")), MONDAY);

      assertThat(pad.storedUsers()).containsExactly("u1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a null character      | {"email": "u2@x.example", "note": "\\u0000"}
          half a surrogate pair | {"email": "u2@x.example", "note": "\\ud83c"}
          an endless number     | {"email": "u2@x.example", "note": 1e999999}
          """)
  void takesWhatPostgresqlCannotReadForAbsentAndReachesAll(String what, String json)
      throws Exception {
    try (var pad =
        shop(
            Database.POSTGRESQL,
            """
            select user_id, anonymous_id, timezone, opted_out,
                   case user_id when 'u2' then '%s'::json else attributes::json end as attributes
            from people
            """
                .formatted(json),
            person("u1"),
            person("u2"),
            person("u3"))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(what).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2", "u3");

      var pro = EVERYONE.replace("everyone: true", "profile: { email: { ends_with: .com } }");
      pad.launch(pad.campaign("some", pro), MONDAY);
      assertThat(pad.storedUsers()).containsExactly("u1", "u1", "u2", "u3", "u3");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          infinity                  | { did: Charged, during: { last_days: 30 } }            | u1
          infinity                  | { did: Charged }                                       | u1
          infinity                  | { did: Charged, last_time: true }                      | u1
          infinity                  | everyone: true                                         | u1 u2
          -infinity                 | { did: Charged, during: { last_days: 30 } }            | u1
          -infinity                 | { did: Charged }                                       | u1 u2
          -infinity                 | { did: Charged, first_time: true }                     | u1 u2
          294276-12-31 23:59:59+00  | { did: Charged }                                       | u1
          0044-03-15 00:00:00+00 BC | { did: Charged }                                       | u1 u2
          """)
  void reachesTheOthersWhereAnEventIsBeyondAllYearsOfPostgresql(
      String time, String audience, String users) throws Exception {
    try (var pad =
        new LaunchPad(Database.POSTGRESQL, folder)
            .profiles(person("u1") + "\n" + person("u2"))
            .events(
                """
                {"user_id": "u1", "event": "Charged", "occurred_at": "2026-11-16T08:59:59Z"}
                """)) {
      execute(
          pad,
          "insert into events (user_id, name, occurred_at) values ('u2', 'Charged', '"
              + time
              + "')");
      var condition = audience.startsWith("{") ? audience : "{ " + audience + " }";
      pad.launch(pad.campaign("all", EVERYONE.replace("{ everyone: true }", condition)), MONDAY);

      assertThat(pad.storedUsers()).containsExactly(users.split(" ", -1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POSTGRESQL | [1]
          POSTGRESQL | [{"email": "x@x.example"}]
          POSTGRESQL | []
          POSTGRESQL | "x"
          POSTGRESQL | "{\\"email\\": \\"x@x.example\\"}"
          POSTGRESQL | 5
          POSTGRESQL | true
          POSTGRESQL | null
          POSTGRESQL | {}
          H2         | [1]
          H2         | [{"email": "x@x.example"}]
          H2         | []
          H2         | "x"
          H2         | "{\\"email\\": \\"x@x.example\\"}"
          H2         | 5
          H2         | true
          H2         | null
          H2         | {}
          """)
  void takesAttributesThatAreNoObjectForOneWithoutNamesAndReachesAll(Database database, String json)
      throws Exception {
    var value = (database == Database.H2 ? "json '%s'" : "'%s'::jsonb").formatted(json);
    try (var pad =
        shop(
            database,
            "select user_id, anonymous_id, timezone, opted_out, case user_id when 'u2' then "
                + value
                + " else attributes end as attributes from people",
            person("u1"),
            person("u2"),
            person("u3"))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(3);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2", "u3");

      var without = EVERYONE.replace("everyone: true", "profile: { email: { exists: false } }");
      pad.launch(pad.campaign("some", without), MONDAY);
      assertThat(pad.storedUsers()).containsExactly("u1", "u2", "u2", "u3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAViewFailsBeforeItIsTriedForEver(Database database) throws Exception {
    var failing =
        "select user_id, anonymous_id, timezone, cast(user_id as int) > 0 as opted_out, attributes"
            + " from people";
    try (var pad = shop(database, failing, person("u1"))) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
                assertThat(failed.reason())
                    .contains("a value is not of the kind that is asked for")
                    .doesNotContain("u1");
              });
    }
  }
}
