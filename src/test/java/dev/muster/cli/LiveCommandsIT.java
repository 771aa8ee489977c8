package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.RunId;
import dev.muster.sandbox.Fault;
import dev.muster.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What commands say of live campaigns (live.md, part 2). */
class LiveCommandsIT {
  private static final String CART =
      """
      who:
        live: { did: Cart }
      what:
        track: Reminder
      when:
        delay: 30m
      """;

  @TempDir private Path folder;

  private static String event(String id, String user, String at) {
    return """
    {"id": "%s", "user_id": "%s", "event": "Cart", "occurred_at": "%s"}
    """
        .formatted(id, user, at);
  }

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(3)
        .campaign("cart", CART)
        .campaign("live/a", CART)
        .file("live/a.yaml", live("a", ""))
        .file("live/b.yaml", live("b", ""))
        .file("live/c.yaml", live("c", "  from: 2027-01-01\n"));
  }

  private static String live(String id, String when) {
    return """
    campaign: %s
    name: Campaign
    owner: growth@example.com
    status: published
    """
            .formatted(id)
        + CART
        + when;
  }

  private Program.Ended run(Desk desk, String command) throws Exception {
    return new ProgramHere(folder, desk.settings()).run(command.split(" "));
  }

  private void events(Desk desk, String ndjson) throws Exception {
    desk.file("events.ndjson", ndjson);
    assertThat(run(desk, "import events events.ndjson").exitCode()).isZero();
  }

  private static JsonNode json(Program.Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return Desk.json(ended);
  }

  /** The ends of a day, those that nobody has left out. */
  private static Map<String, Long> ends(JsonNode sums) {
    var ends = new TreeMap<String, Long>();
    for (var end : sums.path("audience").properties()) {
      if (end.getValue().asLong() != 0) {
        ends.put(end.getKey(), end.getValue().asLong());
      }
    }
    return ends;
  }

  @ParameterizedTest
  @EnumSource
  void tellWhatTheyTookUpAndWhatBecameOfIt(Database database) throws Exception {
    try (var desk = desk(database)) {
      var first = run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      assertThat(first.err()).contains("cart.yaml: live, nothing new");
      assertThat(first.exitCode()).isZero();
      events(
          desk,
          event("1", "u1", "2026-12-01T20:01:00Z")
              + event("2", "u2", "2026-12-01T20:02:00Z")
              + event("3", "nobody", "2026-12-01T20:03:00Z"));

      var document = json(run(desk, "run cart.yaml --clock 2026-12-01T20:05:00Z --output json"));
      assertThat(document.path("runs")).hasSize(1);
      var live = document.path("live").path(0);
      assertThat(live.propertyNames())
          .containsExactly(
              "campaign",
              "state",
              "reason",
              "as_of",
              "start",
              "horizon",
              "run",
              "taken_up",
              "not_qualified",
              "too_late",
              "no_profile",
              "awaiting_profile");
      assertThat(live.path("state").asString()).isEqualTo("live");
      assertThat(live.path("reason").isNull()).isTrue();
      assertThat(live.path("run").asString())
          .isEqualTo(document.path("runs").path(0).path("run").asString());
      assertThat(live.path("as_of").asString()).startsWith("2026-12-01T20:05:");
      assertThat(live.path("start").asString()).startsWith("2026-12-01T20:00:");
      assertThat(live.path("taken_up").asLong()).isEqualTo(2);
      assertThat(live.path("awaiting_profile").asLong()).isEqualTo(1);

      var waiting = run(desk, "run cart.yaml --clock 2026-12-01T20:06:00Z --output json");
      assertThat(json(waiting).path("runs")).isEmpty();
      assertThat(json(waiting).path("live")).hasSize(1);
      assertThat(waiting.err())
          .contains("cart.yaml: 1 run waits for a later opening, the first at 2026-12-01T20:31:00Z")
          .contains("cart.yaml: live, nothing new; 1 trigger waits for a profile");

      events(
          desk,
          event("4", "u3", "2026-12-02T09:00:00Z") + event("5", "u3", "2026-12-01T18:00:00Z"));
      var next = run(desk, "run cart.yaml --clock 2026-12-02T09:30:00Z");
      assertThat(next.err())
          .contains(
              "cart.yaml: 1 trigger taken up: cart@2026-12-02T09:30:",
              "; 1 trigger waits for a profile");
      var passed = run(desk, "run cart.yaml --clock 2026-12-02T09:40:00Z");
      assertThat(passed.err())
          .contains("cart.yaml: no trigger taken up; 1 trigger given up for want of a profile");
      assertThat(passed.exitCode()).isZero();
      var wrong = run(desk, "run cart.yaml --clock 2026-12-02T09:38:59Z");
      assertThat(wrong.err())
          .contains(
              "cart: nothing was looked at, for this launch is as of 2026-12-02T09:38:59Z, and an"
                  + " earlier one has looked as of 2026-12-02T09:40:00Z: is a clock wrong?");
      assertThat(run(desk, "run cart.yaml --clock 2026-12-02T09:39:00Z").err())
          .as("clocks of machines may be a little apart")
          .doesNotContain("is a clock wrong");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumUpALiveCampaignByDays(Database database) throws Exception {
    try (var desk = desk(database)) {
      run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      events(
          desk,
          event("1", "u1", "2026-12-01T20:01:00Z") + event("2", "u2", "2026-12-01T20:50:00Z"));
      run(desk, "run cart.yaml --clock 2026-12-01T20:51:00Z");
      var open = json(run(desk, "show cart --output json"));
      assertThat(open.path("open_runs"))
          .singleElement()
          .matches(run -> run.asString().startsWith("cart@2026-12-01T20:51:"));
      assertThat(ends(open.path("total")))
          .isEqualTo(Map.of("qualified", 2L, "accepted", 1L, "waiting", 1L));
      events(desk, event("3", "u3", "2026-12-02T10:00:00Z"));
      run(desk, "run cart.yaml --clock 2026-12-02T10:40:00Z");

      var report = json(run(desk, "report cart --format json"));
      assertThat(report.propertyNames())
          .containsExactly(
              "campaign",
              "state",
              "reason",
              "start",
              "end",
              "watermark",
              "horizon",
              "open_runs",
              "days",
              "total",
              "goal");
      assertThat(report.path("watermark").asString()).startsWith("2026-12-02T10:40:");
      assertThat(report.path("open_runs")).isEmpty();
      assertThat(report.path("days")).hasSize(2);
      var day = report.path("days").path(0);
      assertThat(day.propertyNames())
          .containsExactly(
              "day",
              "runs",
              "taken_up",
              "not_qualified",
              "too_late",
              "no_profile",
              "audience",
              "delivery",
              "alerts");
      assertThat(day.path("day").asString()).isEqualTo("2026-12-01");
      // What became of it on the next day is counted where it was taken up.
      assertThat(ends(day)).isEqualTo(Map.of("qualified", 2L, "accepted", 2L));
      assertThat(day.path("delivery").path("messages").asLong()).isEqualTo(2);
      assertThat(report.path("total").path("taken_up").asLong()).isEqualTo(3);
      assertThat(report.path("total").path("runs").asLong()).isEqualTo(2);

      var second = json(run(desk, "report cart --format json --from 2026-12-02"));
      assertThat(second.path("days")).hasSize(1);
      assertThat(second.path("total").path("taken_up").asLong()).isEqualTo(1);
      assertThat(json(run(desk, "report cart --format json --until 2026-11-30")).path("days"))
          .isEmpty();

      assertThat(run(desk, "report cart").out())
          .contains("cart  LIVE", "start             2026-12-01T20:00:")
          .containsPattern("2026-12-01 +1 +2 +0 +0 +0 +2")
          .containsPattern("qualified +3\n +accepted +3 +100.0%");
      assertThat(run(desk, "runs").out()).containsPattern("cart +2026-12-02 +1 +1 +0 +0 +0 +1");
      var runs = json(run(desk, "runs --output json"));
      assertThat(runs.path("runs")).isEmpty();
      assertThat(runs.path("live").path(0).path("days")).hasSize(2);
      var ofDay = run(desk, "runs --campaign cart --day 2026-12-02 --output json");
      assertThat(json(ofDay).path("runs").path(0).path("run").asString())
          .startsWith("cart@2026-12-02T10:40:");
      assertThat(json(ofDay).path("live").path(0).path("days")).hasSize(1);
      assertThat(run(desk, "runs --campaign cart --day 2026-12-01").out())
          .contains("cart@2026-12-01T20:51:")
          .doesNotContain("cart@2026-12-02");
    }
  }

  @ParameterizedTest
  @EnumSource
  void explainWhatBecameOfAUsersTriggers(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.campaign(
          "cart",
          """
          who:
            live:
              did: Cart
              where: { price: { above: 0 } }
              then_not: { did: Charged, within: 10m }
              audience: { profile: { email: u1@example.com } }
              recheck: []
            again: { after: 7d }
          what: { track: Reminder }
          when: { until: "2026-12-01T21:00" }
          """);
      run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      var lines = new StringBuilder();
      for (var event :
          List.of(
              "0 u1 Cart 19:59",
              "1 u1 Cart 20:02",
              "2 u1 Cart 20:03",
              "3 u1 Cart 20:20",
              "x u1 Charged 20:25",
              "4 u1 Cart 20:50",
              "5 u1 Cart 21:00",
              "6 u2 Cart 20:05",
              "7 nobody Cart 20:06")) {
        var of = event.split(" ", -1);
        lines.append(
            """
            {"id": "%s", "user_id": "%s", "event": "%s", "occurred_at": "2026-12-01T%s:00Z", "properties": {"price": 5}}
            """
                .formatted(of[0], of[1], of[2], of[3]));
      }
      events(
          desk,
          lines
              + "{\"id\": \"8\", \"user_id\": \"u1\", \"event\": \"Cart\", \"occurred_at\":"
              + " \"2026-12-01T20:10:00Z\", \"properties\": {\"price\": 0}}\n");
      var document = json(run(desk, "run cart.yaml --clock 2026-12-01T20:40:00Z --output json"));
      var runId = runId(document);

      assertThat(ends(run(desk, "explain " + runId + " u1 --output json")))
          .containsExactly("1 accepted", "2 repeated");
      assertThat(ends(run(desk, "explain cart u1 --output json")))
          .containsExactly(
              "5 after_end",
              "4 to_come",
              "3 followed",
              "2 repeated",
              "1 accepted",
              "0 before_start");
      assertThat(ends(run(desk, "explain cart u2 --output json")))
          .containsExactly("6 not_qualified");
      assertThat(ends(run(desk, "explain cart nobody --output json")))
          .containsExactly("7 awaiting_profile");
      assertThat(run(desk, "explain cart u3").out())
          .isEqualTo("cart: no event of u3 could have triggered it\n");
      assertThat(run(desk, "explain cart u1").out())
          .contains(
              "Cart at 2026-12-01T20:03:00Z, id 2\n  was not sent to: an earlier trigger of the user"
                  + " counts ('again')\n  in "
                  + runId);
      assertThat(run(desk, "explain " + runId + " u2").out())
          .startsWith(runId + ": no trigger of u2 is in this run");
    }
  }

  private static List<String> ends(Program.Ended explained) {
    return json(explained)
        .path("triggers")
        .valueStream()
        .map(trigger ->
            trigger.path("event").path("id").asString() + " " + trigger.path("end").asString())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void workOnALiveRunAsOnAnyOther(Database database) throws Exception {
    try (var desk =
        desk(database).campaign("cart", CART.replace("30m", "1s\n  cut_off: { after: 52w }"))) {
      run(desk, "run cart.yaml --clock 2026-11-01T20:00:00Z");
      events(
          desk,
          event("1", "u1", "2026-11-01T20:01:00Z") + event("2", "u2", "2026-11-01T20:02:00Z"));
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(400)));
      var rejected = run(desk, "run cart.yaml --clock 2026-11-01T20:05:00Z --output json");
      assertThat(rejected.exitCode()).isEqualTo(4);
      var id = runId(Desk.json(rejected));
      assertThat(ends(json(run(desk, "report cart --format json")).path("total")))
          .isEqualTo(Map.of("qualified", 2L, "rejected", 2L));

      desk.noFaults();
      assertThat(run(desk, "retry-rejected " + id).exitCode()).isZero();
      var day = json(run(desk, "report cart --format json")).path("total");
      assertThat(ends(day)).isEqualTo(Map.of("qualified", 2L, "accepted", 2L));
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2");

      events(desk, event("3", "u3", "2026-11-01T20:06:00Z"));
      var third = json(run(desk, "run cart.yaml --clock 2026-11-01T20:10:00Z --output json"));
      desk.campaign("cart", CART);
      events(desk, event("4", "u1", "2026-11-01T20:16:00Z"));
      var waiting = json(run(desk, "run cart.yaml --clock 2026-11-01T20:20:00Z --output json"));
      assertThat(run(desk, "abandon " + runId(waiting)).exitCode()).isZero();
      var abandoned = json(run(desk, "report cart --format json"));
      assertThat(abandoned.path("open_runs")).isEmpty();
      assertThat(ends(abandoned.path("total")))
          .isEqualTo(Map.of("qualified", 4L, "accepted", 3L, "waiting", 1L));

      // The others were worked on today.
      assertThat(run(desk, "prune --older-than 1d").exitCode()).isZero();
      assertThat(json(run(desk, "report cart --format json"))).isEqualTo(abandoned);
      assertThat(run(desk, "explain " + runId(third) + " u3").err())
          .contains("of that day were pruned");
      assertThat(ends(run(desk, "explain cart u1 --output json")))
          .containsExactly("4 waiting", "1 accepted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellWhatTheGoalOfALiveCampaignHasComeTo(Database database) throws Exception {
    try (var desk =
        desk(database)
            .campaign(
                "cart",
                CART.replace("{ did: Cart }\n", "{ did: Cart }\n  control_group: { percent: 50 }\n")
                    + "goal: { event: Charged, within: 1d, value: amount }\n")) {
      run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      assertThat(run(desk, "goals cart").err()).contains("no run of cart has a goal");
      assertThat(json(run(desk, "show cart --output json")).path("goal").isNull()).isTrue();
      events(
          desk,
          event("1", "u1", "2026-12-01T20:01:00Z")
              + event("2", "u2", "2026-12-01T20:02:00Z")
              + event("3", "u3", "2026-12-01T20:03:00Z"));
      var taken = json(run(desk, "run cart.yaml --clock 2026-12-01T20:05:00Z --output json"));
      run(desk, "run cart.yaml --clock 2026-12-01T20:40:00Z");
      events(
          desk,
          "{\"user_id\": \"u1\", \"event\": \"Charged\", \"occurred_at\": \"2026-12-01T21:00:00Z\", \"properties\": {\"amount\": 7.5}}\n");

      var measured = run(desk, "goals cart --clock 2026-12-03T00:00:00Z --output json");
      var goals = json(measured);
      assertThat(goals.path("runs")).isEmpty();
      var pooled = goals.path("pooled");
      assertThat(pooled.propertyNames())
          .containsExactly(
              "rehearsal",
              "goal",
              "measured_at",
              "closes_at",
              "complete",
              "runs",
              "both",
              "pruned",
              "reached",
              "control",
              "lift",
              "method",
              "too_few");
      assertThat(pooled.path("rehearsal").asBoolean()).isTrue();
      assertThat(pooled.path("goal").path("within").asString()).isEqualTo("1d");
      assertThat(pooled.path("runs").asLong()).isEqualTo(1);
      var sides = List.of(pooled.path("reached"), pooled.path("control"));
      assertThat(sides)
          .map(side -> side.path("users").asLong())
          .satisfies(users -> assertThat(users.get(0) + users.get(1)).isEqualTo(3));
      assertThat(sides).map(side -> side.path("converted").asLong()).containsOnlyOnce(1L);
      assertThat(pooled.path("control").path("not_compared").asLong()).isZero();
      assertThat(pooled.path("lift").path("rate").isNull()).isTrue();
      assertThat(pooled.path("too_few")).isNotEmpty();

      assertThat(run(desk, "goals cart --clock 2026-12-03T00:00:00Z").out())
          .startsWith("cart  1 run together, each user once  rehearsal\n")
          .contains("  goal              Charged within 1d, worth its amount\n")
          .contains("  measured          2026-12-03T00:00:00Z, over all rehearsed runs so far\n");
      assertThat(json(run(desk, "goals cart.yaml --output json")).path("pooled").path("runs"))
          .isEqualTo(pooled.path("runs"));
      for (var command : List.of("show cart --output json", "report cart --format json")) {
        assertThat(json(run(desk, command)).path("goal").path("goal"))
            .isEqualTo(pooled.path("goal"));
      }
      // Measured by who asks for it.
      assertThat(json(run(desk, "show cart --output json")).path("goal").propertyNames())
          .containsExactly("rehearsal", "goal");
      assertThat(run(desk, "show cart").out())
          .endsWith(
              """
                goal              Charged within 1d, worth its amount
                measured          by 'muster goals cart', over rehearsed runs
              """);
      assertThat(run(desk, "report cart").out())
          .contains("  goal              Charged within 1d", "  reached ");
      var id = runId(taken);
      assertThat(json(run(desk, "report " + id + " --format json")).path("goal").isNull()).isTrue();
      var ofRun = run(desk, "goals " + id);
      assertThat(ofRun.exitCode()).isEqualTo(2);
      assertThat(ofRun.err()).contains("measured over all of its runs; 'muster goals cart' does");
    }
  }

  private static String runId(JsonNode document) {
    return document.path("live").path(0).path("run").asString();
  }

  @ParameterizedTest
  @EnumSource
  void stayForTheOpeningsOfTheirRunsAndTakeUpNothingMeanwhile(Database database) throws Exception {
    try (var desk = desk(database)) {
      run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      events(desk, event("1", "u1", "2026-12-01T20:01:00Z"));
      Program.Ended ended;
      try (var data = desk.open()) {
        var jdbc = new JdbcTemplate(data);
        var staying =
            new FutureTask<>(
                () -> run(desk, "run cart.yaml --wait --clock 2026-12-01T20:30:57Z --output json"));
        Thread.ofPlatform().start(staying);
        Desk.await(
            "its run is planned", () -> !jdbc.queryForList("select id from muster_run").isEmpty());
        jdbc.update(
            """
            insert into events (id, user_id, name, occurred_at)
            values ('2', 'u2', 'Cart', timestamp with time zone '2026-12-01 20:02:00Z')
            """);
        ended = staying.get();
      }

      var run = json(ended).path("runs").path(0);
      assertThat(run.path("status").asString()).isEqualTo("completed");
      assertThat(run.path("audience").path("accepted").asLong()).isEqualTo(1);
      assertThat(desk.reached()).containsExactly("u1");
      assertThat(json(ended).path("live")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sayThatAnotherLaunchTakesUpWhatTriggersWhereTheyWaitedInVain(Database database)
      throws Exception {
    try (var desk = desk(database)) {
      var settings = new TreeMap<>(desk.settings());
      settings.put("MUSTER_LOCKWAIT", "1ms");
      try (var data = desk.open();
          var _ =
              Store.in(data, database.databaseType(), Clock.systemUTC(), "another")
                  .locks()
                  .tryLock(RunId.parse("cart@1970-01-01T00:00:00Z"))
                  .lock()
                  .orElseThrow()) {
        var ended =
            new ProgramHere(folder, settings)
                .run("run", "cart.yaml", "--clock", "2026-12-01T20:00:00Z", "--output", "json");

        var live = json(ended).path("live").path(0);
        assertThat(live.path("state").asString()).isEqualTo("held");
        assertThat(live.path("run").isNull()).isTrue();
        assertThat(live.path("taken_up").asLong()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void leaveARunThatWaitsForConsentAndTakeUpWhatTriggers(Database database) throws Exception {
    try (var desk = desk(database).campaign("cart", CART.replace("30m", "1s"))) {
      var settings = new TreeMap<>(desk.settings());
      settings.put("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      run(desk, "run cart.yaml --clock 2026-12-01T20:00:00Z");
      events(desk, event("1", "u1", "2026-12-01T20:01:00Z"));
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.AcceptThenClose()));
      var failed =
          new ProgramHere(folder, settings)
              .run("run", "cart.yaml", "--clock", "2026-12-01T20:05:00Z", "--output", "json");
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      var id = runId(Desk.json(failed));
      desk.execute(
          "update muster_run set doubt_since = timestamp with time zone '2025-12-01 20:05:00Z'");
      desk.noFaults();
      events(desk, event("2", "u2", "2026-12-01T20:06:00Z"));

      var next = run(desk, "run cart.yaml --clock 2026-12-01T20:10:00Z --output json");

      assertThat(next.exitCode()).as(next.err()).isEqualTo(2);
      assertThat(next.err()).contains(id + ": ").contains("--accept-duplicates");
      assertThat(Desk.json(next).path("live").path(0).path("taken_up").asLong()).isEqualTo(1);
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2");
      assertThat(json(run(desk, "show cart --output json")).path("open_runs"))
          .singleElement()
          .matches(run -> run.asString().equals(id));

      var consented = run(desk, "run cart.yaml --accept-duplicates --clock 2026-12-01T20:11:00Z");
      assertThat(consented.exitCode()).as(consented.err()).isZero();
      assertThat(json(run(desk, "show cart --output json")).path("open_runs")).isEmpty();
      assertThat(desk.reached()).as("the receiver knew it still").hasSize(2);
    }
  }

  @Test
  void sayInOneLineThatAFolderHasNothingNew() throws Exception {
    try (var desk = desk(Database.H2)) {
      run(desk, "run live --clock 2026-12-01T20:00:00Z");
      events(desk, event("1", "u1", "2026-12-01T20:01:00Z"));
      run(desk, "run live --clock 2026-12-01T20:02:00Z");
      var ended = run(desk, "run live --clock 2026-12-01T20:03:00Z");

      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines().filter(line -> line.contains("live")))
          .containsExactly(
              "live campaigns: 1 not yet live; nothing new of 2; 2 runs wait for a later opening, the"
                  + " first at 2026-12-01T20:31:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          show cart                              | expected a run such as winback@2026-12-07T14:00:00Z, or the id of a live campaign that a launch has met, found: cart
          report cart                            | or the id of a live campaign that a launch has met
          report cart --format html              | expected a run, found a live campaign, cart
          report cart@2026-12-07T14:00:00Z --no-ids | expected --format html beside it, found --format text
          report cart@2026-12-07T14:00:00Z --from 2026-12-01 | expected a live campaign's id
          report cart --from 2026-12-02 --until 2026-12-01 | expected a day not before --from
          show cart --rejections                 | expected a run, found a campaign
          runs --day 2026-12-01                  | expected --campaign beside it
          run cart.yaml --planned 2026-11-01T09:00:00Z | a live campaign has no planned times
          """)
  void refuseWhatTheyCannotTell(String command, String said) throws Exception {
    try (var desk = desk(Database.H2)) {
      var ended = run(desk, command);

      assertThat(ended.err()).contains(said);
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sayOfARunThatIsGoneThatItIsInTheSumsOfItsDay(Database database) throws Exception {
    try (var desk = desk(database).change("cart.yaml", "  delay: 30m", "  delay: 1m")) {
      var settings = new TreeMap<>(desk.settings());
      settings.put("MUSTER_LIVE_KEEPRUNS", "2h");
      var program = new ProgramHere(folder, settings);
      run(desk, "run cart.yaml --clock 2026-11-01T20:00:00Z");
      for (var hour : List.of("20", "21", "23")) {
        events(desk, event(hour, "u1", "2026-11-01T" + hour + ":01:00Z"));
        run(desk, "run cart.yaml --clock 2026-11-01T" + hour + ":05:00Z");
      }
      var before = json(run(desk, "report cart --format json"));
      var runs =
          json(run(desk, "runs --campaign cart --day 2026-11-01 --output json")).path("runs");
      assertThat(runs).hasSize(3);

      // By a launch, as the setting has it, and by hand.
      program.run("run", "cart.yaml", "--clock", "2026-11-01T23:30:00Z");
      assertThat(
              json(run(desk, "runs --campaign cart --day 2026-11-01 --output json")).path("runs"))
          .hasSize(1);
      assertThat(run(desk, "prune --older-than 1d --dry-run").out())
          .isEqualTo(
              "cart: 1 run with 1 trigger would be removed, and stay in the sums of their days; nothing was changed%n"
                  .formatted());
      assertThat(json(run(desk, "prune --older-than 1d --output json")).path("live").path(0))
          .hasToString(
              "{\"campaign\":\"cart\",\"runs_removed\":1,\"triggers_removed\":1,\"contacts_kept\":0,\"runs_left\":0}");

      var after = json(run(desk, "report cart --format json"));
      assertThat(after.path("days")).isEqualTo(before.path("days"));
      assertThat(after.path("total")).isEqualTo(before.path("total"));
      assertThat(json(run(desk, "runs --output json")).path("live").path(0).path("days"))
          .isEqualTo(before.path("days"));
      var gone = runs.path(0).path("run").asString();
      for (var command :
          List.of("show", "report", "explain", "restart", "abandon", "retry-rejected", "members")) {
        var ended = run(desk, command + " " + gone + (command.equals("explain") ? " u1" : ""));
        assertThat(ended.exitCode()).as(command).isEqualTo(2);
        assertThat(ended.err())
            .as(command)
            .contains(
                "there is no run %s: runs of that day were pruned, and if there was one, it is in the day's sums; 'muster report cart --from 2026-11-01 --until 2026-11-01' shows them"
                    .formatted(gone));
      }
      assertThat(run(desk, "show cart@2026-11-03T20:05:00Z").err())
          .contains("'muster runs' lists those there are");
    }
  }

  @Test
  void checkTheDataForAllThatALiveCampaignNames() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1)) {
      desk.campaign(
          "cart",
          """
          who:
            live:
              did: Cart
              where: { price: { above: 5 } }
              then_not: { did: Charge, within: 10m }
              same: product
              audience: { profile: { plan: gold } }
          what: { track: Reminder }
          when: {}
          """);
      events(desk, event("1", "u1", "2026-11-01T20:01:00Z"));

      var ended = run(desk, "check cart.yaml");

      assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.out())
          .contains("no event is named Charge")
          .contains("product")
          .contains("price")
          .contains("plan");
    }
  }
}
