package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.run.LaunchPad;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Pages of what goes on: live campaigns, runs that are worked on, and a database that comes back.
 */
class LivePagesIT {
  private static final Map<String, Integer> ONE = Map.of("accepted", 1);

  @TempDir private Path folder;

  private static Path cart(LaunchPad pad) throws Exception {
    return pad.campaign(
        "cart",
        """
        who: { live: { did: Cart } }
        what: { track: Reminder }
        when: {}
        """);
  }

  private static String cart(String id, String user, Instant at) {
    return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"Cart\", \"occurred_at\": \"%s\"}%n"
        .formatted(id, user, at);
  }

  @ParameterizedTest
  @EnumSource
  void aLiveCampaignIsALineADay(Database database) throws Exception {
    var start = Instant.parse("2026-10-24T10:00:00Z");
    var clock = SettableClock.at(start.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(6)) {
      var file = cart(pad);
      pad.takeUp(file);
      for (var launch = 1; launch <= 3; launch++) {
        var now = start.plusSeconds(launch * 43_200L);
        pad.events(cart("a" + launch, "u1", now.minusSeconds(60)));
        clock.set(now);
        pad.takeUp(file);
      }
      try (var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
        site.clock().set("2026-10-25T23:30:00Z");
        var vic = site.loggedIn("vic");

        assertThat(vic.get("/runs").body())
            .containsSubsequence(
                "data-campaign=\"cart\" data-day=\"2026-10-25\"",
                "data-campaign=\"cart\" data-day=\"2026-10-24\"")
            .doesNotContain("data-run=");
        assertThat(vic.get("/").body())
            .contains("data-campaign=\"cart\" data-day=\"2026-10-25\"")
            .doesNotContain("data-day=\"2026-10-24\"");
        assertThat(vic.get("/runs?campaign=cart&day=2026-10-25").body())
            .contains(
                "data-run=\"cart@2026-10-25T10:00:00Z\"", "data-run=\"cart@2026-10-25T22:00:00Z\"")
            .doesNotContain("data-run=\"cart@2026-10-24");
        assertThat(vic.get("/campaigns/cart").body())
            .containsSubsequence("<h2 id=\"h-live\">", "<dd>live</dd>", "data-day=\"2026-10-25\"");
        assertThat(vic.get("/runs?campaign=cart&day=x").status()).isEqualTo(400);
        assertThat(vic.get("/runs?day=2026-10-25").status()).isEqualTo(400);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDayOfALiveCampaignNeedsAHandOnceAndStandsForItsLastRun(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-06T10:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(6)) {
      pad.takeUp(cart(pad));
      var past = new Past(pad.dataSource());
      past.live("cart", "2026-12-06T11:00:00Z", RunStatus.STOPPED, Map.of("pending", 4));
      past.live("cart", "2026-12-06T12:00:00Z", RunStatus.FAILED, Map.of("pending", 2));
      past.live("cart", "2026-12-06T13:00:00Z", RunStatus.FAILED, Map.of("pending", 1));
      past.live("cart", "2026-12-07T09:00:00Z", RunStatus.WAITING, Map.of("waiting", 1));
      past.live("cart", "2026-12-07T10:00:00Z", RunStatus.COMPLETED, Map.of("accepted", 5));
      new JdbcTemplate(pad.dataSource())
          .update("insert into muster_live_health values ('cart', false, '2026-12-04', 50, 2, 0)");
      try (var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
        var page = Jsoup.parse(site.loggedIn("vic").get("/").body());

        assertThat(page.select("#hand li").eachText())
            .satisfiesExactly(
                failed ->
                    assertThat(failed)
                        .endsWith("2 runs have failed; 3 triggers are still to be sent to."),
                unsent ->
                    assertThat(unsent)
                        .endsWith("2 of 50 triggers that were due could not be sent to."));
        assertThat(page.select("#hand li[data-campaign=cart]").eachAttr("data-day"))
            .containsExactly("2026-12-06", "2026-12-04");

        assertThat(site.visitor().get("/metrics").body().lines())
            .contains(
                "muster_campaign_info{campaign=\"cart\",status=\"unknown\"} 1",
                "muster_last_run_status{campaign=\"cart\",status=\"failed\"} 1.0",
                "muster_last_run_users{campaign=\"cart\",gate=\"accepted\"} 5.0",
                "muster_last_run_users{campaign=\"cart\",gate=\"waiting\"} 1.0",
                "muster_last_run_qualified_users{campaign=\"cart\"} 6.0",
                "muster_users_to_come{campaign=\"cart\",gate=\"pending\"} 7.0",
                "muster_users_to_come{campaign=\"cart\",gate=\"waiting\"} 1.0",
                "muster_last_success_timestamp_seconds{campaign=\"cart\"} 1.79663766E9");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void daysAndTheRunsOfADayAreListedByPages(Database database) throws Exception {
    var clock = SettableClock.at("2026-07-01T10:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(6)) {
      pad.takeUp(cart(pad));
      var past = new Past(pad.dataSource());
      var first = Instant.parse("2026-07-02T09:00:00Z");
      for (var day = 0; day < 120; day++) {
        past.live("cart", first.plus(Duration.ofDays(day)).toString(), RunStatus.COMPLETED, ONE);
      }
      for (var minute = 1; minute <= 60; minute++) {
        past.live(
            "cart", first.plus(Duration.ofMinutes(minute)).toString(), RunStatus.COMPLETED, ONE);
      }
      for (var each = 0; each < 3; each++) {
        past.run(
            "daily", first.plus(Duration.ofDays(each)).toString(), RunStatus.COMPLETED, null, ONE);
      }
      try (var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder)) {
        var vic = site.loggedIn("vic");

        assertThat(listed(vic, "/runs", "data-day"))
            .hasSize(120)
            .isSortedAccordingTo(Comparator.reverseOrder())
            .doesNotHaveDuplicates();
        assertThat(listed(vic, "/runs", "data-run")).hasSize(3).doesNotHaveDuplicates();
        assertThat(listed(vic, "/runs?campaign=cart&day=2026-07-02", "data-run"))
            .hasSize(61)
            .isSortedAccordingTo(Comparator.reverseOrder())
            .doesNotHaveDuplicates();
      }
    }
  }

  /** What stands on a page and those behind it, none of which is longer than it may be. */
  private static List<String> listed(Visitor visitor, String address, String attribute)
      throws Exception {
    var found = new ArrayList<String>();
    for (var next = address; !next.isEmpty(); ) {
      var page = Jsoup.parse(visitor.get(next).body());
      assertThat(page.select("main tbody tr").size()).isLessThanOrEqualTo(RunLines.Lines.ON_A_PAGE);
      found.addAll(page.select("main tr[" + attribute + "]").eachAttr(attribute));
      next = page.select("a[rel=next]").attr("href");
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatIsWorkedOnRenewsItself(Database database) throws Exception {
    try (var site = AnySite.on(database, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.RUNNING, null, Map.of("pending", 3));
      var vic = site.loggedIn("vic");
      var address = "/runs/x@2026-12-07T06:00:00Z";
      assertThat(vic.get(address).body()).contains("gone").doesNotContain("hx-get", "<script");
      var id = RunId.parse("x@2026-12-07T06:00:00Z");
      try (var _ = site.application().store().locks().tryLock(id).lock().orElseThrow()) {
        site.clock().set(site.clock().instant().plusSeconds(1));

        var page = vic.get(address).body();

        assertThat(page)
            .contains(
                "hx-get=\"" + address + "\" hx-trigger=\"every 2s\"",
                "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>",
                "includeIndicatorStyles&quot;:false",
                "<script src=\"/assets/htmx-");
        // Nothing that somebody may be typing into is renewed.
        assertThat(
                page.substring(
                    page.indexOf("id=\"live\""),
                    page.indexOf("</header>", page.indexOf("id=\"live\""))))
            .doesNotContain("<input", "<button", "<form");
        var parsed = Jsoup.parse(page);
        var renewed = parsed.select(parsed.select("#live").attr("hx-select-oob"));
        assertThat(renewed.eachAttr("id"))
            .containsExactly(
                "gates", "openings", "delivery", "executions", "rejections", "history");
        assertThat(renewed.select("a, button, input, select, [tabindex]")).isEmpty();
        assertThat(parsed.select("#sentence").text()).startsWith("Running: sent to 0 of the 3");
        var loggedOut = site.visitor().ask("GET", address, Map.of("HX-Request", "true"), "");
        assertThat(loggedOut.status()).isEqualTo(401);
        assertThat(loggedOut.header("HX-Refresh")).isEqualTo("true");
      }
    }
  }

  @Test
  void aDatabaseThatWasAwayIsFoundAgain() throws Exception {
    try (var site = AnySite.on(Database.POSTGRESQL, folder)) {
      var vic = site.loggedIn("vic");
      assertThat(vic.get("/").status()).isEqualTo(200);
      var url = site.application().settings().database().url();
      var name = url.replaceFirst(".*/([^/?]+).*", "$1");
      try (var server = DriverManager.getConnection(url.replace(name, "postgres"), "postgres", "");
          var statement = server.createStatement()) {
        statement.execute("alter database %s allow_connections false".formatted(name));
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(name));
        site.clock().set(site.clock().instant().plusSeconds(10));

        assertThat(vic.get("/health/ready").status()).isEqualTo(503);
        assertThat(vic.get("/health/live").status()).isEqualTo(200);
        var away = vic.get("/");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body())
            .contains("The database is not there", "<meta http-equiv=\"refresh\"", "vic");

        statement.execute("alter database %s allow_connections true".formatted(name));
      }
      assertThat(vic.get("/").status()).isEqualTo(200);
      assertThat(vic.get("/health/ready").status()).isEqualTo(200);
    }
  }
}
