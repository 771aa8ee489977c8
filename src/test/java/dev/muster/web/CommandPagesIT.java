package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.Database;
import dev.muster.campaign.RunId;
import dev.muster.store.AuditRow;
import dev.muster.store.Intervention;
import dev.muster.store.RunStatus;
import dev.muster.web.Visitor.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators do to runs from their pages; the processes write down what they are told. */
class CommandPagesIT {
  private static final Map<String, String> KEY = Map.of("SEGMENT_WRITE_KEY", "k");
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  /** Writes its arguments and its row down, waits for a file if there is one to come, and ends. */
  private ProgramLauncher launcher(int exitCode) {
    return arguments -> {
      var command =
          List.of(
              "sh",
              "-c",
              "echo \"$MUSTER_AUDIT_ROW:$*\" >>begun; while [ -e hold ]; do sleep 0.1; done; echo"
                  + " 'what it said' >&2; exit "
                  + exitCode,
              "muster");
      var all = new ArrayList<>(command);
      all.addAll(arguments);
      return new ProcessBuilder(all).directory(folder.toFile());
    };
  }

  private static void await(BooleanSupplier holds) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private String begun() throws Exception {
    var file = folder.resolve("begun");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String seen(Answer page) {
    var found = SEEN.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  private static Intervention restart(RunId id) {
    return new Intervention(
        "ann",
        Intervention.Role.OPERATOR,
        Intervention.Via.WEB,
        "restart",
        id.campaign(),
        id,
        null);
  }

  private static List<AuditRow> audit(AnySite site) {
    return site.application().store().audit().all();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # status,   stop,  restart, abandon, retry-rejected, override
          COMPLETED,  false, false,   false,   true,           false
          FAILED,     false, true,    true,    false,          false
          STOPPED,    false, true,    true,    false,          false
          WAITING,    false, true,    true,    false,          false
          RUNNING,    false, true,    true,    false,          false
          REFUSED,    false, false,   false,   false,          true
          ABANDONED,  false, false,   false,   false,          false
          MISSED,     false, false,   false,   false,          false
          """)
  void commandsAreOfferedWhereTheRunAllowsThem(
      RunStatus status,
      boolean stop,
      boolean restart,
      boolean abandon,
      boolean retry,
      boolean override)
      throws Exception {
    try (var site = AnySite.launching(launcher(0), KEY, Database.H2, folder)) {
      // Of a running one nobody holds the lock: it is gone.
      new Past(site.application().dataSource())
          .run(
              "x",
              "2026-12-07T06:00:00Z",
              status,
              status == RunStatus.MISSED
                      || status == RunStatus.FAILED
                      || status == RunStatus.REFUSED
                  ? "why"
                  : null,
              Map.of("accepted", 5, "rejected", 1, "pending", 3));
      var ann = site.loggedIn("ann");
      var run = "/runs/x@2026-12-07T06:00:00Z";
      var page = ann.get(run).body();
      var allowed =
          Map.of(
              "stop",
              stop,
              "restart",
              restart,
              "abandon",
              abandon,
              "retry-rejected",
              retry,
              "override",
              override);

      allowed.forEach((word, isAllowed) -> {
        var button = "class=\"button\" href=\"%s/%s\"".formatted(run, word);
        assertThat(page.contains(button)).as(word).isEqualTo(isAllowed);
      });
      for (var word : allowed.keySet()) {
        var asked = ann.get(run + "/" + word);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body().contains("class=\"confirm\""))
            .as(word)
            .isEqualTo(allowed.get(word));
      }
      assertThat(site.loggedIn("vic").get(run).body()).doesNotContain("class=\"button\"");
      assertThat(audit(site)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentIsDoneOnceByAProcessAndStandsInTheAudit(Database database) throws Exception {
    try (var site = AnySite.launching(launcher(0), KEY, database, folder)) {
      new Past(site.application().dataSource())
          .run(
              "x",
              "2026-12-07T06:00:00Z",
              RunStatus.FAILED,
              "why",
              Map.of("accepted", 5, "pending", 3));
      var ann = site.loggedIn("ann");
      var address = "/runs/x@2026-12-07T06:00:00Z/abandon";
      var page = ann.get(address);
      assertThat(page.body()).contains("<data value=\"3\">3</data>", "never will be sent to");
      var fields = Map.of("seen", seen(page), "reason", "it is --too late");

      assertThat(ann.post(address, Map.of("seen", seen(page)), page.csrf()).status())
          .isEqualTo(400);
      assertThat(ann.post(address, Map.of("seen", "other", "reason", "r"), page.csrf()).status())
          .isEqualTo(409);
      assertThat(ann.post(address, fields, "no token").status()).isEqualTo(403);
      assertThat(site.loggedIn("vic").get(address).status()).isEqualTo(403);
      assertThat(audit(site)).isEmpty();
      assertThat(begun()).isEmpty();

      var done = ann.post(address, fields, page.csrf());

      assertThat(done.status()).isEqualTo(303);
      assertThat(done.header("Location")).isEqualTo("/runs/x@2026-12-07T06:00:00Z");
      await(() -> audit(site).getFirst().exitCode() != null);
      var row = audit(site).getFirst();
      assertThat(row.outcome()).isEqualTo("done");
      assertThat(row.what().who()).isEqualTo("ann");
      assertThat(row.what().reason()).isEqualTo("it is --too late");
      assertThat(begun())
          .isEqualTo(
              "%d:abandon x@2026-12-07T06:00:00Z --reason=it is --too late\n".formatted(row.key()));
      assertThat(ann.get("/audit").body()).contains("abandon", "it is --too late", "ann");
      assertThat(ann.get("/runs/x@2026-12-07T06:00:00Z").body()).contains("it is --too late");
    }
  }

  @Test
  void whatFailsSaysWhatTheCommandSaid() throws Exception {
    try (var site = AnySite.launching(launcher(2), KEY, Database.H2, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.FAILED, "why", Map.of("pending", 3));
      var ann = site.loggedIn("ann");
      var page = ann.get("/runs/x@2026-12-07T06:00:00Z/restart");

      ann.post(
          "/runs/x@2026-12-07T06:00:00Z/restart",
          Map.of("seen", seen(page), "accept_duplicates", "on"),
          page.csrf());

      await(() -> audit(site).getFirst().exitCode() != null);
      assertThat(audit(site).getFirst().outcome()).isEqualTo("what it said");
      var vic = site.loggedIn("vic");
      for (var where : List.of("/audit", "/runs/x@2026-12-07T06:00:00Z")) {
        assertThat(ann.get(where).body()).contains("what it said");
        // It may quote the Segment API.
        assertThat(vic.get(where).body()).contains("exit code 2").doesNotContain("what it said");
      }
      assertThat(audit(site).getFirst().exitCode()).isEqualTo(2);
      assertThat(begun()).contains("restart x@2026-12-07T06:00:00Z --accept-duplicates");
    }
  }

  @Test
  void anOverrideWantsTheNumberAndAReason() throws Exception {
    try (var site = AnySite.launching(launcher(0), KEY, Database.H2, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.REFUSED, "why", Map.of("pending", 61204));
      var ann = site.loggedIn("ann");
      var address = "/runs/x@2026-12-07T06:00:00Z/override";
      var page = ann.get(address);
      var number = "The number of users is wanted, 61,204, and another one was typed";
      var faults =
          Map.of(
              Map.of("users", "61204"), "A reason is wanted",
              Map.of("reason", "r"), number,
              Map.of("users", "61205", "reason", "r"), number,
              Map.of("users", "61204", "reason", "r\u0000"), "This is no request",
              Map.of("users", "61204", "reason", "r".repeat(501)),
                  "A reason of up to 500 characters is wanted");
      for (var fault : faults.entrySet()) {
        var fields = new HashMap<>(fault.getKey());
        fields.put("seen", seen(page));
        var answer = ann.post(address, fields, page.csrf());
        assertThat(answer.status()).as(fault.toString()).isEqualTo(400);
        assertThat(answer.body()).contains(fault.getValue());
      }
      assertThat(audit(site)).isEmpty();
      var fields = Map.of("users", "61,204", "reason", "it is so", "seen", seen(page));
      assertThat(ann.post(address, fields, page.csrf()).status()).isEqualTo(303);
      await(() -> audit(site).getFirst().exitCode() != null);
      assertThat(begun()).contains("restart x@2026-12-07T06:00:00Z --override=it is so");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWorksOnARunIsAskedToStop(Database database) throws Exception {
    try (var site = AnySite.launching(launcher(0), KEY, database, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.RUNNING, null, Map.of("pending", 3));
      var store = site.application().store();
      var id = RunId.parse("x@2026-12-07T06:00:00Z");
      try (var _ = store.locks().tryLock(id).lock().orElseThrow();
          var events = new Events()) {
        var ann = site.loggedIn("ann");
        var page = ann.get("/runs/" + id + "/stop");

        ann.post(
            "/runs/" + id + "/stop", Map.of("seen", seen(page), "reason", "lunch"), page.csrf());

        assertThat(store.executions().stopRequested(store.runs().get(id).key())).isTrue();
        assertThat(audit(site).getFirst().outcome()).isEqualTo("done");
        assertThat(begun()).isEmpty();
        assertThat(events.all())
            .contains(
                "[event.action=\"command\", muster.run=\"x@2026-12-07T06:00:00Z\","
                    + " muster.campaign=\"x\", user.name=\"ann\"] the web page takes stop");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void soIsWhoeverThePageItselfHasBegun(Database database) throws Exception {
    Files.writeString(folder.resolve("hold"), "");
    try (var site = AnySite.launching(launcher(0), KEY, database, folder)) {
      var past = new Past(site.application().dataSource());
      past.run("x", "2026-12-07T06:00:00Z", RunStatus.FAILED, "why", Map.of("pending", 3));
      var store = site.application().store();
      var id = RunId.parse("x@2026-12-07T06:00:00Z");
      var ann = site.loggedIn("ann");
      var restart = ann.get("/runs/" + id + "/restart");
      ann.post("/runs/" + id + "/restart", Map.of("seen", seen(restart)), restart.csrf());
      past.jdbc().update("update muster_run set status = 'running', ended_at = null");
      Answer page;
      try (var _ = store.locks().tryLock(id).lock().orElseThrow()) {
        page = ann.get("/runs/" + id + "/stop");

        var stopped = ann.post("/runs/" + id + "/stop", Map.of("seen", seen(page)), page.csrf());

        assertThat(stopped.status()).isEqualTo(303);
        assertThat(store.executions().stopRequested(store.runs().get(id).key())).isTrue();
      }
      var late = ann.post("/runs/" + id + "/stop", Map.of("seen", seen(page)), page.csrf());
      assertThat(late.status()).as("nobody works on it any more").isEqualTo(409);
      assertThat(audit(site))
          .map(row -> row.what().command() + ", " + row.outcome())
          .containsExactly("restart, begun", "stop, done");
      Files.delete(folder.resolve("hold"));
    }
  }

  @Test
  void whatEndsWithoutAWordIsNotDone() throws Exception {
    ProgramLauncher killed = _ -> new ProcessBuilder("sh", "-c", "exit 137");
    try (var site = AnySite.launching(killed, KEY, Database.H2, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.FAILED, "why", Map.of("pending", 3));
      var ann = site.loggedIn("ann");
      var page = ann.get("/runs/x@2026-12-07T06:00:00Z/restart");

      ann.post("/runs/x@2026-12-07T06:00:00Z/restart", Map.of("seen", seen(page)), page.csrf());

      await(() -> audit(site).getFirst().exitCode() != null);
      assertThat(audit(site).getFirst().outcome())
          .isEqualTo("its process ended with exit code 137");
    }
  }

  @Test
  void othersWaitTheirTurn() throws Exception {
    var one = new HashMap<>(KEY);
    one.put("MUSTER_SERVE_WORKERS", "1");
    Files.writeString(folder.resolve("hold"), "");
    try (var site = AnySite.launching(launcher(0), one, Database.H2, folder)) {
      var past = new Past(site.application().dataSource());
      var ann = site.loggedIn("ann");
      for (var campaign : List.of("x", "y")) {
        past.run(campaign, "2026-12-07T06:00:00Z", RunStatus.FAILED, "why", Map.of("pending", 3));
        var address = "/runs/%s@2026-12-07T06:00:00Z/restart".formatted(campaign);
        var page = ann.get(address);
        var fields = Map.of("seen", seen(page));
        assertThat(ann.post(address, fields, page.csrf()).status()).isEqualTo(303);
        assertThat(ann.post(address, fields, page.csrf()).status()).isEqualTo(409);
      }
      assertThat(ann.get("/runs/y@2026-12-07T06:00:00Z").body()).contains("queued");
      assertThat(audit(site)).map(AuditRow::outcome).containsExactly("begun", "begun");

      Files.delete(folder.resolve("hold"));

      await(() -> audit(site).stream().allMatch(row -> row.exitCode() != null));
      assertThat(begun().lines()).hasSize(2);
    }
  }

  @Test
  void whoeverWaitsForATurnIsNotAskedToEnd() throws Exception {
    var hold = Files.writeString(folder.resolve("hold"), "");
    try (var site = AnySite.launching(launcher(0), KEY, Database.H2, folder)) {
      var trail = site.application().store().audit();
      var asked = new ArrayList<String>();
      var workers =
          new WorkerProcesses(
              trail,
              launcher(0),
              1,
              subject -> {
                asked.add(subject);
                return hold.toFile().delete();
              });
      for (var campaign : List.of("x", "y")) {
        var id = RunId.parse(campaign + "@2026-12-07T06:00:00Z");
        assertThat(
                workers.begin(campaign, () -> trail.begin(restart(id), id.plannedAt()), List.of()))
            .isTrue();
      }
      await(() -> workers.state("x").equals("working"));
      assertThat(workers.begin("x", () -> fail("nothing is begun"), List.of())).isFalse();

      workers.close();

      assertThat(asked).containsExactly("x");
      assertThat(audit(site))
          .map(AuditRow::outcome)
          .containsExactly("done", "the web page has ended before it began");
    }
  }

  /** Whoever is told by a signal was begun all the same, whatever can be read of it then. */
  @Test
  void ofWhoIsEndedByASignalTheAuditHasTheExitCode() throws Exception {
    Files.writeString(folder.resolve("hold"), "");
    try (var site = AnySite.launching(launcher(0), KEY, Database.H2, folder)) {
      var trail = site.application().store().audit();
      var workers = new WorkerProcesses(trail, launcher(0), 1, _ -> false);
      var id = RunId.parse("x@2026-12-07T06:00:00Z");
      assertThat(workers.begin("x", () -> trail.begin(restart(id), id.plannedAt()), List.of()))
          .isTrue();
      await(() -> workers.state("x").equals("working"));

      workers.close();

      assertThat(audit(site))
          .singleElement()
          .satisfies(row -> {
            assertThat(row.exitCode()).isEqualTo(143);
            assertThat(row.outcome()).isEqualTo("its process ended with exit code 143");
          });
    }
  }

  @Test
  void aRunThatIsNotDoneIsSaidToGoOnWhereItsCampaignIsRunAtALaunch() throws Exception {
    Files.writeString(
        folder.resolve("once.yaml"),
        Files.readString(DailyCampaign.in(folder, "18:00"))
            .replace("campaign: daily", "campaign: once")
            .replaceFirst("(?s)when:.*", "when: { at: launch }\n"));
    try (var site =
        AnySite.launching(launcher(0), KEY, Database.H2, folder, folder.resolve("once.yaml"))) {
      var past = new Past(site.application().dataSource());
      past.run("once", "2026-12-04T18:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 9));
      var ann = site.loggedIn("ann");
      assertThat(ann.get("/campaigns/once/run").body())
          .contains("will be run: whoever qualifies is sent to.", "had");

      past.run(
          "once",
          "2026-12-05T18:00:00Z",
          RunStatus.STOPPED,
          "by hand",
          Map.of("accepted", 420, "pending", 180));

      assertThat(Jsoup.parse(ann.get("/campaigns/once/run").body()).select("p.lead").text())
          .endsWith(
              " has a run that is not done, once@2026-12-05T18:00:00Z: it goes on, 180 still to be"
                  + " sent to of 600 who qualified. No other run is begun.");
    }
  }

  @Test
  void withoutAKeyNothingThatSendsIsOffered() throws Exception {
    try (var site = AnySite.launching(launcher(0), Map.of(), Database.H2, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.FAILED, "why", Map.of("pending", 3));
      var ann = site.loggedIn("ann");

      assertThat(ann.get("/runs/x@2026-12-07T06:00:00Z").body())
          .contains("/abandon\"", "SEGMENT_WRITE_KEY")
          .doesNotContain("/restart\"");
      assertThat(ann.get("/").body()).contains("/abandon\"").doesNotContain("/restart\"");
    }
  }

  @Test
  void aCampaignIsRunForOneOfItsPlannedTimes() throws Exception {
    DailyCampaign.in(folder, "18:00");
    Files.writeString(
        folder.resolve("draft.yaml"),
        Files.readString(folder.resolve("daily.yaml"))
            .replace("campaign: daily", "campaign: draft")
            .replace("published", "draft"));
    try (var site =
        AnySite.launching(
            launcher(0),
            KEY,
            Database.H2,
            folder,
            folder.resolve("daily.yaml"),
            folder.resolve("draft.yaml"))) {
      new Past(site.application().dataSource())
          .run(
              "daily", "2026-12-05T18:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 1072));
      var ann = site.loggedIn("ann");
      assertThat(ann.get("/campaigns/daily").body()).contains("/campaigns/daily/run\"");
      assertThat(ann.get("/campaigns/draft/run").body()).contains("it is not published");
      assertThat(ann.get("/campaigns/draft").body())
          .contains("Run now: it is not published.")
          .doesNotContain("/campaigns/draft/run\"");
      assertThat(ann.get("/campaigns/other/run").status()).isEqualTo(404);
      assertThat(site.loggedIn("vic").get("/campaigns/daily/run").status()).isEqualTo(403);
      var page = ann.get("/campaigns/daily/run");
      assertThat(page.body())
          .contains("1,072", "daily@2026-12-06T18:00:00Z")
          .doesNotContain("daily@2026-12-07T18:00:00Z");
      for (var wrong : List.of("", "x", "2026-12-06T17:00:00Z", "2026-12-07T18:00:00Z")) {
        var fields = Map.of("seen", seen(page), "planned", wrong);
        assertThat(ann.post("/campaigns/daily/run", fields, page.csrf()).status())
            .as(wrong)
            .isEqualTo(400);
      }
      var stale = Map.of("seen", "x", "planned", "2026-12-06T18:00:00Z");
      assertThat(ann.post("/campaigns/daily/run", stale, page.csrf()).status()).isEqualTo(409);
      assertThat(audit(site)).isEmpty();

      var fields = Map.of("seen", seen(page), "planned", "2026-12-06T18:00:00Z");
      assertThat(ann.post("/campaigns/daily/run", fields, page.csrf()).status()).isEqualTo(303);

      await(() -> audit(site).getFirst().exitCode() != null);
      assertThat(begun())
          .contains(":run " + folder.resolve("daily.yaml") + " --planned 2026-12-06T18:00:00Z");
      assertThat(audit(site).getFirst().what().run())
          .isEqualTo(RunId.parse("daily@2026-12-06T18:00:00Z"));
    }
  }

  /** The real program, which finds its row and writes no second one. */
  @Test
  void theProgramItselfSaysInTheAuditWhatCameOfIt() throws Exception {
    String url;
    try (var migrated = Database.POSTGRESQL.newDataSource()) {
      url = migrated.getJdbcUrl();
    }
    var launcher = ProgramLauncher.ofThisProgram(folder, Map.of("MUSTER_DATABASE_URL", url));
    var more = new HashMap<>(KEY);
    more.put("MUSTER_DATABASE_URL", url);
    try (var site = AnySite.launching(launcher, more, Database.POSTGRESQL, folder)) {
      new Past(site.application().dataSource())
          .run("x", "2026-11-07T06:00:00Z", RunStatus.STOPPED, null, Map.of("pending", 3));
      var ann = site.loggedIn("ann");
      var page = ann.get("/runs/x@2026-11-07T06:00:00Z/abandon");
      var fields = Map.of("seen", seen(page), "reason", "it is over");

      ann.post("/runs/x@2026-11-07T06:00:00Z/abandon", fields, page.csrf());

      await(() -> audit(site).getFirst().exitCode() != null);
      assertThat(audit(site))
          .map(row -> row.what().who() + ", " + row.outcome() + ", " + row.exitCode())
          .containsExactly("ann, done, 0");
      assertThat(ann.get("/runs/x@2026-11-07T06:00:00Z").body()).contains("abandoned");
    }
  }
}
