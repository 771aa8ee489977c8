package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.app.ProgramVersion;
import dev.muster.campaign.RunId;
import dev.muster.report.HtmlReport;
import dev.muster.report.HtmlReport.Making;
import dev.muster.report.JsonReport;
import dev.muster.report.RunDetail;
import dev.muster.run.LaunchPad;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Pages with users on them, of a run that could not reach all. */
class PersonalPagesIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final String RUN = "/runs/offer@2026-11-16T09:00:00Z";
  private static final Pattern USER = Pattern.compile("<th scope=\"row\"><code>([^<]*)</code>");

  @TempDir private Path folder;

  /** 250 users, every second of whom is rejected. */
  private LaunchPad launched(Database database) throws Exception {
    var pad = new LaunchPad(database, folder);
    pad.profiles(250).faults("{\"faults\": [{\"containing\": \"\\\"pro\\\"\", \"status\": 400}]}");
    var file =
        pad.campaign(
            "offer",
            """
            who: { audience: { everyone: true } }
            what: { track: Offer, attributes: [plan] }
            when: { at: launch }
            """);
    var end = pad.launch(file, MONDAY);
    assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
    return pad;
  }

  private static List<String> users(String page) {
    return USER.matcher(page).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void operatorsSeeWhomARunCouldNotReach(Database database) throws Exception {
    try (var pad = launched(database);
        var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
      var ann = site.loggedIn("ann");

      var run = ann.get(RUN).body();
      assertThat(run)
          .contains(
              "<tr id=\"gate-rejected\"",
              "<data value=\"125\">125</data>",
              "data-code=\"http_400\"",
              RUN + "/rejections");
      var page = ann.get(RUN + "/rejections?code=http_400").body();
      var seen = new ArrayList<>(users(page));
      assertThat(seen).hasSize(100);
      var next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(page);
      assertThat(next.find()).isTrue();
      seen.addAll(users(ann.get(next.group(1).replace("&amp;", "&")).body()));
      assertThat(seen).hasSize(125).doesNotHaveDuplicates();
      assertThat(users(ann.get(RUN + "/rejections?code=other").body())).isEmpty();

      var csv = ann.get(RUN + "/rejections.csv");
      assertThat(csv.header("Content-Disposition")).startsWith("attachment");
      assertThat(csv.body())
          .contains("user,verdict,code,reason,execution\r\n")
          .contains("u2,rejected,http_400,");
      assertThat(csv.body().lines().filter(line -> line.contains(",rejected,"))).hasSize(125);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunIsShownAsInItsReport(Database database) throws Exception {
    try (var pad = launched(database);
        var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
      var page = Jsoup.parse(site.loggedIn("ann").get(RUN).body());
      assertThat(page.select("#sentence").text())
          .isEqualTo(
              "Sent to 125 of the 250 users who qualified (50.0%). 125 could not be sent to.");
      assertThat(page.select("main section").eachAttr("id"))
          .containsExactly(
              "gates",
              "openings",
              "delivery",
              "executions",
              "rejections",
              "commands",
              "history",
              "goal",
              "message",
              "definition");
      assertThat(page.select("main h1")).hasSize(1);
      assertThat(page.select("[style], style")).isEmpty();
      assertThat(page.select("#rejections .ids code").eachText()).hasSize(3).contains("u2");

      var vic = site.loggedIn("vic");
      assertThat(Jsoup.parse(vic.get(RUN).body()).select("#rejections .ids code")).isEmpty();

      // What is at rest is not counted again; when it changes, it is.
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_result_users set users = 7 where verdict = 'accepted'");
      site.clock().set(site.clock().instant().plusSeconds(300));
      assertThat(vic.get(RUN).body()).contains("<data value=\"125\">125</data>");
      jdbc.update("update muster_run set override_reason = 'anyhow'");
      assertThat(vic.get(RUN).body()).contains("Sent to <data value=\"7\">7</data>");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsCanBeTakenAway(Database database) throws Exception {
    try (var pad = launched(database);
        var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
      var ann = site.loggedIn("ann");
      var vic = site.loggedIn("vic");
      var run = pad.store().runs().get(RunId.parse("offer@2026-11-16T09:00:00Z"));
      var store = site.application().store();
      var detail = RunDetail.of(store, run, site.application().reader(), null);
      var now = site.clock().instant();

      var html = ann.get(RUN + "/report.html");
      assertThat(html.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"offer@2026-11-16T09-00-00Z-report.html\"");
      assertThat(html.body())
          .isEqualTo(
              HtmlReport.of(store, run, detail, new Making(true, ProgramVersion.number(), now))
                  .text());
      assertThat(Jsoup.parse(html.body()).select("#rejections .ids code").eachText())
          .contains("u2");
      var json = ann.get(RUN + "/report.json");
      assertThat(json.header("Content-Disposition"))
          .startsWith("attachment")
          .endsWith("report.json\"");
      assertThat(json.body()).isEqualTo(JsonReport.of(detail) + "\n").contains("\"u2\"");

      assertThat(vic.get(RUN + "/report.html").body())
          .isEqualTo(
              HtmlReport.of(store, run, detail, new Making(false, ProgramVersion.number(), now))
                  .text())
          .doesNotContain("<code>u2</code>");
      assertThat(vic.get(RUN + "/report.json").body())
          .contains("\"http_400\"")
          .doesNotContain("examples", "\"u2\"");
      assertThat(vic.get(RUN).body()).contains(RUN + "/report.html", RUN + "/report.json");
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewersAreNotToldWhatTheSegmentApiHasSaid(Database database) throws Exception {
    try (var site = AnySite.on(database, folder)) {
      new Past(site.application().dataSource())
          .run(
              "x",
              "2026-12-07T06:00:00Z",
              RunStatus.FAILED,
              "HTTP 400: u17 is wrong",
              Map.of("accepted", 1, "pending", 2));
      var address = "/runs/x@2026-12-07T06:00:00Z";

      assertThat(site.loggedIn("ann").get(address).body()).contains("u17 is wrong");
      assertThat(Jsoup.parse(site.loggedIn("vic").get(address).body()).select("main").text())
          .contains("Failed: sent to 1 of the 3 users who qualified (33.3%); 2 are still to be")
          .doesNotContain("u17");
      for (var ending : List.of("/report.html", "/report.json")) {
        assertThat(site.loggedIn("ann").get(address + ending).body()).contains("u17 is wrong");
        assertThat(site.loggedIn("vic").get(address + ending).body())
            .contains("x@2026-12-07T06:00:00Z")
            .doesNotContain("u17");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void operatorsAskAboutAUserAndViewersSeeNobody(Database database) throws Exception {
    try (var pad = launched(database);
        var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
      var ann = site.loggedIn("ann");
      var csrf = ann.get(RUN).csrf();

      var answer = ann.post(RUN + "/user", Map.of("user", "u12"), csrf);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("u12", "http_400", "conditions");
      var stranger = ann.post(RUN + "/user", Map.of("user", "<i>nobody"), csrf);
      assertThat(stranger.body()).contains("&lt;i&gt;nobody").doesNotContain("<i>nobody");
      assertThat(ann.post(RUN + "/user", Map.of(), csrf).status()).isEqualTo(400);
      for (var wrong : List.of("x".repeat(501), "u\u0000", "u\u001b[2J")) {
        assertThat(ann.post(RUN + "/user", Map.of("user", wrong), csrf).status()).isEqualTo(400);
      }
      assertThat(ann.get(RUN + "/rejections?code=%00").status()).isEqualTo(400);

      var vic = site.loggedIn("vic");
      var page = vic.get(RUN).body();
      assertThat(page)
          .contains("data-code=\"http_400\"")
          .doesNotContain("Why this user", "/rejections\"");
      var token = vic.get("/").csrf();
      assertThat(vic.post(RUN + "/user", Map.of("user", "u12"), token).status()).isEqualTo(403);
      assertThat(vic.get(RUN + "/rejections").status()).isEqualTo(403);
      assertThat(vic.get(RUN + "/rejections.csv").status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          =1+1,      '=1+1
          +49,       '+49
          -1,        '-1
          @sum,      '@sum
          "\tx",     "'\tx"
          "\rx",     "'\rx"
          a=1,       a=1
          "",        ""
          """)
  void cellsAreNoFormulas(String cell, String written) {
    assertThat(RejectionsPage.harmless(cell)).isEqualTo(written);
  }

  @Test
  void anUnknownRunIsNotFound() throws Exception {
    try (var site = AnySite.on(Database.H2, folder)) {
      var vic = site.loggedIn("vic");
      assertThat(vic.get("/runs/nobody@2026-12-07T09:00:00Z").status()).isEqualTo(404);
      assertThat(vic.get("/runs/nonsense").status()).isEqualTo(404);
    }
  }
}
