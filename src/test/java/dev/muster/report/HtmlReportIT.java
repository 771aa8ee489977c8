package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.run.DeliverySettings;
import dev.muster.run.LaunchPad;
import dev.muster.run.Pruning;
import dev.muster.store.Purpose;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The HTML report against the JSON one, number by number, of runs of all kinds. */
class HtmlReportIT {
  private static final Instant NINE = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TEN = NINE.plus(Duration.ofHours(1));

  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer, attributes: [email] }
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void tellsOfACompletedRunAndTheOnesBeforeIt(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      pad.delivering(new DeliverySettings(2, 10, 1, 1_000_000))
          .profiles(140)
          .faults("{\"faults\": [{\"containing\": \"7@\", \"status\": 400}]}");
      var campaign =
          pad.campaign(
              "all",
              """
              who:
                audience: { everyone: true }
                control_group: { percent: 20 }
                cap: { only: 100 }
                expect: { between: [1, 1000], change_at_most: 90% }
              what: { track: Offer, attributes: [email] }
              when: { at: launch }
              """);
      pad.launch(campaign, NINE);

      var first = Reported.of(pad, pad.run(NINE)).agree();
      assertThat(first.page().select("#history").text())
          .contains("The first run of this campaign.");
      var examples =
          first
              .json()
              .path("rejections")
              .get(0)
              .path("examples")
              .valueStream()
              .map(JsonNode::asString)
              .toList();
      assertThat(examples).hasSize(3).allMatch(user -> user.endsWith("7"));
      assertThat(first.page().select("tr[data-code=http_400] .ids code").eachText())
          .isEqualTo(examples);
      assertThat(first.page().select("tr[data-guard]").eachAttr("data-guard"))
          .containsExactly("between", "change_at_most");
      assertThat(first.sentence()).contains(" of the 140 users who qualified").endsWith("sent to.");
      assertThat(first.json().path("name").asString()).isEqualTo(first.page().select("h1").text());
      assertThat(first.json().path("execution_log").get(0).path("ended").asString())
          .isEqualTo("completed");
      assertThat(first.json().path("forecast").isNull()).isTrue();

      pad.launch(campaign, TEN);
      var second = Reported.of(pad, pad.run(TEN), null, false).agree();
      assertThat(second.page().select("#history").text()).contains("Against the 1 run before it");
      assertThat(second.page().select("#history figure")).hasSize(6);
      assertThat(second.page().select("#history figure").getFirst().text())
          .contains("qualified", "140", "median 140", "cap 100", "expects 1 to 1,000");
      assertThat(second.page().select(".ids code")).isEmpty();
      assertThat(second.page().select("#message pre").text())
          .contains("\"email\" : \"‹email›\"", "\"event\" : \"Offer\"")
          .doesNotContain("@example.com");
      assertThat(second.page().select("#definition figcaption").eachText())
          .containsExactly("all.yaml");
    }
  }

  @ParameterizedTest
  @CsvSource({"H2, UTC", "H2, America/New_York", "POSTGRESQL, UTC", "POSTGRESQL, Asia/Kolkata"})
  void tellsOfAWaitingRun(Database database, ZoneId account) throws Exception {
    var clock = SettableClock.at("2026-11-16T09:02:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).in(account)) {
      pad.profiles(
          """
          {"user_id": "tokyo", "timezone": "Asia/Tokyo"}
          {"user_id": "osaka", "timezone": "Asia/Tokyo"}
          {"user_id": "seoul", "timezone": "Asia/Seoul"}
          {"user_id": "london", "timezone": "Europe/London"}
          {"user_id": "kolkata", "timezone": "Asia/Kolkata"}
          {"user_id": "nowhere"}
          """);
      pad.launch(
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer }
              when:
                at: "2026-11-16T09:00"
                timezone: UTC
                user_timezone: { passed: next_day }
                cut_off: { after: 48h }
              """),
          NINE);

      var waiting = Reported.of(pad, pad.run(NINE)).agree();

      assertThat(waiting.json().path("status").asString()).isEqualTo("waiting");
      assertThat(waiting.json().path("zone_unknown").asLong()).isEqualTo(1);
      assertThat(waiting.json().path("account_timezone").asString()).isEqualTo(account.getId());
      assertThat(waiting.json().path("forecast").path("late").asLong()).isZero();
      assertThat(waiting.page().select("#openings p time").attr("datetime"))
          .isEqualTo(waiting.json().path("forecast").path("ends_at").asString());
      var tokyo =
          waiting
              .json()
              .path("openings")
              .valueStream()
              .filter(opening -> opening.path("users").asLong() == 3)
              .findFirst()
              .orElseThrow();
      assertThat(tokyo.path("zones").toString())
          .isEqualTo(
              "[{\"zone\":\"Asia/Tokyo\",\"users\":2},{\"zone\":\"Asia/Seoul\",\"users\":1}]");
      assertThat(waiting.sentence()).contains("more are due from");
      assertThat(waiting.page().select("#about").text()).contains(account.getId());
    }
  }

  @ParameterizedTest
  @EnumSource
  void foldsManyOpenings(Database database) throws Exception {
    var clock = SettableClock.at("2026-11-16T00:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      var offsets = IntStream.rangeClosed(-11, 12).boxed().toList();
      var users = new StringBuilder();
      for (var hours : offsets) {
        var zone = "UTC%+03d:00".formatted(hours);
        users.append("{\"user_id\": \"a%d\", \"timezone\": \"%s\"}%n".formatted(hours, zone));
        users.append(
            "{\"user_id\": \"b%d\", \"timezone\": \"UTC%+03d:30\"}%n".formatted(hours, hours));
      }
      pad.profiles(users.toString());
      pad.launch(
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer }
              when: { at: "2026-11-16T00:00", timezone: UTC, user_timezone: { passed: next_day } }
              """),
          Instant.parse("2026-11-16T00:00:00Z"));

      var many = Reported.of(pad, pad.run(Instant.parse("2026-11-16T00:00:00Z"))).agree();

      assertThat(many.json().path("openings").size()).isGreaterThan(40);
      assertThat(many.page().select("#openings tbody tr")).hasSize(41);
      assertThat(
              many.page().select("#openings tbody tr").stream()
                  .mapToLong(row -> Long.parseLong(row.select("data").attr("value")))
                  .sum())
          .isEqualTo(
              many.json()
                  .path("openings")
                  .valueStream()
                  .mapToLong(opening -> opening.path("users").asLong())
                  .sum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfRunsThatNobodyQualifiedForAndThatWereRefusedOrMissed(Database database)
      throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      pad.launch(pad.campaign("all", EVERYONE), NINE);
      var nobody = Reported.of(pad, pad.run(NINE)).agree();
      assertThat(nobody.sentence()).isEqualTo("Nobody qualified; nothing was sent.");
      assertThat(nobody.page().select("#message").text()).contains("No message was made.");
      assertThat(nobody.page().select("#goal").text()).contains("No goal.");
      assertThat(nobody.page().select("#rejections").text())
          .contains("Nobody was rejected, and no message was invalid.");
      assertThat(nobody.html()).doesNotContain("NaN", "Infinity");

      pad.profiles(50);
      pad.launch(
          pad.campaign(
              "all",
              EVERYONE.replace(
                  "everyone: true }", "everyone: true }, expect: { between: [1, 9] }")),
          TEN);
      var refused = Reported.of(pad, pad.run(TEN)).agree();
      assertThat(refused.sentence()).startsWith("Refused: 50 users qualify").endsWith("anything.");
      assertThat(refused.page().select("tr[data-guard=between]").text())
          .contains("1 to 9", "refused the run");
      assertThat(refused.json().path("execution_log").get(0).path("ended").asString())
          .isEqualTo("refused");

      var id = new RunId(new CampaignId("other"), NINE);
      pad.store().states().miss(Map.of(id, "no launch came"), ZoneOffset.UTC, Purpose.REAL, TEN);
      var missed = Reported.of(pad, pad.store().runs().get(id)).agree();
      assertThat(missed.sentence()).isEqualTo("Missed: no launch came.");
      assertThat(missed.page().select("#executions").text()).contains("No execution has begun.");
      assertThat(missed.page().select("h1").text()).isEqualTo("other");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfRunsThatDidNotComeToTheirEnd(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(50)) {
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 503}]}");
      var campaign = pad.campaign("all", EVERYONE);
      pad.launch(campaign, NINE);

      var failed = Reported.of(pad, pad.run(NINE)).agree();
      assertThat(failed.sentence())
          .startsWith("Failed: sent to 0 of the 50 users who qualified (0.0%); 50 are still");
      assertThat(failed.page().select("tr[data-execution=1]").text()).contains("failed", "503");

      // As a worker leaves it that is killed.
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set status = 'running', reason = null, ended_at = null");
      jdbc.update("update muster_execution set ended = null, ended_at = null, reason = null");
      var gone = Reported.of(pad, pad.run(NINE)).agree();
      assertThat(gone.sentence()).startsWith("Its worker is gone: sent to 0 of the 50");
      assertThat(gone.json().path("execution_log").get(0).path("ended").asString())
          .isEqualTo("crashed");
      assertThat(gone.json().path("execution_log").get(0).path("ended_at").asString())
          .isEqualTo(gone.json().path("execution_log").get(0).path("started_at").asString());

      pad.noFaults().launch(campaign, NINE);
      var completed = Reported.of(pad, pad.run(NINE)).agree();
      assertThat(
              completed
                  .json()
                  .path("execution_log")
                  .valueStream()
                  .map(execution -> execution.path("ended").asString()))
          .containsExactly("crashed", "completed");

      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 503}]}");
      pad.launch(campaign, TEN);
      pad.abandon(pad.id(TEN), "no longer wanted");
      var abandoned = Reported.of(pad, pad.run(TEN)).agree();
      assertThat(abandoned.sentence()).endsWith("50 never will be. Reason: no longer wanted.");
      assertThat(abandoned.json().path("execution_log").get(0).path("ended").asString())
          .isEqualTo("failed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfAPrunedRunByItsSums(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      pad.delivering(new DeliverySettings(2, 10, 1, 1_000_000))
          .profiles(40)
          .faults("{\"faults\": [{\"containing\": \"u7@\", \"status\": 400}]}");
      var campaign = pad.campaign("all", EVERYONE);
      pad.launch(campaign, NINE);
      var before = Reported.of(pad, pad.run(NINE)).agree();
      pad.launch(campaign, TEN);
      pad.pruning(Clock.fixed(Instant.parse("2099-01-01T00:00:00Z"), ZoneOffset.UTC))
          .olderThan(Duration.ofDays(90), (Pruning.Outcome _) -> {});

      var pruned = Reported.of(pad, pad.run(NINE)).agree();

      assertThat(pruned.page().select("header").text()).contains("pruned at");
      assertThat(pruned.json().path("pruned_at").asString()).isNotEmpty();
      assertThat(pruned.page().select(".ids code")).isEmpty();
      assertThat(pruned.page().select("#delivery figure")).isEmpty();
      assertThat(pruned.json().path("audience")).isEqualTo(before.json().path("audience"));
      assertThat(pruned.json().path("execution_log"))
          .isEqualTo(before.json().path("execution_log"));
      assertThat(pruned.sentence()).isEqualTo(before.sentence());
    }
  }

  @ParameterizedTest
  @EnumSource
  void measuresAGoal(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(60)) {
      pad.launch(
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true }, control_group: { percent: 50 } }
              what: { track: Offer }
              when: { at: launch }
              goal: { event: Bought, within: 7d }
              """),
          NINE);
      var run = pad.run(NINE);
      var goal = pad.measuring(NINE.plus(Duration.ofDays(30))).of(run).orElseThrow();

      var measured = Reported.of(pad, run, goal, true).agree();

      for (var side : new String[] {"reached", "control"}) {
        var told = measured.json().path("goal").path(side);
        assertThat(
                measured.page().select("tr[data-side=%s] data".formatted(side)).eachAttr("value"))
            .containsExactly(told.path("users").asString(), told.path("converted").asString());
      }
      assertThat(measured.page().select("#goal").text()).contains("too few");
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsTriggersOfALiveRun(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-01T10:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(3)) {
      var file =
          pad.campaign(
              "cart",
              """
              who: { live: { did: Cart } }
              what: { track: Reminder }
              when: {}
              """);
      pad.takeUp(file);
      pad.events(
          """
          {"id": "1", "user_id": "u1", "event": "Cart", "occurred_at": "2026-12-01T10:01:00Z"}
          {"id": "2", "user_id": "u2", "event": "Cart", "occurred_at": "2026-12-01T10:01:30Z"}
          """);
      clock.set("2026-12-01T10:05:00Z");
      pad.takeUp(file);
      var run = pad.store().runs().list(new CampaignId("cart")).getLast();

      assertThat(Reported.of(pad, run).agree().sentence())
          .isEqualTo("Sent to 2 of the 2 triggers that qualified (100.0%).");
    }
  }

  /** Names, ids, codes, reasons, zones, files: none of them gets out of its place. */
  @ParameterizedTest
  @EnumSource
  void showsTextOfOthersAsText(Database database) throws Exception {
    var hostile = "</title></style><script>alert(1)</script><b onclick='x'>\u202E\u0007";
    try (var pad = new LaunchPad(database, folder)) {
      pad.profiles(
          """
          {"user_id": "</td><script>1</script>\\u202e", "email": "rejected@example.com"}
          {"user_id": "u2", "email": "u2@example.com"}
          """);
      pad.faults("{\"faults\": [{\"containing\": \"rejected@\", \"status\": 400}]}");
      pad.launch(
          pad.campaign(
              "all",
              EVERYONE.replace("track: Offer", "track: \"</pre><script>2</script>\"")
                  + "# </pre><script>3</script> \u202E\n"),
          NINE);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_execution set reason = ?, worker = ?", hostile, hostile);
      jdbc.update("update muster_run set override_reason = ?", hostile);
      jdbc.update("update muster_rejection set code = ?", hostile);
      jdbc.update("update muster_rejection_sum set code = ?", hostile);

      var page = Reported.of(pad, pad.run(NINE)).agree();

      assertThat(page.html()).doesNotContain("<script", "\u202E", "\u0007", "<b ");
      assertThat(page.page().select("#executions small").text()).contains("<script>", "\\u202E");
      assertThat(page.page().select(".ids code").text())
          .isEqualTo("</td><script>1</script>\\u202E");
      assertThat(page.page().select("#definition pre").text())
          .contains("</pre><script>3</script> \\u202E");
    }
  }
}
