package dev.muster.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.store.DatabaseType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that an earlier version has begun, in whatever state it left them: its database, as a dump
 * of schema version 15, which that version's own commands and kills have made, and what it had sent
 * by then. 120 users; partitions of 2 with chunks of 10; all runs are of {@value #PLANNED}.
 */
class UpgradeIT {
  private static final String PLANNED = "2026-11-16T09:30:00Z";
  private static final int USERS = 120;

  private static final String CAMPAIGN =
      """
      who:
        audience: { everyone: true }
        again: { after: 30d }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  /** What one message is of. */
  private record Sent(String campaign, String user, String id) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areSeenAsTheyWere(Database database) throws Exception {
    try (var desk = upgraded(database)) {
      var runs = desk.program().run("runs");

      assertThat(runs.exitCode()).as(runs.err()).isZero();
      assertThat(runs.out().lines().skip(1).map(line -> line.split("[@\\s]+", 5)))
          .extracting(words -> words[0] + " " + words[2] + " " + words[3] + " " + accepted(words))
          .containsExactly(
              "abandoned abandoned 120 40",
              "done completed 120 119",
              "failed failed 120 0",
              "half gone 120 30",
              "planned gone 0 0",
              "pruned completed 120 120",
              "qualified gone 120 0",
              "refused refused 120 0",
              "waiting waiting 120 60");
      for (var run : List.of("abandoned", "done", "failed", "half", "planned", "pruned")) {
        var report = desk.program().run("report", run + "@" + PLANNED);
        assertThat(report.exitCode()).as(report.err()).isZero();
      }
      assertThat(ends(desk, "done")).contains("completed").doesNotContain("running");
      assertThat(ends(desk, "failed")).endsWith("failed");
      assertThat(ends(desk, "half")).endsWith("crashed");
      assertThat(ends(desk, "waiting")).endsWith("waiting");
      assertThat(ends(desk, "refused")).endsWith("refused");
      assertThat(ends(desk, "planned")).containsExactly("crashed");
      assertThat(ends(desk, "pruned")).isEmpty();
      assertThat(desk.program().run("explain", "done@" + PLANNED, "u001").out())
          .contains("accepted");
      assertThat(desk.program().run("show", "done@" + PLANNED, "--rejections").out())
          .contains("u007");
    }
  }

  /** How the executions of a campaign's run ended. */
  private static List<String> ends(Desk desk, String campaign) throws Exception {
    var report =
        Desk.json(desk.program().run("report", campaign + "@" + PLANNED, "--format", "json"));
    return report
        .path("execution_log")
        .valueStream()
        .map(execution -> execution.path("ended").asString())
        .toList();
  }

  private static String accepted(String[] words) {
    return words[4].split("\\s+", 2)[0];
  }

  @ParameterizedTest
  @EnumSource
  void goOnAndReachEveryoneOnceWithTheSameIds(Database database) throws Exception {
    try (var desk = upgraded(database)) {
      for (var unfinished : List.of("planned", "qualified", "half", "failed")) {
        var run = unfinished + "@" + PLANNED;
        // What is in doubt is older than the receiver remembers.
        var ended = desk.program().run("restart", run, "--accept-duplicates");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
      }
      // When it is noon in Tokyo.
      desk.campaign("waiting", CAMPAIGN)
          .program()
          .run("run", "waiting.yaml", "--planned", PLANNED, "--clock", "2026-11-21T03:00:00Z");
      desk.program().run("restart", "refused@" + PLANNED, "--override", "it is meant");
      var ids =
          Stream.concat(before().stream(), now(desk).stream())
              .collect(
                  groupingBy(Sent::campaign, groupingBy(Sent::user, mapping(Sent::id, toSet()))));

      for (var campaign : List.of("planned", "qualified", "half", "waiting", "failed", "refused")) {
        var users = ids.getOrDefault(campaign, Map.of());
        assertThat(users).as(campaign).hasSize(USERS);
        assertThat(users.values()).as(campaign).allSatisfy(UpgradeIT::isOne);
      }
      // Ten of those who were sent to had not been written down: they are sent to again.
      assertThat(now(desk)).filteredOn(sent -> sent.campaign().equals("half")).hasSize(90);
      assertThat(now(desk)).filteredOn(sent -> sent.campaign().equals("waiting")).hasSize(60);
      assertThat(desk.program().run("runs").out())
          .doesNotContain(" gone ", " waiting ", " failed ", " refused ");
    }
  }

  private static void isOne(Set<String> ids) {
    assertThat(ids).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void areKnownToAgain(Database database) throws Exception {
    var reached = Map.of("done", 119, "pruned", 120, "abandoned", 60);
    try (var desk = upgraded(database)) {
      for (var campaign : reached.keySet()) {
        desk.campaign(campaign, CAMPAIGN);
        var ended =
            desk.program().run("run", campaign + ".yaml", "--planned", "2026-11-17T09:30:00Z");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
      }
      var sent =
          now(desk).stream().collect(groupingBy(Sent::campaign, mapping(Sent::user, toSet())));
      var before =
          before().stream().collect(groupingBy(Sent::campaign, mapping(Sent::user, toSet())));

      for (var campaign : reached.keySet()) {
        var users = sent.getOrDefault(campaign, Set.of());
        assertThat(users).as(campaign).hasSize(USERS - reached.get(campaign));
        assertThat(users).as(campaign).doesNotContainAnyElementsOf(before.get(campaign));
      }
    }
  }

  private Desk upgraded(Database database) throws Exception {
    var desk = Desk.onNothing(database, folder);
    try (var connection = DriverManager.getConnection(desk.url(), owner(database), "");
        var statement = connection.createStatement()) {
      statement.execute(
          database.databaseType() == DatabaseType.H2
              ? "runscript from 'classpath:/upgrade/schema-15-h2.sql.gz' compression gzip"
              : text("schema-15-postgresql.sql.gz"));
    }
    return desk.delivering(2, 10);
  }

  /** Of the embedded server, and of a file that H2 is about to make. */
  private static String owner(Database database) {
    return database.databaseType() == DatabaseType.H2 ? "" : "postgres";
  }

  private static List<Sent> before() {
    var sent = new ArrayList<Sent>();
    text("sent.csv")
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(row -> sent.add(new Sent(row[0], row[1], row[2])));
    return sent;
  }

  private static List<Sent> now(Desk desk) {
    return desk.sandbox().events().stream()
        .map(event -> event.message())
        .map(message ->
            new Sent(
                message.path("properties").path("campaign_id").asString(),
                message.path("userId").asString(),
                message.path("messageId").asString()))
        .toList();
  }

  private static String text(String name) {
    try (var resource = UpgradeIT.class.getResourceAsStream("/upgrade/" + name);
        var plain = name.endsWith(".gz") ? new GZIPInputStream(resource) : resource) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
