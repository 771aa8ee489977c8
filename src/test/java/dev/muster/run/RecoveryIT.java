package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.segmentapi.Halt;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever a dead worker has left in Spring Batch's tables, the next launch goes on. */
class RecoveryIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final int USERS = 60;
  private static final String CAMPAIGN =
      """
      who:
        audience: { everyone: true }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  @TempDir private Path folder;

  /** Spring Batch would refuse some of them, take others for done, and begin others anew. */
  static Stream<Arguments> left() {
    var statuses = EnumSet.complementOf(EnumSet.of(BatchStatus.COMPLETED, BatchStatus.ABANDONED));
    return Stream.of(Database.values())
        .flatMap(database ->
            statuses.stream()
                .flatMap(
                    job -> statuses.stream().map(steps -> Arguments.of(database, job, steps))));
  }

  @ParameterizedTest
  @MethodSource("left")
  void goesOnWithWhateverStatusWasLeft(Database database, BatchStatus job, BatchStatus steps)
      throws Exception {
    try (var pad = unfinished(database)) {
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update(
          "update muster_batch_job_execution set status = ?, end_time = " + end(job), job.name());
      jdbc.update(
          "update muster_batch_step_execution set status = ?, end_time = "
              + end(steps)
              + " where step_name like 'deliver%'",
          steps.name());
      jdbc.update("update muster_run set status = 'running', ended_at = null");

      assertCompletes(pad);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWithAnInstanceThatHasNoExecution(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      var campaign = pad.campaign("all", CAMPAIGN);
      var planned = pad.faults(DOWN).launch(campaign, MONDAY);
      var jdbc = new JdbcTemplate(pad.dataSource());
      for (var table :
          new String[] {
            "step_execution_context",
            "step_execution",
            "job_execution_context",
            "job_execution_params",
            "job_execution"
          }) {
        jdbc.update("delete from muster_batch_" + table);
      }
      jdbc.update("delete from muster_member where run_id = ?", pad.run(planned).key().value());
      jdbc.update("delete from muster_gate");
      jdbc.update("update muster_run set status = 'running', ended_at = null, qualified = null");

      assertCompletes(pad.noFaults());
    }
  }

  /** Its audience would be found again, and everyone be sent to twice. */
  @ParameterizedTest
  @EnumSource
  void keepsWhomItReachedWhenSpringBatchsTablesAreLost(Database database) throws Exception {
    try (var pad = unfinished(database)) {
      var reached = pad.storedUsers();
      var jdbc = new JdbcTemplate(pad.dataSource());
      for (var table :
          new String[] {
            "step_execution_context", "step_execution", "job_execution_context",
            "job_execution_params", "job_execution", "job_instance"
          }) {
        jdbc.update("delete from muster_batch_" + table);
      }

      var end = pad.launch(folder.resolve("all.yaml"), MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.reason())
                    .contains("its audience was found before")
                    .contains("muster abandon all@2026-11-16T09:00:00Z");
                assertThat(failed.halt().namesCommand()).isTrue();
              });
      assertThat(pad.storedUsers()).isEqualTo(reached);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(reached.size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWithARunOfAVersionThatCountedNoGates(Database database) throws Exception {
    try (var pad = unfinished(database)) {
      new JdbcTemplate(pad.dataSource()).update("delete from muster_gate");

      assertCompletes(pad);
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotTakeWrongSumsForRightLater(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      var campaign = pad.campaign("all", CAMPAIGN);
      var end = pad.launch(campaign, MONDAY);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("delete from muster_member where position = 7");
      jdbc.update("update muster_run set status = 'failed', reason = 'a test'");

      assertThat(pad.launch(campaign, MONDAY))
          .isEqualTo(
              new RunEnd.Failed(
                  end.run(),
                  Halt.Passing.inDoubt(
                      "the users do not add up at 'qualify': 60 users qualified, and 59 are members")));
      assertThat(pad.run(end).status()).isEqualTo(RunStatus.FAILED);
    }
  }

  private static final String DOWN =
      """
      {"faults": [{"probability": 1, "status": 503}]}
      """;

  /** A run that has reached some of its users, and failed to reach the others. */
  private LaunchPad unfinished(Database database) throws Exception {
    var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(2, 10, 1, 1_000_000))
            .profiles(USERS)
            .faults(
                """
                {"faults": [{"request": [3, 4, 5, 6, 7, 8, 9, 10], "status": 503}]}
                """);
    assertThat(pad.launch(pad.campaign("all", CAMPAIGN), MONDAY)).isInstanceOf(RunEnd.Failed.class);
    assertThat(pad.storedUsers()).hasSizeBetween(1, USERS - 1);
    return pad.noFaults();
  }

  private static String end(BatchStatus status) {
    return status.isRunning() ? "null" : "current_timestamp";
  }

  private void assertCompletes(LaunchPad pad) throws Exception {
    var end = pad.launch(folder.resolve("all.yaml"), MONDAY);

    assertThat(pad.run(end).status())
        .as(String.valueOf(pad.run(end).reason()))
        .isEqualTo(RunStatus.COMPLETED);
    assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
    assertThat(pad.storedUsers()).hasSize(USERS).doesNotHaveDuplicates();
    assertThat(pad.sandbox().stats().dropped()).isEmpty();
  }
}
