package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Runs under another clock, beside real ones. */
class RehearsalIT {
  private static final int USERS = 5;

  @TempDir private Path folder;

  /** Every Monday at nine in Berlin, which sets its clocks on before the third. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          H2,         7d, 5 5 5 5
          H2,         8d, 5 0 5 0
          POSTGRESQL, 7d, 5 5 5 5
          POSTGRESQL, 8d, 5 0 5 0
          """)
  void reachEverybodyAsOftenAsAgainSays(Database database, String after, String reached)
      throws Exception {
    try (var desk =
        new Desk(database, folder)
            .users(USERS)
            .campaign(
                "weekly",
                """
                who: { audience: { everyone: true }, again: { after: %s } }
                what: { track: Offer }
                when:
                  from: 2027-03-15
                  repeat: { every: week, on: [mon], at: "09:00" }
                """
                    .formatted(after))) {
      desk.program().with("MUSTER_ACCOUNT_TIMEZONE", "Europe/Berlin");
      var accepted = new ArrayList<String>();
      for (var clock :
          List.of(
              "2027-03-15T08:59:00Z",
              "2027-03-22T08:00:00Z",
              "2027-03-29T07:31:00Z",
              "2027-04-05T07:02:00Z")) {
        accepted.add(String.valueOf(users(rehearse(desk, "weekly.yaml", clock), "accepted")));
      }

      assertThat(String.join(" ", accepted)).isEqualTo(reached);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepNobodyFromARealRunAndSeeThoseWhomItReached(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .users(USERS)
            .campaign(
                "once",
                Desk.EVERYONE.replace("everyone: true }", "everyone: true }\n  again: never"))) {
      var rehearsed = rehearse(desk, "once.yaml", "2026-10-01T09:00:00Z");
      assertThat(users(rehearsed, "accepted")).isEqualTo(USERS);
      var again = rehearse(desk, "once.yaml", "2026-10-02T09:00:00Z");
      assertThat(users(again, "repeated")).isEqualTo(USERS);

      var ended = desk.program().run("run", "once.yaml", "--output", "json");
      var real = Desk.run(ended, 0);
      assertThat(users(real, "accepted")).as(ended.err()).isEqualTo(USERS);

      assertThat(rehearsed.propertyNames())
          .containsSubsequence("status", "gone_since", "rehearsal", "executions");
      assertThat(rehearsed.path("rehearsal").asBoolean()).isTrue();
      assertThat(real.path("rehearsal").isBoolean()).isTrue();
      assertThat(real.path("rehearsal").asBoolean()).isFalse();
      assertThat(desk.program().run("show", "once@2026-10-01T09:00:00Z").out())
          .startsWith("once@2026-10-01T09:00:00Z  COMPLETED  rehearsal\n");
      assertThat(desk.program().run("report", real.path("run").asString()).out())
          .startsWith(real.path("run").asString() + "  COMPLETED\n");
      var runs = desk.program().run("runs").out().lines().toList();
      assertThat(runs).hasSize(4);
      assertThat(runs.subList(1, 3)).allMatch(line -> line.endsWith("  rehearsal"));
      assertThat(runs.getLast()).doesNotContain("rehearsal");

      // The real run counts for a rehearsal, and its reader is told which it was.
      var later = rehearse(desk, "once.yaml", "2026-10-03T09:00:00Z");
      assertThat(users(later, "repeated")).isEqualTo(USERS);
      assertThat(desk.program().run("explain", real.path("run").asString(), "u1").out())
          .startsWith("u1 was sent to: ")
          .contains("not reached by another run before; again: never");
    }
  }

  private static final String DAILY =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when:
        from: 2026-01-01
        repeat: { every: day, at: "00:00" }
      """;

  @ParameterizedTest
  @EnumSource
  void doNotMakeRealLaunchesTakeTheirTimesForPast(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(USERS).campaign("daily", DAILY)) {
      var later = Instant.now().plus(9, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
      rehearse(desk, "daily.yaml", later.minus(20, ChronoUnit.DAYS).toString());
      // Nobody launched between the two, as far as that clock goes.
      rehearse(desk, "daily.yaml", later.toString());
      assertThat(desk.program().run("runs").out()).contains("missed");

      var real = desk.program().run("run", "daily.yaml", "--output", "json");

      assertThat(users(Desk.run(real, 0), "accepted")).as(real.err()).isEqualTo(USERS);
      assertThat(Desk.run(real, 0).path("rehearsal").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotSentOutIntoTheWorld(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(USERS).campaign("daily", DAILY)) {
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.CloseBeforeAccept()));
      var later = Instant.now().plus(9, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      var rehearsed =
          desk.program().run("run", "daily.yaml", "--clock", later.plusSeconds(60).toString());
      assertThat(rehearsed.exitCode()).as(rehearsed.err()).isEqualTo(1);
      var run = "daily@" + later;

      desk.noFaults().program().with("SEGMENT_API", "https://receiver.invalid");
      var restarted = desk.program().run("restart", run);
      assertThat(restarted.exitCode()).isEqualTo(2);
      assertThat(restarted.err())
          .contains(
              run + ": is a rehearsal and is left, since the receiver is not on this machine");

      desk.program().with("SEGMENT_API", desk.sandbox().uri().toString());
      var again =
          desk.program().run("run", "daily.yaml", "--clock", later.plusSeconds(90).toString());
      assertThat(again.exitCode()).as(again.err()).isZero();
    }
  }

  private static JsonNode rehearse(Desk desk, String file, String clock) throws Exception {
    var ended = desk.program().run("run", file, "--clock", clock, "--output", "json");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("rehearses " + clock);
    return Desk.run(ended, 0);
  }

  private static long users(JsonNode report, String verdict) {
    return report.path("audience").path(verdict).asLong();
  }
}
