package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run finds the files again that it has frozen, and ends if it cannot. */
class FrozenFilesIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final int USERS = 6;
  private static final String DOWN =
      """
      {"faults": [{"probability": 1, "status": 503}]}
      """;
  private static final String CAMPAIGN =
      """
      campaign: all
      name: All
      owner: growth@example.com
      status: published
      who:
        audience:
          all:
            - segment: buyers
            - sql: ../queries/all.sql
      what:
        track: Offer
      when:
        at: launch
      """;
  private static final String SEGMENT =
      """
      segment: buyers
      name: Buyers
      audience: { everyone: true }
      """;

  @TempDir private Path folder;

  static Stream<Arguments> endings() {
    return Stream.of(Database.values())
        .flatMap(database ->
            Stream.of(".yaml", ".yml")
                .flatMap(ofCampaign ->
                    Stream.of(".yaml", ".yml")
                        .map(ofSegment -> Arguments.of(database, ofCampaign, ofSegment))));
  }

  private LaunchPad unfinished(Database database, String ofCampaign, String ofSegment)
      throws Exception {
    var pad = new LaunchPad(database, folder).profiles(USERS);
    var campaign = pad.file("jobs/all" + ofCampaign, CAMPAIGN);
    pad.file("jobs/segments/buyers" + ofSegment, SEGMENT);
    pad.file("queries/all.sql", "select user_id from profiles");
    pad.faults(DOWN);
    assertThat(pad.launch(campaign, MONDAY)).isInstanceOf(RunEnd.Failed.class);
    pad.noFaults();
    Files.delete(campaign);
    return pad;
  }

  @ParameterizedTest
  @MethodSource("endings")
  void goesOnWhateverTheEndingsOfItsFiles(Database database, String ofCampaign, String ofSegment)
      throws Exception {
    try (var pad = unfinished(database, ofCampaign, ofSegment)) {
      var end = pad.resume(pad.id(MONDAY));

      assertThat(end).isInstanceOf(RunEnd.Worked.class);
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNoLongerTakenForRunningWhenItsDefinitionCannotBeRead(Database database) throws Exception {
    try (var pad = unfinished(database, ".yml", ".yml")) {
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set status = 'running', ended_at = null, reason = null");
      jdbc.update("update muster_run_file set content = replace(content, 'track:', 'later:')");

      var end = pad.resume(pad.id(MONDAY));

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
                assertThat(failed.halt().namesCommand()).isTrue();
                assertThat(failed.reason())
                    .contains("cannot be read by this version of Muster: all.yml:")
                    .endsWith("muster abandon all@2026-11-16T09:00:00Z'");
              });
      var run = pad.run(end);
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.reason()).contains("what.later");
      assertThat(run.doubtSince()).isNotNull();

      jdbc.update("update muster_run_file set content = replace(content, 'later:', 'track:')");
      assertThat(pad.run(pad.resume(pad.id(MONDAY))).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @ParameterizedTest
  @MethodSource
  void namesTheFilesThatItKeepsWhenTheirQueryFailsAndIsFollowedByARunWithMendedOnes(
      Database database, String query, String audience, String named) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.file("q/own.sql", query);
      pad.file("q/other.sql", "select user_id from profiles");
      pad.file(
          "segments/of.yaml",
          SEGMENT.replace("buyers", "of").replace("everyone: true", "sql: ../q/own.sql"));
      var campaign =
          pad.campaign(
              "all",
              "who: { audience: { %s } }\nwhat: { track: Offer }\nwhen: { at: launch }\n"
                  .formatted(audience));

      assertThat(pad.launch(campaign, MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
                assertThat(failed.halt().namesCommand()).isTrue();
                assertThat(failed.reason())
                    .contains(
                        "if the fault is in %s, which this run keeps as planned, mend it, then 'muster abandon all@2026-11-16T09:00:00Z' and launch again"
                            .formatted(named))
                    .doesNotContain("muster check");
              });

      pad.file("q/own.sql", "select user_id from profiles");
      assertThat(pad.resume(pad.id(MONDAY))).isInstanceOf(RunEnd.Failed.class);
      pad.abandon(pad.id(MONDAY), "mended");
      var next = pad.launch(campaign, MONDAY.plusSeconds(60));
      assertThat(pad.run(next).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(USERS);
    }
  }

  static Stream<Arguments>
      namesTheFilesThatItKeepsWhenTheirQueryFailsAndIsFollowedByARunWithMendedOnes() {
    return Stream.of(Database.values())
        .flatMap(database ->
            Stream.of(
                Arguments.of(
                    database,
                    "select user_id from profiles where 1 / (length(user_id) - 2) = 1",
                    "sql: q/own.sql",
                    "q/own.sql"),
                Arguments.of(
                    database,
                    "select user_id from profiles where cast(user_id as int) = 1",
                    "all: [{ sql: q/other.sql }, { sql: q/own.sql }, { sql: q/other.sql }]",
                    "q/other.sql or q/own.sql"),
                Arguments.of(
                    database,
                    "select user_id from profiles where 1 < (select length(p.user_id) from profiles p)",
                    "any: [{ segment: of }]",
                    "q/own.sql"),
                Arguments.of(
                    database, "select user_id from no_such_table", "sql: q/own.sql", "q/own.sql")));
  }

  @ParameterizedTest
  @EnumSource
  void canBeAbandonedWhenItsDefinitionCannotBeRead(Database database) throws Exception {
    try (var pad = unfinished(database, ".yml", ".yml")) {
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set status = 'running', ended_at = null, reason = null");
      jdbc.update("update muster_run_file set content = 'nothing of ours'");

      var end = pad.abandon(pad.id(MONDAY), "unreadable");

      assertThat(pad.run(end).status()).isEqualTo(RunStatus.ABANDONED);
      assertThat(pad.resume(pad.id(MONDAY))).isInstanceOf(RunEnd.Worked.class);
    }
  }
}
