package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.store.Pruned;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs that ended long ago, and are pruned. */
class PruningIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-17T09:00:00Z");
  private static final Duration AGE = Duration.ofDays(90);
  private static final int USERS = 40;
  private static final List<String> BATCH_TABLES =
      List.of(
          "job_instance",
          "job_execution",
          "job_execution_params",
          "job_execution_context",
          "step_execution",
          "step_execution_context");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void leavesTheReportAsItWas(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      pad.delivering(new DeliverySettings(2, 10, 1, 1_000_000))
          .profiles(USERS)
          .faults("{\"faults\": [{\"containing\": \"u7@\", \"status\": 400}]}");
      var end = pad.launch(campaign(pad, "{ control_group: { percent: 20 } }"), MONDAY);
      var run = pad.run(end);
      var accounting = pad.accounting(end);
      var totals = pad.store().results().delivery(run);
      var rejections = pad.store().results().rejections(run);
      assertThat(accounting.count(Verdict.CONTROL)).isPositive();
      assertThat(rejections).hasSize(1);

      assertThat(prune(pad, after(91)))
          .containsExactly(new Pruning.Outcome.Done(run, new Pruned(USERS, 0)));

      assertThat(pad.run(end).prunedAt()).isNotNull();
      assertThat(pad.accounting(end)).isEqualTo(accounting);
      assertThat(pad.store().results().delivery(pad.run(end))).isEqualTo(totals);
      assertThat(pad.store().results().rejections(pad.run(end))).isEqualTo(rejections);
      assertThat(pad.store().deliveries().byExecution(run.key())).isEmpty();
      assertThat(rows(pad, "muster_member")).isZero();
      assertThat(rows(pad, "muster_rejection")).isZero();
      assertThat(prune(pad, after(92))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, PT0S, true",
    "H2, PT23H59M59S, true",
    "H2, PT24H, false",
    "H2, P90D, false",
    "POSTGRESQL, PT0S, true",
    "POSTGRESQL, PT23H59M59S, true",
    "POSTGRESQL, PT24H, false",
    "POSTGRESQL, P90D, false"
  })
  void warnsOfWhatCouldStillBeRepeatedWithoutHarm(Database database, Duration ago, boolean warned)
      throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.launch(campaign(pad, "{}"), MONDAY);
      var run = pad.run(MONDAY);
      var ended = java.util.Objects.requireNonNull(run.endedAt());
      var pruning = pruning(pad, Clock.fixed(ended.plus(ago), ZoneOffset.UTC));

      assertThat(pruning.warning(new Pruning.Outcome.Done(run, new Pruned(USERS, 0))).isPresent())
          .isEqualTo(warned);
      assertThat(pruning.warning(new Pruning.Outcome.Held(run, null))).isEmpty();

      prune(pad, after(91));
      assertThat(pruning.warning(new Pruning.Outcome.Done(pad.run(MONDAY), new Pruned(0, 0))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void removesEverythingOfSpringBatchButForOtherRuns(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      var campaign = campaign(pad, "{}");
      pad.launch(campaign, MONDAY);
      var oneRun = batchRows(pad);
      pad.launch(campaign, TUESDAY);
      assertThat(batchRows(pad)).isGreaterThan(oneRun);

      age(pad, MONDAY, 91);
      prune(pad, Clock.systemUTC());

      assertThat(batchRows(pad)).isEqualTo(oneRun);
      assertThat(pad.run(TUESDAY).prunedAt()).isNull();
      assertThat(pad.users(new RunEnd.Worked(pad.id(TUESDAY)), Verdict.ACCEPTED)).isEqualTo(USERS);
      age(pad, TUESDAY, 91);
      prune(pad, Clock.systemUTC());
      assertThat(batchRows(pad)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, COMPLETED, 89, false",
    "H2, COMPLETED, 91, true",
    "H2, REFUSED, 91, true",
    "H2, ABANDONED, 91, true",
    "H2, RUNNING, 91, false",
    "H2, STOPPED, 91, false",
    "H2, WAITING, 91, false",
    "H2, FAILED, 91, false",
    "POSTGRESQL, COMPLETED, 89, false",
    "POSTGRESQL, COMPLETED, 91, true",
    "POSTGRESQL, REFUSED, 91, true",
    "POSTGRESQL, ABANDONED, 91, true",
    "POSTGRESQL, RUNNING, 91, false",
    "POSTGRESQL, STOPPED, 91, false",
    "POSTGRESQL, WAITING, 91, false",
    "POSTGRESQL, FAILED, 91, false"
  })
  void touchesWhatIsFinishedAndOldEnough(
      Database database, RunStatus status, int days, boolean pruned) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.launch(campaign(pad, "{}"), MONDAY);
      new JdbcTemplate(pad.dataSource())
          .update(
              "update muster_run set status = ?, reason = 'a test', next_window_at = started_at",
              status.key());

      var outcomes = prune(pad, after(days));

      assertThat(outcomes).hasSize(pruned ? 1 : 0);
      assertThat(pad.run(MONDAY).prunedAt() != null).isEqualTo(pruned);
      assertThat(rows(pad, "muster_member")).isEqualTo(pruned ? 0 : USERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesARunAloneThatAnotherWorkerHolds(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.launch(campaign(pad, "{}"), MONDAY);
      try (var _ = pad.store().locks().tryLock(pad.id(MONDAY)).lock().orElseThrow()) {
        assertThat(prune(pad, after(91))).singleElement().isInstanceOf(Pruning.Outcome.Held.class);
      }
      assertThat(rows(pad, "muster_member")).isEqualTo(USERS);
    }
  }

  /**
   * Whom the pruned run reached, who were due on Monday, 2026-11-16, at 09:00, and sent to a day
   * later; what the campaign asks for; and when it is pruned, 90 days after the earliest planned
   * time that may come.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          always,      2027-02-20T00:00:00Z, 0
          never,       2029-02-20T00:00:00Z, 40
          after: 30d,  2027-02-20T00:00:00Z, 40
          after: 30d,  2027-03-15T23:59:59Z, 40
          after: 30d,  2027-03-16T00:00:00Z, 0
          after: 4w,   2027-03-13T23:59:59Z, 40
          after: 4w,   2027-03-14T00:00:00Z, 0
          after: 720h, 2027-03-16T08:59:59Z, 40
          after: 720h, 2027-03-16T09:00:00Z, 0
          """)
  void keepsWhomAgainMayAskFor(String again, Instant now, long kept) throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
        pad.clock(Clock.fixed(TUESDAY, ZoneOffset.UTC));
        var rule = again.startsWith("after") ? "{ " + again + " }" : again;
        var end = pad.launch(campaign(pad, "{ again: %s }".formatted(rule)), MONDAY);

        assertThat(prune(pad, Clock.fixed(now, ZoneOffset.UTC)))
            .containsExactly(
                new Pruning.Outcome.Done(runBefore(pad, end), new Pruned(USERS - kept, kept)));

        // Whoever is kept is kept for that.
        pad.clock(Clock.fixed(now, ZoneOffset.UTC));
        var next = pad.launch(campaign(pad, "{ again: %s }".formatted(rule)), now.minus(AGE));
        assertThat(pad.users(next, Verdict.REPEATED)).isEqualTo(kept);
      }
    }
  }

  /** A rehearsal of another file does not speak for the real runs to come, nor they for it. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          never,  REAL,      always, REHEARSAL, 40
          always, REHEARSAL, never,  REAL,      40
          never,  REHEARSAL, always, REAL,      0
          always, REAL,      always, REHEARSAL, 0
          always, REAL,      never,  REHEARSAL, 0
          """)
  void keepsWhatRealRunsOrRehearsalsMayAskFor(
      String again, Purpose purpose, String againLater, Purpose later, long kept) throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
        pad.clock(Clock.fixed(TUESDAY, ZoneOffset.UTC)).planning(purpose);
        pad.launch(campaign(pad, "{ again: %s }".formatted(again)), MONDAY);
        pad.planning(later);
        pad.launch(campaign(pad, "{ again: %s }".formatted(againLater)), TUESDAY);

        var outcomes = prune(pad, Clock.fixed(TUESDAY.plus(AGE).plusSeconds(1), ZoneOffset.UTC));

        assertThat(((Pruning.Outcome.Done) outcomes.getFirst()).removed().kept()).isEqualTo(kept);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void removesLaterWhatItKept(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.clock(Clock.fixed(MONDAY, ZoneOffset.UTC));
      var end = pad.launch(campaign(pad, "{ again: { after: 30d } }"), MONDAY);
      prune(pad, afterMonday(91));
      assertThat(rows(pad, "muster_member")).isZero();
      assertThat(rows(pad, "muster_contact")).isEqualTo(USERS);
      assertThat(prune(pad, afterMonday(92))).isEmpty();

      assertThat(prune(pad, afterMonday(121)))
          .singleElement()
          .isInstanceOfSatisfying(
              Pruning.Outcome.Done.class,
              done -> assertThat(done.removed()).isEqualTo(new Pruned(USERS, 0)));
      assertThat(rows(pad, "muster_contact")).isZero();
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(USERS);
    }
  }

  /** A run that was planned long ago asks back from then. */
  @ParameterizedTest
  @EnumSource
  void keepsWhatAnUnfinishedRunOfLongAgoAsksFor(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.clock(Clock.fixed(MONDAY, ZoneOffset.UTC));
      var campaign = campaign(pad, "{ again: { after: 30d } }");
      pad.launch(campaign, MONDAY);
      pad.clock(Clock.fixed(MONDAY.plus(Duration.ofDays(10)), ZoneOffset.UTC));
      var unfinished = pad.launch(campaign, MONDAY.plus(Duration.ofDays(10)));
      new JdbcTemplate(pad.dataSource())
          .update(
              "update muster_run set status = 'failed', reason = 'a test' where id = ?",
              pad.run(unfinished).key().value());

      assertThat(prune(pad, afterMonday(150)))
          .singleElement()
          .isInstanceOfSatisfying(
              Pruning.Outcome.Done.class,
              done -> assertThat(done.removed()).isEqualTo(new Pruned(0, USERS)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsACampaignReachNobodyTwiceAfterwards(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      var campaign = campaign(pad, "{ again: never }");
      pad.launch(campaign, MONDAY);
      prune(pad, after(91));
      pad.profiles("{\"user_id\": \"new\"}");

      var end = pad.launch(campaign, TUESDAY);

      assertThat(pad.users(end, Verdict.REPEATED)).isEqualTo(USERS);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(1);
      assertThat(pad.storedUsers()).hasSize(USERS + 1).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatTheLatestRunAsksForAndNotWhatTheOldOneDid(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      pad.launch(campaign(pad, "{}"), MONDAY);
      pad.launch(campaign(pad, "{ again: never }"), TUESDAY);
      age(pad, MONDAY, 91);

      assertThat(prune(pad, Clock.systemUTC()))
          .singleElement()
          .isInstanceOfSatisfying(
              Pruning.Outcome.Done.class,
              done -> assertThat(done.removed()).isEqualTo(new Pruned(0, USERS)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesTheWorkOfAPlannedTimeNotAgain(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(USERS)) {
      var campaign = campaign(pad, "{}");
      pad.launch(campaign, MONDAY);
      pad.launch(campaign, TUESDAY);
      age(pad, MONDAY, 91);
      prune(pad, Clock.systemUTC());
      var received = pad.sandbox().stats().received();

      for (var end :
          List.of(
              pad.launch(campaign, MONDAY),
              pad.launch(campaign, MONDAY, "as it was refused"),
              pad.resume(pad.id(MONDAY)))) {
        assertThat(end).isInstanceOf(RunEnd.Worked.class);
        assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(USERS);
      }
      assertThat(pad.retryRejected(MONDAY))
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected -> assertThat(objected.objection()).startsWith("it was pruned at "));
      assertThat(pad.sandbox().stats().received()).isEqualTo(received);
    }
  }

  private static dev.muster.store.Run runBefore(LaunchPad pad, RunEnd end) {
    var run = pad.run(end);
    return new dev.muster.store.Run(
        run.key(),
        run.id(),
        run.asOf(),
        run.accountZone(),
        run.purpose(),
        run.partitions(),
        run.state(),
        run.overrideReason(),
        run.qualified(),
        run.executions(),
        run.chunkSize(),
        run.doubtSince(),
        run.startedAt(),
        run.messagesPerSecond(),
        run.withoutZone(),
        run.rowsWithoutId(),
        null);
  }

  private static Path campaign(LaunchPad pad, String limits) throws Exception {
    var keys = limits.replaceAll("^\\{ ?| ?\\}$", "");
    return pad.campaign(
        "all",
        """
        who:
          audience: { everyone: true }
          %s
        what:
          track: Offer
          attributes: [email]
        when:
          at: launch
        """
            .formatted(keys));
  }

  private static Pruning pruning(LaunchPad pad, Clock clock) {
    return pad.pruning(clock);
  }

  private static List<Pruning.Outcome> prune(LaunchPad pad, Clock clock) {
    var outcomes = new ArrayList<Pruning.Outcome>();
    var pruning = pruning(pad, clock);
    var foreseen = new ArrayList<Pruning.Outcome>();
    pruning.foresee(AGE, foreseen::add);
    pruning.olderThan(AGE, outcomes::add);
    assertThat(done(foreseen)).isEqualTo(done(outcomes));
    return outcomes;
  }

  private static List<Pruning.Outcome> done(List<Pruning.Outcome> outcomes) {
    return outcomes.stream().filter(Pruning.Outcome.Done.class::isInstance).toList();
  }

  private static Clock after(int days) {
    return Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
  }

  private static Clock afterMonday(int days) {
    return Clock.fixed(MONDAY.plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  /** As if the run had been so many days ago. */
  private static void age(LaunchPad pad, Instant planned, int days) {
    var jdbc = new JdbcTemplate(pad.dataSource());
    var run = pad.run(planned).key().value();
    jdbc.update(
        "update muster_run set ended_at = ended_at - interval '%d' day where id = ?"
            .formatted(days),
        run);
    jdbc.update(
        "update muster_outcome set decided_at = decided_at - interval '%d' day where run_id = ?"
            .formatted(days),
        run);
  }

  private static long rows(LaunchPad pad, String table) {
    return java.util.Objects.requireNonNull(
        new JdbcTemplate(pad.dataSource())
            .queryForObject("select count(*) from " + table, Long.class));
  }

  private static long batchRows(LaunchPad pad) {
    return BATCH_TABLES.stream().mapToLong(table -> rows(pad, "muster_batch_" + table)).sum();
  }
}
