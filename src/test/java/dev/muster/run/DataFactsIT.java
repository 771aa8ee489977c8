package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.report.JsonReport;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import dev.muster.schedule.UnknownZone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report says about the data that a run was given. */
class DataFactsIT {
  private static final Instant NINE = Instant.parse("2027-01-15T09:00:00Z");
  private static final String IN_USERS_ZONES =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: "2027-01-15T09:00", user_timezone: { passed: skip } }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void countsHowZonesThatAreNotKnownAreSpelled(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.profiles(
          """
          {"user_id": "a1", "timezone": "CEST"}
          {"user_id": "a2", "timezone": " CEST "}
          {"user_id": "a3", "timezone": "CEST\\u00a0"}
          {"user_id": "b1", "timezone": "W. Europe Standard Time"}
          {"user_id": "b2", "timezone": "W. Europe Standard Time"}
          {"user_id": "c1", "timezone": "Berlin\\u001b[31m"}
          {"user_id": "c2", "timezone": "berlin"}
          {"user_id": "d1", "timezone": "someone@example.com"}
          {"user_id": "d2", "timezone": "%s"}
          {"user_id": "e1", "timezone": "europe/berlin"}
          {"user_id": "e2", "timezone": "UTC+05:30"}
          {"user_id": "f1", "timezone": "  "}
          {"user_id": "f2", "timezone": null}
          {"user_id": "f3"}
          {"user_id": "g1", "timezone": "CEST", "opted_out": true}
          """
              .formatted("x".repeat(65)));
      var end = pad.launch(pad.campaign("all", IN_USERS_ZONES), NINE);

      var report = RunReport.of(pad.store(), end);
      assertThat(report.openings().withoutZone()).isEqualTo(12);
      assertThat(report.data().unknownZones())
          .containsExactly(
              new UnknownZone("CEST", 3),
              new UnknownZone("W. Europe Standard Time", 2),
              new UnknownZone("other", 2),
              new UnknownZone("Berlin\u001b[31m", 1),
              new UnknownZone("berlin", 1));
      assertThat(TextReport.of(report))
          .contains(
              """
                zone unknown      12 users
                unknown zones     "CEST": 3 users
                                  "W. Europe Standard Time": 2 users
                                  other: 2 users
                                  "Berlin\\u001B[31m": 1 user
                                  "berlin": 1 user
              """
                  .indent(0));
      assertThat(json(report).get("unknown_zones").toString())
          .startsWith(
              "[{\"zone\":\"CEST\",\"users\":3},{\"zone\":\"W. Europe Standard Time\",\"users\":2},");
      assertThat(json(RunReport.inBrief(pad.store(), pad.run(end))).get("unknown_zones"))
          .hasSize(5);
      assertThat(json(report).propertyNames()).containsSubsequence("rejections", "unknown_zones");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheTenCommonestThoughThereBeMore(Database database) throws Exception {
    try (var pad = pad(database)) {
      var users = new StringBuilder();
      for (var i = 1; i <= 14; i++) {
        // Of 13 and 14 there are two each.
        users.append("{\"user_id\": \"u%d\", \"timezone\": \"Zone %02d\"}%n".formatted(i, i));
        if (i > 12) {
          users.append("{\"user_id\": \"v%d\", \"timezone\": \"Zone %02d\"}%n".formatted(i, i));
        }
      }
      pad.profiles(users.toString());
      var end = pad.launch(pad.campaign("all", IN_USERS_ZONES), NINE);

      var expected = new ArrayList<UnknownZone>();
      expected.add(new UnknownZone("Zone 13", 2));
      expected.add(new UnknownZone("Zone 14", 2));
      for (var i = 1; i <= 8; i++) {
        expected.add(new UnknownZone("Zone %02d".formatted(i), 1));
      }
      assertThat(RunReport.of(pad.store(), end).data().unknownZones()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesNoneWhereZonesDoNotMatter(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.profiles("{\"user_id\": \"a1\", \"timezone\": \"CEST\"}");
      var end =
          pad.launch(
              pad.campaign("all", "who: { audience: { everyone: true } }\nwhat: { track: A }\n"),
              NINE);

      var report = RunReport.of(pad.store(), end);
      assertThat(json(report).get("unknown_zones").toString()).isEqualTo("[]");
      assertThat(TextReport.of(report)).doesNotContain("zone");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatListsHeldWhenTheRunWasPlanned(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.profiles(3);
      pad.file("vip.csv", "user_id\nu1\nu2\nu1\ngone\ngone\nu1\n");
      pad.file("lists/none.csv", "Type,Identity\nx,u1\n");
      var end =
          pad.launch(
              pad.campaign(
                  "all",
                  """
                  who:
                    audience: { any: [list: vip.csv, list: lists/none.csv, list: vip.csv] }
                  what: { track: Offer }
                  """),
              NINE);
      pad.profiles("{\"user_id\": \"gone\"}");
      var before = TextReport.of(RunReport.of(pad.store(), end));

      assertThat(before)
          .contains(
              """
                list              lists/none.csv: 0 ids, 0 doubles, 0 without a profile
                list              vip.csv: 3 ids, 3 doubles, 1 without a profile
              """
                  .indent(0));
      prune(pad);
      assertThat(RunReport.of(pad.store(), end).data().lists()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheSpellingsOfARunThatIsPrunedButNotItsUsers(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.profiles("{\"user_id\": \"a1\", \"timezone\": \"CEST\"}");
      var end = pad.launch(pad.campaign("all", IN_USERS_ZONES), NINE);
      prune(pad);

      assertThat(RunReport.of(pad.store(), end).data().unknownZones())
          .containsExactly(new UnknownZone("CEST", 1));
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForList("select unknown_zone from muster_member", String.class))
          .allMatch(zone -> zone == null);
    }
  }

  private static void prune(LaunchPad pad) {
    var outcomes = new ArrayList<Pruning.Outcome>();
    pad.pruning(SettableClock.at("2029-01-01T00:00:00Z"))
        .olderThan(Duration.ofDays(90), outcomes::add);
    assertThat(outcomes).singleElement().isInstanceOf(Pruning.Outcome.Done.class);
  }

  private LaunchPad pad(Database database) {
    return new LaunchPad(database, folder).clock(SettableClock.at("2027-01-15T09:00:00Z"));
  }

  private static JsonNode json(RunReport report) {
    return JsonMapper.builder().build().readTree(JsonReport.of(report));
  }
}
