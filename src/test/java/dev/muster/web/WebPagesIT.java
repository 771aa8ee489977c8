package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.store.Intervention;
import dev.muster.store.Intervention.Role;
import dev.muster.store.Intervention.Via;
import dev.muster.store.KnownCampaigns;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages show; it is Monday the 7th of December 2026, 14:00 UTC. */
class WebPagesIT {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern ITEM =
      Pattern.compile("<li class=\"hand\" data-([a-z]+=\"[^\"]+)\"");
  private static final Pattern ROW = Pattern.compile("<tr data-run=\"([^\"]+)\"");

  private static final Pattern WHO = Pattern.compile("person-(\\d+)");
  private static final Pattern EARLIER = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\"");

  @TempDir private Path folder;

  private static String words(String page) {
    return TAG.matcher(page.substring(page.indexOf("<main")))
        .replaceAll(" ")
        .replaceAll("\\s+", " ")
        .replace(" .", ".")
        .replace(" ;", ";")
        .replace(" ,", ",");
  }

  private static List<String> all(Pattern pattern, String page) {
    return pattern.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private Path jobs() throws Exception {
    var jobs = Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(
        jobs.resolve("daily.yaml"),
        """
        campaign: daily
        name: "Every day <b>"
        owner: growth@example.com
        status: published
        who: { audience: { everyone: true } }
        what: { track: Offer }
        when: { from: 2026-12-01, repeat: { every: day, at: "18:00" } }
        """);
    Files.writeString(jobs.resolve("broken.yaml"), "campaign: broken\n");
    return jobs;
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyOverviewSaysSo(Database database) throws Exception {
    try (var site = AnySite.on(database, folder)) {
      assertThat(words(site.loggedIn("vic").get("/").body()))
          .contains(
              "Nothing needs a hand, nothing is being worked on.",
              "Nothing needs a hand.",
              "No run is being worked on.",
              "No campaign has run yet, and none was named",
              "Nothing is planned for the next 24 hours.");
      assertThat(words(site.loggedIn("vic").get("/runs").body())).contains("No run yet.");
      assertThat(words(site.loggedIn("vic").get("/schedule").body()))
          .contains("December 2026", "No campaign file was named.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOverviewSaysWhatNeedsAHandTheWorstFirst(Database database) throws Exception {
    try (var site = AnySite.on(database, folder, jobs())) {
      var past = new Past(site.application().dataSource());
      past.run(
          "a1",
          "2026-12-07T06:00:00Z",
          RunStatus.COMPLETED,
          null,
          Map.of("accepted", 900, "rejected", 100));
      past.run("a2", "2026-11-01T06:00:00Z", RunStatus.COMPLETED, null, Map.of("rejected", 1));
      past.run("b1", "2026-12-07T06:00:00Z", RunStatus.MISSED, "no launch came", Map.of());
      past.run("b2", "2026-12-05T06:00:00Z", RunStatus.MISSED, "no launch came", Map.of());
      past.run("b2", "2026-12-06T06:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 1));
      past.run("b3", "2026-11-29T06:00:00Z", RunStatus.MISSED, "no launch came", Map.of());
      past.run(
          "c",
          "2026-08-07T06:00:00Z",
          RunStatus.STOPPED,
          "by hand",
          Map.of("accepted", 2, "pending", 3));
      past.run("d", "2026-12-07T06:00:00Z", RunStatus.WAITING, null, Map.of("waiting", 7));
      past.run("daily", "2026-12-05T18:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 5));
      past.run("f", "2026-12-07T06:00:00Z", RunStatus.RUNNING, null, Map.of("pending", 5));
      past.run(
          "g1", "2026-12-07T06:00:00Z", RunStatus.REFUSED, "too many", Map.of("pending", 61204));
      past.run("g2", "2026-12-06T06:00:00Z", RunStatus.REFUSED, "too many", Map.of("pending", 9));
      past.run("g2", "2026-12-07T06:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 9));
      past.run(
          "h",
          "2026-12-07T06:00:00Z",
          RunStatus.FAILED,
          "the answer was: u17 is wrong",
          Map.of("accepted", 1, "pending", 1));
      site.clock().set("2026-12-07T14:00:00Z");

      var page = site.loggedIn("ann").get("/").body();

      assertThat(all(ITEM, page))
          .containsExactly(
              "run=\"h@2026-12-07T06:00:00Z",
              "run=\"g1@2026-12-07T06:00:00Z",
              "run=\"f@2026-12-07T06:00:00Z",
              "campaign=\"daily",
              "run=\"d@2026-12-07T06:00:00Z",
              "run=\"c@2026-08-07T06:00:00Z",
              "run=\"b1@2026-12-07T06:00:00Z",
              "run=\"a1@2026-12-07T06:00:00Z",
              "campaign=\"broken");
      assertThat(words(page))
          .contains(
              "9 things need a hand, nothing is being worked on; next is Every day &lt;b&gt; at Mon"
                  + " 7 Dec 2026 18:00.",
              "1 of 2 was sent to, 1 is still to be. The answer was: u17 is wrong.",
              "Too many. Nobody was sent anything.",
              "Its worker is gone:",
              "Planned for Sun 6 Dec 2026 18:00, and no launch has come.",
              "7 users are due since Mon 7 Dec 2026 11:00, and no launch has come.",
              "2 of 5 were sent to, 3 are still to be. The next launch goes on.",
              "100 of 1,000 could not be sent to.");
      assertThat(page)
          .contains(
              "<data value=\"1000\">1,000</data>", "<time datetime=\"2026-12-07T18:00:00Z\">");
      assertThat(site.loggedIn("vic").get("/").body()).doesNotContain("u17");
    }
  }

  /** As of a first launch with {@code catch_up: none}, which takes nothing of before for missed. */
  @Test
  void whatALaunchHasNotTakenForMissedIsNotOverdue() throws Exception {
    DailyCampaign.in(folder, "18:00");
    try (var site = AnySite.on(Database.H2, folder, folder.resolve("daily.yaml"))) {
      new Past(site.application().dataSource())
          .run("daily", "2026-12-05T18:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 5));
      var launched = Instant.parse("2026-12-07T04:00:00Z");
      site.application()
          .store()
          .campaigns()
          .keep(
              new CampaignId("daily"),
              Purpose.REAL,
              new KnownCampaigns.Known("planned", launched, true, launched));
      var ann = site.loggedIn("ann");

      site.clock().set("2026-12-07T14:00:00Z");
      assertThat(ann.get("/").body()).doesNotContain("no launch has come");
      site.clock().set("2026-12-07T19:00:00Z");
      assertThat(words(ann.get("/").body()))
          .contains("Planned for Mon 7 Dec 2026 18:00, and no launch has come.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsAreListedByPagesTheNewestFirst(Database database) throws Exception {
    try (var site = AnySite.on(database, folder, jobs())) {
      var past = new Past(site.application().dataSource());
      for (var day = 1; day <= 30; day++) {
        for (var campaign : List.of("x", "y")) {
          past.run(
              campaign,
              "2026-11-%02dT06:00:00Z".formatted(day),
              day == 7 ? RunStatus.FAILED : RunStatus.COMPLETED,
              day == 7 ? "broken" : null,
              Map.of("accepted", day));
        }
      }
      var visitor = site.loggedIn("vic");

      var first = visitor.get("/runs").body();
      assertThat(all(ROW, first))
          .hasSize(50)
          .startsWith("x@2026-11-30T06:00:00Z", "y@2026-11-30T06:00:00Z", "x@2026-11-29T06:00:00Z")
          .endsWith("y@2026-11-06T06:00:00Z");
      assertThat(all(ROW, visitor.get(earlier(first)).body()))
          .hasSize(10)
          .startsWith("x@2026-11-05T06:00:00Z");
      assertThat(all(ROW, visitor.get("/runs?campaign=y&status=failed").body()))
          .containsExactly("y@2026-11-07T06:00:00Z");
      assertThat(visitor.get("/runs?campaign=/").status()).isEqualTo(400);
      assertThat(visitor.get("/runs?status=odd").status()).isEqualTo(400);
      assertThat(visitor.get("/runs?after=odd").status()).isEqualTo(400);

      var campaign = visitor.get("/campaigns/x").body();
      assertThat(all(ROW, campaign)).hasSize(30).startsWith("x@2026-11-30T06:00:00Z");
      assertThat(words(campaign)).contains("No file of it was named.");
      assertThat(words(visitor.get("/campaigns/daily").body()))
          .contains(
              "Every day &lt;b&gt;",
              "Mon 7 Dec 2026 18:00",
              "Wed 16 Dec 2026 18:00",
              "No run yet.");
      assertThat(words(visitor.get("/campaigns/broken").body())).contains("line 1, column 1");
      assertThat(visitor.get("/campaigns/nobodys").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theScheduleHasAMonthsPlannedTimesWithTheirRuns(Database database) throws Exception {
    try (var site = AnySite.on(database, folder, jobs())) {
      new Past(site.application().dataSource())
          .run("daily", "2026-12-02T18:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 1));
      var visitor = site.loggedIn("vic");

      var page = visitor.get("/schedule").body();

      assertThat(all(Pattern.compile("data-day=\"([^\"]+)\""), page))
          .hasSize(31)
          .startsWith("2026-12-01", "2026-12-02");
      assertThat(words(page)).contains("Wed 2 Dec 2026 18:00 Every day &lt;b&gt; ● completed");
      assertThat(words(visitor.get("/schedule?month=2026-11").body()))
          .contains("November 2026", "Nothing is planned for this month.");
      for (var wrong : List.of("2026", "2026-13", "x", "-999999999-01")) {
        assertThat(visitor.get("/schedule?month=" + wrong).status()).as(wrong).isEqualTo(400);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void openingsAreInTheNextDayAndInTheSchedule(Database database) throws Exception {
    try (var site = AnySite.on(database, folder, jobs())) {
      var past = new Past(site.application().dataSource());
      past.run("local", "2026-12-07T12:00:00Z", RunStatus.WAITING, null, Map.of("waiting", 4));
      past.due("local", "2026-12-07T20:00:00Z", 3);
      past.due("local", "2026-12-09T06:00:00Z", 1);
      past.live("cart", "2026-12-07T11:00:00Z", RunStatus.WAITING, Map.of("waiting", 5));
      past.live("cart", "2026-12-07T11:00:02Z", RunStatus.WAITING, Map.of("waiting", 2));
      past.live("cart", "2026-12-07T11:00:01Z", RunStatus.COMPLETED, Map.of("accepted", 6));
      var visitor = site.loggedIn("vic");

      var overview = visitor.get("/").body();

      assertThat(overview)
          .contains(
              "<title>1 planned run and 2 openings in the next 24 hours; 7 users at the most.</title>");
      assertThat(words(overview))
          .contains(
              "Mon 7 Dec 2026 16:00 cart first of those who wait 7",
              "Mon 7 Dec 2026 18:00 Every day &lt;b&gt; planned –",
              "Mon 7 Dec 2026 20:00 local opening 3");
      assertThat(words(visitor.get("/schedule").body()))
          .contains(
              "Mon 7 Dec 2026 20:00 local opening, 3 users ◐ waiting",
              "Wed 9 Dec 2026 06:00 local opening, 1 user ◐ waiting");
      assertThat(words(visitor.get("/schedule?month=2027-01").body())).doesNotContain("opening");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCheckSaysWhatToMend(Database database) throws Exception {
    try (var site = AnySite.on(database, folder)) {
      var page = site.loggedIn("vic").get("/check").body();

      assertThat(page).contains("data-check=\"database\"", "data-check=\"write key\"");
      assertThat(words(page)).contains("SEGMENT_WRITE_KEY");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAuditIsFiftyAPageTheNewestFirst(Database database) throws Exception {
    try (var site = AnySite.on(database, folder)) {
      var trail = site.application().store().audit();
      for (var i = 1; i <= 101; i++) {
        trail.begin(
            new Intervention(
                "person-%03d".formatted(i), Role.OPERATOR, Via.CLI, "prune", null, null, null),
            Instant.parse("2026-12-07T13:00:00Z"));
      }
      var visitor = site.loggedIn("vic");

      var first = visitor.get("/audit").body();
      var second = visitor.get(earlier(first)).body();
      var third = visitor.get(earlier(second)).body();

      assertThat(all(WHO, first)).hasSize(50).startsWith("101", "100").endsWith("052");
      assertThat(all(WHO, second)).hasSize(50).startsWith("051").endsWith("002");
      assertThat(all(WHO, third)).containsExactly("001");
      assertThat(third).doesNotContain("rel=\"next\"");
    }
  }

  private static String earlier(String page) {
    return all(EARLIER, page).getFirst().replace("&amp;", "&");
  }
}
