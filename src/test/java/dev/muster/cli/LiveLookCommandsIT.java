package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What looks at a live campaign before it is published, or before a launch. */
class LiveLookCommandsIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String CART =
      """
      campaign: cart
      name: Cart
      owner: growth@example.com
      who:
        live:
          did: Cart
          then_not: { did: Paid, within: 10m }
          same: product
          audience: { profile: { email: { contains: example } } }
        cap: { only_per_day: 100 }
      what:
        track: Offer
        properties: { product: "{{ event.properties.product }}" }
      when: { from: 2999-01-01 }
      """;

  @TempDir private Path folder;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private String event(String id, String user, String name, long minutesAgo) {
    return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": {\"product\": \"of %s\"}}%n"
        .formatted(id, user, name, now.minus(Duration.ofMinutes(minutesAgo)), id);
  }

  private Desk desk(Database database) throws Exception {
    var desk =
        new Desk(database, folder)
            .users(4)
            .file("cart.yaml", CART)
            .file(
                "wish.yaml",
                CART.replace("did: Cart", "did: Wish").replace("campaign: cart", "campaign: wish"))
            .campaign("all", Desk.EVERYONE);
    desk.file(
        "events.ndjson",
        event("1", "u1", "Cart", 120)
            + event("2", "u1", "Cart", 60)
            + event("3", "u2", "Cart", 90)
            + event("4", "u4", "Cart", 26 * 60));
    assertThat(run(desk, "import events events.ndjson").exitCode()).isZero();
    return desk;
  }

  private Program.Ended run(Desk desk, String command) throws Exception {
    return new ProgramHere(folder, desk.settings()).run(command.split(" "));
  }

  private static JsonNode json(Program.Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return JSON.readTree(ended.out());
  }

  @ParameterizedTest
  @EnumSource
  void isEstimatedPreviewedAndSentAsATest(Database database) throws Exception {
    try (var desk = desk(database)) {
      var estimate = json(run(desk, "estimate cart.yaml --output json"));
      assertThat(estimate.propertyNames())
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
      assertThat(estimate.path("campaign").asString()).isEqualTo("cart");
      assertThat(estimate.path("run").isNull()).isTrue();
      assertThat(estimate.path("planned_at").isNull()).isTrue();
      assertThat(Instant.parse(estimate.path("moment").asString())).isAfterOrEqualTo(now);
      assertThat(estimate.path("audience").path("pending").asInt()).isEqualTo(3);
      assertThat(estimate.path("delivery").path("messages").asInt()).isEqualTo(3);
      assertThat(estimate.path("delivery").path("distinct_ids").asInt()).isEqualTo(2);
      assertThat(run(desk, "estimate cart.yaml").out())
          .contains("cart  ESTIMATE  draft", "taken up at once", "3 to 2 different ids");

      var users = json(run(desk, "preview cart.yaml --user u1 --user u3 --user u4 --output json"));
      assertThat(users.path("users").values().stream().map(LiveLookCommandsIT::shown).toList())
          .containsExactly("u1 pending of 2", "u3 not_qualified ", "u4 expired of 4");
      var sampled = json(run(desk, "preview cart.yaml --output json"));
      assertThat(sampled.path("users").values().stream().map(LiveLookCommandsIT::shown).toList())
          .containsExactly("u1 pending of 2", "u2 pending of 3");
      assertThat(run(desk, "preview wish.yaml").out())
          .contains("nothing would be sent of what has triggered it in the last 24 hours");

      var without = run(desk, "send-test cart.yaml --user u1 --user u3");
      assertThat(without.exitCode()).isEqualTo(2);
      assertThat(without.err()).contains("found none of --user number 2; nothing was sent");
      assertThat(desk.sandbox().events()).isEmpty();
      assertThat(run(desk, "send-test cart.yaml --user u1 --user u4").exitCode()).isZero();
      var sent =
          desk.sandbox().events().stream()
              .map(event -> event.message().path("properties"))
              .map(properties ->
                  properties.path("product").asString() + properties.path("is_test").asBoolean())
              .toList();
      assertThat(sent).containsExactlyInAnyOrder("of 2true", "of 4true");
    }
  }

  private static String shown(JsonNode user) {
    return "%s %s %s"
        .formatted(
            user.path("user_id").asString(),
            user.path("verdict").asString(),
            user.path("messages").values().stream()
                .map(message -> message.path("properties").path("product").asString())
                .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @EnumSource
  void isAskedForInStatementsThatThePromptOfTheDatabaseTakes(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.file(
          "paid.ndjson", event("2", "u1", "Paid", 55).replace("\"id\": \"2\"", "\"id\": \"p\""));
      assertThat(run(desk, "import events paid.ndjson").exitCode()).isZero();
      var printed = run(desk, "audience cart.yaml --sql");

      assertThat(printed.exitCode()).as(printed.err()).isZero();
      var statements = printed.out().split(";");
      assertThat(statements).hasSize(3);
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection();
          var statement = connection.createStatement()) {
        try (var rows = statement.executeQuery(statements[0])) {
          rows.next();
          assertThat(rows.getString("event_id")).isEqualTo("1");
          rows.next();
          assertThat(rows.getString("event_id")).isEqualTo("3");
          assertThat(rows.next()).isFalse();
        }
        try (var rows = statement.executeQuery(statements[1])) {
          assertThat(rows.next()).isTrue();
        }
      }
      var whole = run(desk, "audience wish.yaml");
      assertThat(whole.exitCode()).as(whole.err()).isZero();
      assertThat(whole.out()).contains("'Wish'", "\n-- ");
      assertThat(run(desk, "audience cart.yaml --planned 2026-12-01T00:00:00Z").exitCode())
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isHeldAgainstAnotherLiveOneAlone(Database database) throws Exception {
    try (var desk = desk(database)) {
      var diff = run(desk, "diff cart.yaml wish.yaml --ids");
      assertThat(diff.exitCode()).as(diff.err()).isEqualTo(4);
      assertThat(diff.out())
          .contains("triggers of the 24 hours before", "who.live.did", "u1, u2")
          .containsPattern("leave +3");
      assertThat(run(desk, "diff cart.yaml cart.yaml").exitCode()).isZero();

      var other = run(desk, "diff all.yaml cart.yaml");
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.err())
          .contains("cart.yaml is a live campaign and", "triggers cannot be held against users");
      var planned = run(desk, "estimate cart.yaml --planned 2026-12-01T00:00:00Z");
      assertThat(planned.exitCode()).isEqualTo(2);
      assertThat(planned.err()).contains("a live campaign has no planned times");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesUpNothingUntilItIsApprovedWhereThatIsRequired(Database database) throws Exception {
    try (var desk = desk(database)) {
      var published =
          CART.replace("when: { from: 2999-01-01 }", "when: { cut_off: { after: 40d } }")
              + "status: published\n";
      desk.file("cart.yaml", published);
      var settings = new HashMap<>(desk.settings());
      settings.put("MUSTER_ACCOUNT_APPROVAL", "required");
      var program = new ProgramHere(folder, settings);
      var before = program.run("run", "cart.yaml");
      assertThat(before.exitCode()).isEqualTo(3);
      assertThat(before.err())
          .contains(
              "cart.yaml: takes up nothing, since nobody has approved what the file says now");
      assertThat(program.run("estimate", "cart.yaml").exitCode()).isEqualTo(3);
      assertThat(program.run("show", "cart").exitCode()).isEqualTo(2);

      var approved = program.run("approve", "cart.yaml", "--by", "Ann");
      assertThat(approved.exitCode()).as(approved.err()).isZero();
      assertThat(approved.out())
          .contains("any number, as Ann has approved what the campaign says")
          .endsWith(
              "approved: cart as its files are now, however much triggers it (approved by Ann)\n");
      assertThat(program.run("estimate", "cart.yaml").exitCode()).isZero();
      var first = now.plusSeconds(86_400);
      launch(program, first, 0);
      events(program, desk, "a", "u1", first.plusSeconds(1));
      launch(program, first.plusSeconds(1200), 0);
      assertThat(desk.sandbox().events()).hasSize(1);

      desk.file("cart.yaml", published.replace("track: Offer", "track: Another"));
      events(program, desk, "b", "u2", first.plusSeconds(1201));
      launch(program, first.plusSeconds(2400), 3);
      assertThat(desk.sandbox().events()).hasSize(1);
      assertThat(program.run("approve", "cart.yaml", "--by", "Bob").exitCode()).isZero();
      launch(program, first.plusSeconds(2460), 0);
      assertThat(desk.sandbox().events().getLast().message().path("event").asString())
          .isEqualTo("Another");
    }
  }

  private static void launch(ProgramHere program, Instant clock, int exitCode) throws Exception {
    var ended = program.run("run", "cart.yaml", "--clock", clock.toString());
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
  }

  private static void events(ProgramHere program, Desk desk, String id, String user, Instant at)
      throws Exception {
    desk.file(
        "more.ndjson",
        "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"Cart\", \"occurred_at\": \"%s\", \"properties\": {\"product\": \"x\"}}"
            .formatted(id, user, at));
    assertThat(program.run("import", "events", "more.ndjson").exitCode()).isZero();
  }
}
