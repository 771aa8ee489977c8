package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.FaultScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster estimate}, {@code preview} and {@code send-test}. */
class LookCommandsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TABLES =
      List.of("muster_run", "muster_member", "muster_outcome", "muster_request", "muster_contact");

  private static final String USERS =
      """
      {"user_id": "u1", "email": "u1@example.com", "name": "Ada", "timezone": "Europe/Berlin"}
      {"user_id": "u2", "email": "u2@example.com", "name": "stop"}
      {"user_id": "u3", "email": "u3@example.com", "points": "many"}
      {"user_id": "u4", "email": "u4@example.com", "opted_out": true}
      {"user_id": "u5", "email": "u5@example.com", "name": "Eve", "shared": null}
      """;

  private static final String OFFER =
      """
      who:
        audience: { everyone: true }
      what:
        track: Offer
        identify: true
        attributes: [email]
        properties:
          hi: "{% if profile.name == 'stop' %}{% abort %}{% endif %}Hi {{ profile.name }}"
          rich: "{% if profile.points > 5 %}yes{% endif %}"
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void estimatesInTextAndJsonAndLeavesNothing(Database database) throws Exception {
    try (var desk = new Desk(database, folder).profiles(USERS).campaign("offer", OFFER)) {
      var text = here(desk).run("estimate", "offer.yaml");
      var json = here(desk).run("estimate", "offer.yaml", "--output", "json");

      // Points that are text cannot be compared.
      assertThat(text.exitCode()).as(text.err()).isEqualTo(4);
      assertThat(text.out())
          .contains("ESTIMATE  published", "qualified", "invalid", "4 to 2 different ids")
          .contains("not sendable      template: 1 user");
      assertThat(json.exitCode()).isEqualTo(4);
      var tree = JSON.readTree(json.out());
      assertThat(tree.propertyNames())
          .containsExactly(
              "campaign",
              "status",
              "run",
              "planned_at",
              "moment",
              "qualified",
              "reachable",
              "audience",
              "refused",
              "guards",
              "delivery",
              "openings",
              "timezones",
              "invalid");
      assertThat(tree.path("audience").path("pending").asInt()).isEqualTo(2);
      assertThat(tree.path("audience").path("aborted").asInt()).isEqualTo(1);
      assertThat(tree.path("delivery").propertyNames())
          .containsExactly(
              "messages", "requests", "bytes", "distinct_ids", "seconds", "ends_at", "late");
      assertThat(tree.path("timezones").toString())
          .isEqualTo(
              """
              [{"timezone":"Europe/Berlin","users":1},{"timezone":null,"users":1}]\
              """);
      assertThat(rows(desk)).isZero();
      assertThat(desk.sandbox().events()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audience: { everyone: true }                                 |               | 0
          audience: { everyone: true }, cap: { abort_above: 100 }      |               | 3
          audience: { sql: none.sql }                                  | none.sql      | 2
          audience: { list: none.csv }                                 | none.csv      | 2
          audience: { evryone: true }                                  | who.audience  | 2
          """)
  void endsAsTheRunWouldAsFarAsThatCanBeForeseen(String who, String said, int exitCode)
      throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(101)) {
      desk.campaign(
          "offer", "who: { %s }\nwhat: { track: Offer }\nwhen: { at: launch }\n".formatted(who));

      var ended = here(desk).run("estimate", "offer.yaml");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
      if (said != null) {
        assertThat(ended.err()).contains(said);
      }
    }
  }

  @Test
  void estimatesDraftsAndTimesToComeAndNoTimesThatThereAreNot() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3)) {
      desk.file(
          "offer.yaml",
          """
          campaign: offer
          name: Offer
          owner: growth@example.com
          who: { audience: { everyone: true } }
          what: { track: Offer }
          when: { at: [2026-12-01T09:00, 2999-12-01T09:00] }
          """);

      var next = here(desk).run("estimate", "offer.yaml", "--clock", "2026-12-01T09:00:01Z");
      var named = here(desk).run("estimate", "offer.yaml", "--planned", "2999-12-01T09:00:00Z");
      var none = here(desk).run("estimate", "offer.yaml", "--planned", "2027-01-01T09:00:00Z");

      assertThat(next.out()).contains("offer@2999-12-01T09:00:00Z  ESTIMATE  draft");
      assertThat(named.out()).contains("begins            2999-12-01T09:00:00Z");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err()).contains("--planned: expected one of its planned times");
    }
  }

  @ParameterizedTest
  @EnumSource
  void previewsMessagesOnStandardOutputAlone(Database database) throws Exception {
    try (var desk = new Desk(database, folder).profiles(USERS).campaign("offer", OFFER)) {
      var text = here(desk).run("preview", "offer.yaml", "--user", "u1", "--user", "u4");
      var json = here(desk).run("preview", "offer.yaml", "--output", "json");

      assertThat(text.exitCode()).as(text.err()).isZero();
      assertThat(text.out())
          .contains("u1: pending, due at ", "\"email\" : \"u1@example.com\"")
          .contains("u4: not qualified\n  the profile has opted out");
      var users = JSON.readTree(json.out()).path("users");
      assertThat(users.findValuesAsString("user_id")).containsExactlyInAnyOrder("u1", "u5");
      assertThat(users.path(0).propertyNames())
          .containsExactly("user_id", "verdict", "reason", "due_at", "messages");
      assertThat(users.findValuesAsString("messageId"))
          .hasSize(4)
          .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(5));
      assertThat(text.err() + json.err()).doesNotContain("example.com", "u1", "Ada");
      assertThat(rows(desk)).isZero();
    }
  }

  @Test
  void previewsWithoutAWriteKeyAndThenWithoutIds() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      var settings = new HashMap<>(desk.settings());
      settings.remove("SEGMENT_WRITE_KEY");

      var json = new ProgramHere(folder, settings).run("preview", "offer.yaml", "--output", "json");

      assertThat(json.exitCode()).as(json.err()).isZero();
      assertThat(json.out()).contains("{\"type\":\"track\",\"messageId\":null,");
    }
  }

  /** Of a time that has passed, the test is of the message that was due then. */
  @Test
  void sendsTheMessageThatThePreviewShows() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS)) {
      desk.campaign(
          "offer",
          """
          who: { audience: { everyone: true } }
          what: { track: Offer, properties: { day: "{{ 'now' | date: '%Y-%m-%d' }}" } }
          when: { at: 2026-11-20T12:00 }
          """);
      String[] of = {"offer.yaml", "--planned", "2026-11-20T12:00:00Z", "--user", "u1"};

      var shown = here(desk).run(with("preview", of));
      here(desk).run(with("send-test", of));

      assertThat(shown.out()).contains("2026-11-20T12:00:00.000Z", "\"day\" : \"2026-11-20\"");
      var message = desk.sandbox().events().getFirst().message();
      assertThat(message.path("timestamp").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
      assertThat(message.path("properties").path("day").asString()).isEqualTo("2026-11-20");
    }
  }

  private static String[] with(String command, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addFirst(command);
    return all.toArray(String[]::new);
  }

  @Test
  void estimatesTheVeryTimeThatTheClockShows() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3)) {
      desk.campaign(
          "offer",
          """
          who: { audience: { everyone: true } }
          what: { track: Offer }
          when: { from: 2026-11-01, repeat: { every: day, at: "12:00" } }
          """);

      for (var command : List.of("estimate", "preview", "audience")) {
        var ended = here(desk).run(command, "offer.yaml", "--clock", "2026-11-30T12:00:00Z");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
            .contains(command.equals("audience") ? "profiles" : "offer@2026-11-30T12:00:00Z");
      }
    }
  }

  /** Without one, ids are left out of what is shown, not of what is counted. */
  @Test
  void countsTheSameBytesWithoutAWriteKeyAsWithOneOfTheUsualLength() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3).campaign("offer", Desk.EVERYONE)) {
      var settings = new HashMap<>(desk.settings());
      settings.put("SEGMENT_WRITE_KEY", "0123456789abcdef0123456789abcdef");
      var with = new ProgramHere(folder, settings).run("estimate", "offer.yaml");
      settings.remove("SEGMENT_WRITE_KEY");
      var without = new ProgramHere(folder, settings).run("estimate", "offer.yaml");

      assertThat(size(without)).isEqualTo(size(with)).contains(" of JSON");
    }
  }

  private static String size(Program.Ended ended) {
    return ended.out().lines().filter(line -> line.startsWith("  size")).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sample 0", "--sample 101", "--sample many", "--user ''"})
  void refusesToPreviewWhatCannotBe(String options) throws Exception {
    try (var desk = new Desk(Database.H2, folder).campaign("offer", OFFER)) {
      var arguments = new ArrayList<>(List.of("preview", "offer.yaml"));
      arguments.addAll(List.of(options.replace("''", " ").split(" ", 2)));

      var ended = here(desk).run(arguments.toArray(String[]::new));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err()).contains(options.split(" ", 2)[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsTestsToWhomeverTheyAreForAndSaysOfOthersWhyNot(Database database) throws Exception {
    try (var desk = new Desk(database, folder).profiles(USERS)) {
      desk.campaign("offer", OFFER.replace("{ everyone: true }", "{ profile: { user_id: u5 } }"));
      String[] command = {
        "send-test",
        "offer.yaml",
        "--output",
        "json",
        "--user",
        "u1",
        "--user",
        "u2",
        "--user",
        "u3",
        "--user",
        "u4",
        "--user",
        "gone"
      };
      var ended = here(desk).run(command);
      here(desk).run(command);

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(4);
      assertThat(users(ended))
          .containsExactly(
              "u1 accepted 2", "u2 aborted 0", "u3 invalid 0", "u4 suppressed 0", "gone unknown 0");
      var events = desk.sandbox().events();
      assertThat(events).hasSize(4);
      assertThat(events.stream().map(event -> event.messageId()).distinct())
          .hasSize(4)
          .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(4));
      assertThat(events)
          .allSatisfy(event -> {
            var message = event.message();
            var marked =
                message.path("type").asString().equals("track")
                    ? message.path("properties")
                    : message.path("context");
            assertThat(marked.path("is_test").asBoolean(false)).isTrue();
          });
      assertThat(rows(desk)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"faults": [{"containing": "u1@", "status": 400}]}   | 4 | rejected
          {"faults": [{"probability": 1, "status": 401}]}      | 2 |
          {"faults": [{"probability": 1, "status": 503}]}      | 1 |
          """)
  void endsAsARunWouldWhereTheReceiverRefuses(String faults, int exitCode, String outcome)
      throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      desk.sandbox().faults(FaultScript.read(faults));
      var settings = new HashMap<>(desk.settings());
      settings.putAll(
          Map.of("MUSTER_DELIVERY_MAXATTEMPTS", "2", "MUSTER_DELIVERY_BACKOFFINITIAL", "1ms"));

      var ended =
          new ProgramHere(folder, settings)
              .run("send-test", "offer.yaml", "--output", "json", "--user", "u5", "--user", "u1");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
      if (outcome != null) {
        assertThat(users(ended)).containsExactly("u5 accepted 2", "u1 " + outcome + " 2");
      }
    }
  }

  @Test
  void sendsNoTestWithoutAWriteKey() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      var settings = new HashMap<>(desk.settings());
      settings.remove("SEGMENT_WRITE_KEY");

      var ended = new ProgramHere(folder, settings).run("send-test", "offer.yaml", "--user", "u1");

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err()).contains("SEGMENT_WRITE_KEY");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run offer.yaml",
        "estimate offer.yaml",
        "preview offer.yaml",
        "send-test offer.yaml --user u1",
        "check"
      })
  void needARemedyWhereTheSuppressionListCannotBeRead(String command) throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      var settings = new HashMap<>(desk.settings());
      settings.put("MUSTER_ACCOUNT_SUPPRESSIONLIST", "gone.csv");

      var ended = new ProgramHere(folder, settings).run(command.split(" "));

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(ended.out() + ended.err())
          .contains("muster.account.suppression-list: there is no file gone.csv");
      assertThat(rows(desk)).isZero();
    }
  }

  @Test
  void sendNoTestToWhoIsOnTheListAndCheckCountsIt() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      desk.file("spared.csv", "user_id\nu1\nu7\nu1\n");
      desk.execute("insert into suppressions (user_id) values ('u5')");
      var settings = new HashMap<>(desk.settings());
      settings.put("MUSTER_ACCOUNT_SUPPRESSIONLIST", "spared.csv");
      var here = new ProgramHere(folder, settings);

      var ended =
          here.run("send-test", "offer.yaml", "--output", "json", "--user", "u1", "--user", "u5");
      var check = here.run("check");

      assertThat(users(ended)).containsExactly("u1 suppressed 0", "u5 suppressed 0");
      assertThat(check.out()).contains("2 ids in spared.csv, 1 id in the table suppressions");
    }
  }

  private ProgramHere here(Desk desk) {
    return new ProgramHere(folder, desk.settings());
  }

  private static List<String> users(Program.Ended ended) {
    var users = new ArrayList<String>();
    for (JsonNode user : JSON.readTree(ended.out()).path("users")) {
      users.add(
          "%s %s %d"
              .formatted(
                  user.path("user_id").asString(),
                  user.path("outcome").asString(),
                  user.path("messages").asInt()));
    }
    return users;
  }

  /** In all tables that a run writes to. */
  private static long rows(Desk desk) throws Exception {
    var rows = 0L;
    try (var dataSource = desk.open();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (var table : TABLES) {
        try (var count = statement.executeQuery("select count(*) from " + table)) {
          count.next();
          rows += count.getLong(1);
        }
      }
    }
    return rows;
  }
}
