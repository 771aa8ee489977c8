package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Users whom the Segment API rejected, and who are sent to again. */
class RetryRejectedIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-17T09:00:00Z");
  private static final int USERS = 60;
  private static final String WHO =
      """
      who:
        audience: { everyone: true }
      """;
  private static final String WHAT =
      """
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  /** Users u10 to u19 are rejected. */
  private static final String TEENS_REJECTED =
      """
      {"faults": [{"containing": "\\"email\\":\\"u1", "status": 400}]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void reachesThoseWhomTheReceiverTakesNow(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      var end = pad.noFaults().retryRejected(MONDAY);

      assertAllReached(pad, end);
      assertThat(pad.run(end).executions()).isEqualTo(2);
      assertThat(pad.sandbox().stats().dropped()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesTheirMessagesFromTheProfilesOfNow(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      pad.profiles("{\"user_id\": \"u12\", \"email\": \"mended@example.com\"}");

      var end = pad.retryRejected(MONDAY);

      assertThat(pad.users(end, Verdict.REJECTED)).isEqualTo(rejectedUsers() - 1);
      assertThat(pad.rejections(end)).hasSize(rejectedUsers() - 1).doesNotContainKey("u12");
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.storedUsers()).contains("u12").doesNotHaveDuplicates();
    }
  }

  /** Ten refusals in a row would else be a sign of a wrong key or region. */
  @ParameterizedTest
  @EnumSource
  void completesWhenAllOfThemAreRejectedAgain(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      var end = pad.retryRejected(MONDAY);

      assertThat(rejectedUsers()).isGreaterThan(10);
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.REJECTED)).isEqualTo(rejectedUsers());
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingOfARunThatSpringBatchKnowsNoMore(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      new JdbcTemplate(pad.dataSource())
          .update("update muster_batch_job_execution set status = 'FAILED'");

      assertThat(pad.noFaults().retryRejected(MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected -> assertThat(objected.objection()).contains("is lost"));
      assertThat(pad.run(MONDAY).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAnOrdinaryUnfinishedRunWhenItFailsMeanwhile(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      var failed =
          pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 503}]}").retryRejected(MONDAY);
      assertThat(failed).isInstanceOf(RunEnd.Failed.class);
      assertThat(pad.users(failed, Verdict.PENDING)).isEqualTo(rejectedUsers());

      var again = pad.noFaults().retryRejected(MONDAY);
      assertThat(again)
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected ->
                  assertThat(objected.objection()).contains("unfinished").contains("restart"));

      assertAllReached(pad, pad.resume(failed.run()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheDecisionsOfTheGates(Database database) throws Exception {
    var controlled = WHO + "  control_group: { percent: 20 }\n" + WHAT;
    try (var pad = rejected(database, controlled)) {
      var control = pad.users(new RunEnd.Worked(pad.id(MONDAY)), Verdict.CONTROL);

      var end = pad.noFaults().retryRejected(MONDAY);

      assertThat(pad.users(end, Verdict.CONTROL)).isEqualTo(control).isPositive();
      assertThat(pad.storedUsers()).hasSize(USERS - (int) control).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutWhomAnotherRunHasReachedMeanwhile(Database database) throws Exception {
    try (var pad = rejected(database, WHO + "  again: never\n" + WHAT)) {
      pad.noFaults().launch(folder.resolve("all.yaml"), TUESDAY);

      var end = pad.retryRejected(MONDAY);

      assertThat(pad.users(end, Verdict.REPEATED)).isEqualTo(rejectedUsers());
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.storedUsers()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksADayLaterWhenAPartOfAUsersMessagesMayHaveBeenAccepted(Database database)
      throws Exception {
    var two = WHAT.replace("  track: Offer\n", "  identify: true\n  track: Offer\n");
    try (var pad = rejected(database, WHO + two)) {
      new JdbcTemplate(pad.dataSource())
          .update(
              "update muster_request set last_accepted_at = last_accepted_at - interval '25' hour");

      var asked = pad.noFaults().retryRejected(MONDAY);
      assertThat(asked)
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected ->
                  assertThat(objected.objection())
                      .contains("up to %d users".formatted(rejectedUsers()))
                      .contains("after 24 hours")
                      .contains("--accept-duplicates"));
      assertThat(pad.run(asked).status()).isEqualTo(RunStatus.COMPLETED);

      var end = pad.retryRejected(MONDAY, new Consent(null, true, false));
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(USERS);
    }
  }

  /** The question of a day later is not forgotten when the first try comes to nothing. */
  @ParameterizedTest
  @EnumSource
  void remembersThatAPartMayHaveBeenAccepted(Database database) throws Exception {
    var two = WHAT.replace("  track: Offer\n", "  identify: true\n  track: Offer\n");
    try (var pad = rejected(database, WHO + two)) {
      var accepted = pad.store().deliveries().totals(pad.run(MONDAY).key()).lastAcceptedAt();

      var failed =
          pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 401}]}").retryRejected(MONDAY);

      assertThat(failed).isInstanceOf(RunEnd.Failed.class);
      assertThat(pad.run(failed).doubtSince()).isEqualTo(accepted).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingWhenItCannotGoOn(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      pad.clock(Clock.fixed(MONDAY.minusSeconds(1), ZoneOffset.UTC));
      assertThat(pad.noFaults().retryRejected(MONDAY)).isInstanceOf(RunEnd.Failed.class);
      pad.clock(Clock.systemUTC());
      new JdbcTemplate(pad.dataSource()).update("update muster_run_file set content = 'nonsense'");
      assertThat(pad.retryRejected(MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected -> assertThat(objected.objection()).contains("cannot be read"));

      assertThat(pad.run(MONDAY).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.rejections(new RunEnd.Worked(pad.id(MONDAY)))).hasSize(rejectedUsers());
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksNothingADayLaterWhenEveryUserHasOneMessage(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      new JdbcTemplate(pad.dataSource())
          .update(
              "update muster_request set last_accepted_at = last_accepted_at - interval '25' hour");

      assertAllReached(pad, pad.noFaults().retryRejected(MONDAY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromADeathAtAnyStatement(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      pad.noFaults();
      for (var statement = 1; pad.run(MONDAY).status() == RunStatus.COMPLETED; statement++) {
        var mortal = new MortalDatabase(statement, MortalDatabase.Death.AFTER);
        try {
          pad.through(mortal.through(pad.dataSource())).retryRejected(MONDAY);
        } catch (org.springframework.core.NestedRuntimeException e) {
          assertThat(mortal.isDead()).isTrue();
        } finally {
          pad.through(pad.dataSource());
        }
        if (!mortal.isDead()) {
          break;
        }
      }
      var run = pad.id(MONDAY);
      assertAllReached(
          pad,
          pad.run(MONDAY).status() == RunStatus.COMPLETED
              ? new RunEnd.Worked(run)
              : pad.resume(run));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNothingForARunThatWasEndedForGood(Database database) throws Exception {
    try (var pad = rejected(database, WHO + WHAT)) {
      new JdbcTemplate(pad.dataSource()).update("update muster_run set status = 'abandoned'");

      assertThat(pad.noFaults().retryRejected(MONDAY))
          .isEqualTo(
              new RunEnd.Objected(
                  pad.id(MONDAY), "it is abandoned: nothing is sent for it any more"));
      assertThat(pad.storedUsers()).hasSize(USERS - rejectedUsers());
    }
  }

  private static int rejectedUsers() {
    return (int)
        IntStream.rangeClosed(1, USERS).filter(i -> String.valueOf(i).startsWith("1")).count();
  }

  /** A completed run, some of whose users were rejected. */
  private LaunchPad rejected(Database database, String campaign) throws Exception {
    var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(2, 10, 1, 1_000_000))
            .profiles(USERS)
            .faults(TEENS_REJECTED);
    var end = pad.launch(pad.campaign("all", campaign), MONDAY);
    assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
    assertThat(pad.users(end, Verdict.REJECTED)).isPositive();
    return pad;
  }

  private static void assertAllReached(LaunchPad pad, RunEnd end) throws Exception {
    assertThat(pad.run(end).status())
        .as(String.valueOf(pad.run(end).reason()))
        .isEqualTo(RunStatus.COMPLETED);
    assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(USERS);
    assertThat(pad.rejections(end)).isEmpty();
    assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
    assertThat(pad.storedUsers()).hasSize(USERS).doesNotHaveDuplicates();
  }
}
