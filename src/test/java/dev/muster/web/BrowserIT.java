package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import dev.muster.campaign.RunId;
import dev.muster.store.RunLock;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser. Is skipped where there is no Chromium, or no Node.js. */
class BrowserIT {
  private static final Optional<String> ABSENCE = Browser.absence();
  private static final String FAILED = "/runs/daily@2026-12-06T10:00:00Z";
  private static final String RUNNING = "/runs/daily@2026-12-07T10:00:00Z";

  @TempDir private Path folder;

  /** Maven's own words say only that tests were skipped. */
  @BeforeAll
  static void saysWhyItIsSkipped() {
    ABSENCE.ifPresent(why -> System.out.println("BrowserIT is skipped: " + why));
  }

  @BeforeEach
  void needsIt() {
    assumeTrue(ABSENCE.isEmpty(), () -> ABSENCE.orElse(""));
  }

  /** One of each status, a file that is right, and one that is not. */
  private AnySite site() throws Exception {
    DailyCampaign.in(folder, "10:00");
    Files.writeString(folder.resolve("wrong.yaml"), "campaign: wrong\nwho: nobody\n");
    var launcher =
        (ProgramLauncher)
            arguments ->
                new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo \"$*\" >>begun",
                        "muster",
                        arguments.getFirst(),
                        arguments.get(1))
                    .directory(folder.toFile());
    var site =
        AnySite.launching(
            launcher,
            Map.of("SEGMENT_WRITE_KEY", "k"),
            Database.H2,
            folder,
            folder.resolve("daily.yaml"),
            folder.resolve("wrong.yaml"));
    var past = new Past(site.application().dataSource());
    past.run(
        "daily",
        "2026-12-04T10:00:00Z",
        RunStatus.COMPLETED,
        null,
        Map.of("accepted", 80, "control", 9, "rejected", 3));
    past.run(
        "daily",
        "2026-12-05T10:00:00Z",
        RunStatus.ABANDONED,
        "no use",
        Map.of("accepted", 7, "pending", 1));
    past.run(
        "daily",
        "2026-12-06T10:00:00Z",
        RunStatus.FAILED,
        "broken",
        Map.of("accepted", 60, "pending", 40));
    past.run("daily", "2026-12-07T10:00:00Z", RunStatus.RUNNING, null, Map.of("pending", 300));
    past.run("later", "2026-12-07T08:00:00Z", RunStatus.WAITING, null, Map.of("waiting", 3));
    past.run(
        "limited",
        "2026-12-07T09:00:00Z",
        RunStatus.REFUSED,
        "more than 100 users",
        Map.of("refused", 101));
    past.run("old", "2026-12-03T09:00:00Z", RunStatus.MISSED, "no launch", Map.of());
    past.live("cart", "2026-12-07T12:00:00Z", RunStatus.FAILED, Map.of("pending", 4));
    return site;
  }

  /** Works on the running one, as far as can be seen. */
  private static RunLock working(AnySite site) {
    return site.application()
        .store()
        .locks()
        .tryLock(RunId.parse("daily@2026-12-07T10:00:00Z"))
        .lock()
        .orElseThrow();
  }

  private static List<String> addresses() {
    return List.of(
        "/",
        "/runs",
        "/campaigns/daily",
        "/campaigns/wrong",
        "/campaigns/daily/run",
        "/schedule",
        "/check",
        "/audit",
        "/runs/daily@2026-12-04T10:00:00Z",
        "/runs/daily@2026-12-04T10:00:00Z/rejections",
        "/runs/daily@2026-12-04T10:00:00Z/retry-rejected",
        FAILED,
        FAILED + "/abandon",
        FAILED + "/restart",
        RUNNING,
        "/runs/later@2026-12-07T08:00:00Z",
        "/runs/limited@2026-12-07T09:00:00Z",
        "/runs/limited@2026-12-07T09:00:00Z/override",
        "/runs/old@2026-12-03T09:00:00Z",
        "/nowhere");
  }

  @Test
  void everyPageCanBeReadByEverybodyAndAsksNobodyElseForAnything() throws Exception {
    try (var site = site();
        var _ = working(site)) {
      var browser = new Browser(site, folder);
      var report =
          Files.writeString(
              folder.resolve("report.html"),
              site.loggedIn("ann").get(FAILED + "/report.html").body());
      var pages = new ArrayList<String>();
      addresses().forEach(address -> pages.add(browser.at(address)));
      pages.add(report.toUri().toString().replace("file:/", "file:///").replace("////", "//"));

      var seen = browser.ask("look.mjs", Map.of("pages", pages));

      assertThat(seen)
          .hasSize(5 * pages.size())
          .allSatisfy(page -> {
            assertThat(page.get("violations")).as(page.toString()).isEmpty();
            assertThat(page.get("foreign")).as(page.toString()).isEmpty();
            assertThat(page.get("overflow").asInt()).as(page.toString()).isZero();
            assertThat(page.get("headings").asInt()).as(page.toString()).isEqualTo(1);
            if (!page.get("page").asString().equals("/nowhere")) {
              assertThat(page.get("console")).as(page.toString()).isEmpty();
            }
          });
    }
  }

  @Test
  void everythingIsReachedByTheKeyboardAndACommandIsGivenByItAlone() throws Exception {
    try (var site = site()) {
      var browser = new Browser(site, folder);
      var pages = addresses().stream().map(browser::at).toList();

      var seen =
          browser.ask(
              "keyboard.mjs",
              Map.of(
                  "pages",
                  pages,
                  "command",
                  Map.of(
                      "begin", browser.at(FAILED),
                      "link", "Abandon",
                      "field", "reason",
                      "text", "typed by hand",
                      "button", "Abandon")));

      assertThat(seen.subList(0, pages.size()))
          .allSatisfy(page -> {
            assertThat(page.get("unreached")).as(page.toString()).isEmpty();
            assertThat(page.get("unseen")).as(page.toString()).isEmpty();
          });
      assertThat(seen.getLast().get("ended").asString()).startsWith(FAILED);
      assertThat(site.application().store().audit().all())
          .singleElement()
          .satisfies(row -> assertThat(row.toString()).contains("abandon", "typed by hand"));
    }
  }

  @Test
  void aPageThatRenewsItselfLeavesWhoeverTypesAlone() throws Exception {
    try (var site = site();
        var _ = working(site)) {
      var browser = new Browser(site, folder);
      var seen =
          browser
              .ask("renewal.mjs", Map.of("page", browser.at(RUNNING), "field", "user"))
              .getFirst();

      assertThat(seen.get("typed").asString()).isEqualTo("half a name");
      assertThat(seen.get("focused").asString()).isEqualTo("user");
      assertThat(seen.get("scrolled").asBoolean()).isFalse();
      assertThat(seen.get("violations")).isEmpty();
    }
  }
}
