package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.Heading;
import dev.muster.report.LiveJson;
import dev.muster.report.LiveReport;
import dev.muster.report.LiveText;
import dev.muster.run.Clocks;
import dev.muster.run.FrozenFiles;
import dev.muster.run.LaunchPad;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.AlertDelivery;
import dev.muster.store.AlertEvent;
import dev.muster.store.AlertSubject;
import dev.muster.store.LiveHealth.Health;
import dev.muster.store.LiveHealth.Noted;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What owners of live campaigns are told: of days, whatever the number of their runs. */
class LiveAlertsIT {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final String CARTS =
      """
      who: { live: { did: Cart } }
      what: { track: Reminder }
      when: { cut_off: { after: 7d } }
      """;
  private static final String DOWN = "{\"faults\": [{\"probability\": 1, \"status\": 503}]}";
  private static final String DAY = "all@2026-12-01";

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(START.toString());
  private int events;

  @ParameterizedTest
  @EnumSource
  void tellOfEveryChangeOfADayOnceHoweverManyOfItsRunsFail(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var campaign = begun(pad);
      pad.faults(DOWN);
      var first = take(pad, campaign, 1, "u1");
      var second = take(pad, campaign, 2, "u2");
      resume(pad, first);
      assertThat(office.mailed()).containsExactly(DAY + "/failed/1");

      pad.noFaults();
      var third = take(pad, campaign, 3, "u3");
      resume(pad, second);
      assertThat(office.mailed()).as("the first one is failed still").hasSize(1);
      resume(pad, first);
      assertThat(office.mailed()).containsExactly(DAY + "/failed/1", DAY + "/recovered/2");
      assertThat(pad.store().runs().get(third).status()).isEqualTo(RunStatus.COMPLETED);

      pad.faults(DOWN);
      var fourth = take(pad, campaign, 4, "u4");
      var tomorrow = take(pad, campaign, 24 * 60, "u5");
      pad.noFaults();
      resume(pad, fourth);
      resume(pad, tomorrow);

      var keys =
          List.of(
              DAY + "/failed/1",
              DAY + "/recovered/2",
              DAY + "/failed/3",
              "all@2026-12-02/failed/1",
              DAY + "/recovered/4",
              "all@2026-12-02/recovered/2");
      assertThat(office.mailed()).isEqualTo(keys);
      assertThat(office.posted()).isEqualTo(keys);
      assertThat(office.mails().getFirst().getMessageID())
          .isEqualTo("<all.2026-12-01.failed.1@muster>");
      var told = office.bodies().get(1);
      assertThat(told.path("run").asString()).isEqualTo(first.toString());
      assertThat(told.path("day").asString()).isEqualTo("2026-12-01");
      assertThat(told.path("reason").asString()).isEqualTo("no run of the day is failed any more");
      assertThat(told.path("audience").path("qualified").asLong()).as("of its day").isEqualTo(3);
      assertThat(told.path("audience").path("accepted").asLong()).isEqualTo(3);
      assertThat(pad.store().alerts().of(fourth))
          .as("a run's report has what it has given its day")
          .extracting(Alert::key)
          .containsExactly(DAY + "/failed/3", DAY + "/recovered/4");

      var report = report(pad);
      assertThat(report.alerts())
          .extracting(Alert::key)
          .isEqualTo(keys.stream().sorted(Comparator.comparing(LiveAlertsIT::ordinal)).toList());
      assertThat(LiveText.of(report, null))
          .contains("  alert             2026-12-02 failed: mail sent, webhook sent\n");
      assertThat(LiveJson.of(report, null)).contains("\"all@2026-12-02/recovered/2\"");
      assertThat(report.latest(1).alerts()).hasSize(2);
      prune(pad);
      assertThat(new JdbcTemplate(pad.dataSource()).queryForList("select id from muster_run"))
          .isEmpty();
      assertThat(report(pad)).isEqualTo(report);
    }
  }

  private static String ordinal(String key) {
    return key.replaceFirst("/.*/", "/");
  }

  private static LiveReport report(LaunchPad pad) {
    return LiveReport.of(pad.store(), new CampaignId("all"), ZoneOffset.UTC, null, null)
        .orElseThrow();
  }

  private void prune(LaunchPad pad) {
    pad.pruning(SettableClock.at("2026-12-24T10:00:00Z")).olderThan(Duration.ofDays(1), _ -> {});
  }

  @ParameterizedTest
  @EnumSource
  void forgetWhatARunMayChangeWhenItIsPruned(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var jdbc = new JdbcTemplate(pad.dataSource());
      var campaign = pad.campaign("all", CARTS + "goal: { event: Charged, within: 1d }\n");
      launch(pad, campaign, 0);
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 400}]}");
      take(pad, campaign, 1, "u1");
      assertThat(jdbc.queryForList("select run_id from muster_live_share")).hasSize(1);

      prune(pad);

      assertThat(jdbc.queryForList("select run_id from muster_live_share")).isEmpty();
      assertThat(jdbc.queryForList("select id from muster_run")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellOfADayThatIsIncompleteFromAHundredOn(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var campaign = begun(pad);
      pad.faults("{\"faults\": [{\"containing\": \"\\\"x\", \"status\": 400}]}");
      var rejected = take(pad, campaign, 1, "x1", "x2", "x3", "x4", "x5", "x6");
      take(pad, campaign, 2, users(93));
      assertThat(office.mailed()).as("99 are too few").isEmpty();

      take(pad, campaign, 3, "u1");
      take(pad, campaign, 4, "u2");
      assertThat(office.mailed()).containsExactly(DAY + "/incomplete/1");
      var told = office.bodies().getFirst();
      assertThat(told.path("reason").asString())
          .isEqualTo("6 of 100 triggers that were due were rejected or invalid, more than 5 %");
      assertThat(told.path("remedy").asString())
          .startsWith("'muster runs --campaign all --day 2026-12-01' lists its runs;");
      assertThat(told.path("audience").path("rejected").asLong()).isEqualTo(6);

      pad.noFaults();
      take(pad, campaign, 5, users(30));
      assertThat(office.mailed()).as("more and more others mend nothing").hasSize(1);

      pad.retryRejected(rejected.plannedAt());
      send(pad);
      assertThat(office.mailed()).containsExactly(DAY + "/incomplete/1", DAY + "/recovered/2");
      assertThat(office.bodies().getLast().path("reason").asString())
          .isEqualTo(
              "the rejected were sent to again; 0 of 131 triggers that were due were rejected or invalid, not more than 5 %, and 0 expired, not more than 5 %");
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForObject("select count(*) from muster_live_share", Long.class))
          .as("nothing is kept of runs that cannot change")
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void goByTheDaysOfTheAccount(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office).in(ZoneId.of("America/New_York"))) {
      var campaign = begun(pad);
      pad.faults(DOWN);
      take(pad, campaign, 19 * 60 - 1, "u1");
      take(pad, campaign, 19 * 60, "u2");

      assertThat(office.mailed())
          .containsExactly("all@2026-12-01/failed/1", "all@2026-12-02/failed/1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofARehearsalSaySo(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office).planning(Purpose.REHEARSAL)) {
      var campaign = begun(pad);
      pad.faults(DOWN);
      take(pad, campaign, 1, "u1");
      assertThat(office.mails().getFirst().getSubject())
          .isEqualTo("[rehearsal] [muster] all: failed");

      pad.noFaults().planning(Purpose.REAL);
      launch(pad, campaign, 2);
      take(pad, campaign, 3, "u2");
      assertThat(office.mails()).as("nothing was wrong with what is meant").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitForTheNextLaunchWhereNobodyAnswers(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var campaign = begun(pad);
      office.answering(503);
      pad.faults(DOWN);
      var failed = take(pad, campaign, 1, "u1");
      assertThat(pad.store().alerts().of(failed))
          .map(Alert::webhook)
          .containsExactly(new AlertDelivery.Failed("it answers 503"));

      office.answering(200);
      pad.noFaults();
      resume(pad, failed);

      assertThat(office.posted())
          .as("in their order")
          .containsExactly(DAY + "/failed/1", DAY + "/failed/1", DAY + "/recovered/2");
    }
  }

  /** Two runs of a day end at once: each sees what the other has made of it, or waits for that. */
  @ParameterizedTest
  @EnumSource
  void seeWhatRunsThatEndAtOnceMakeOfTheirDay(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var campaign = begun(pad);
      var first = pad.store().runs().get(take(pad, campaign, 1, "u1"));
      var second = pad.store().runs().get(take(pad, campaign, 2, "u2"));
      var health = pad.store().live().health();
      var of = new LiveTriggers.Of(first.id().campaign(), Purpose.REAL);
      var day = LocalDate.of(2026, 12, 1);

      assertThat(
              atOnce(
                  pad,
                  database,
                  () -> health.note(of, day, first, new Health(5, 1, 0), true),
                  () -> health.note(of, day, second, new Health(10, 2, 1), true)))
          .isEqualTo(new Noted(new Health(2 + 5 + 10, 3, 1), false));
      assertThat(
              LaunchPad.transaction(pad.dataSource())
                  .<Noted>execute(_ -> health.note(of, day, second, new Health(10, 0, 0), false)))
          .as("what was noted of a run before does not count any more")
          .isEqualTo(new Noted(new Health(2 + 5 + 10, 1, 0), true));
    }
  }

  /** Of a day whose runs were planned by an earlier version nothing is noted when they end. */
  @ParameterizedTest
  @EnumSource
  void seeWhatRunsMakeOfADayThatBothBegin(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var campaign = begun(pad);
      var first = pad.store().runs().get(take(pad, campaign, 1, "u1"));
      var second = pad.store().runs().get(take(pad, campaign, 2, "u2"));
      new JdbcTemplate(pad.dataSource()).update("delete from muster_live_health");
      var health = pad.store().live().health();
      var of = new LiveTriggers.Of(first.id().campaign(), Purpose.REAL);
      var day = LocalDate.of(2026, 12, 1);

      assertThat(
              atOnce(
                  pad,
                  database,
                  () -> health.note(of, day, first, new Health(5, 1, 0), false),
                  () -> health.note(of, day, second, new Health(10, 2, 1), false)))
          .isEqualTo(new Noted(new Health(5 + 10, 3, 1), false));
    }
  }

  /** As a rehearsal and a real run may. */
  @ParameterizedTest
  @EnumSource
  void areNumberedOneAfterTheOtherWhereTwoAreWrittenAtOnce(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office)) {
      var run = pad.store().runs().get(take(pad, begun(pad), 1, "u1"));
      var subject = new AlertSubject(run.id(), LocalDate.of(2026, 12, 1));
      Callable<Object> write =
          () -> {
            new AlertBook(pad.store().alerts(), Set.of(), new Clocks(clock, clock, Purpose.REAL))
                .write(
                    subject,
                    run,
                    new News(AlertEvent.FAILED, "out of tea"),
                    null,
                    Heading.of(run.id().campaign(), FrozenFiles.of(run, pad.store())),
                    Accounting.of(pad.store(), run));
            return run;
          };

      atOnce(pad, database, write, write);

      assertThat(pad.store().alerts().of(run.id()))
          .extracting(Alert::key)
          .containsExactly(DAY + "/failed/1", DAY + "/failed/2");
    }
  }

  /** One transaction does something, and waits for the other to wait for it. */
  private static <T> T atOnce(
      LaunchPad pad, Database database, Callable<?> first, Callable<T> second) throws Exception {
    var transaction = LaunchPad.transaction(pad.dataSource());
    var other = new FutureTask<>(() -> transaction.execute(_ -> done(second)));
    transaction.executeWithoutResult(_ -> {
      done(first);
      Thread.ofPlatform().start(other);
      while (!other.isDone() && !waits(pad, database)) {
        Thread.onSpinWait();
      }
    });
    return other.get();
  }

  private static <T> T done(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  private static boolean waits(LaunchPad pad, Database database) {
    return !new JdbcTemplate(pad.dataSource())
        .queryForList(
            switch (database) {
              // It tries again and again.
              case H2 ->
                  """
                  select 1 from information_schema.sessions
                  where executing_statement like 'insert into %' or blocker_id is not null
                  """;
              case POSTGRESQL -> "select 1 from pg_locks where not granted";
            })
        .isEmpty();
  }

  private LaunchPad pad(Database database, Office office) throws Exception {
    var pad =
        new LaunchPad(database, folder)
            .clock(clock)
            .telling((store, transaction, clocks) ->
                new LaunchAlerts(
                    store,
                    transaction,
                    new Thresholds(new BigDecimal(5), new BigDecimal(5), 1),
                    office.both(),
                    "",
                    clocks))
            .profiles(100);
    var others = new StringBuilder();
    IntStream.rangeClosed(1, 6)
        .forEach(i -> others.append("{\"user_id\": \"x%d\"}%n".formatted(i)));
    return pad.profiles(others.toString());
  }

  private static String[] users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "u" + i).toArray(String[]::new);
  }

  private Path begun(LaunchPad pad) throws Exception {
    var campaign = pad.campaign("all", CARTS);
    launch(pad, campaign, 0);
    return campaign;
  }

  /** A launch that takes up a trigger of each of some users. */
  private RunId take(LaunchPad pad, Path campaign, long minute, String... users) throws Exception {
    var at = START.plus(Duration.ofMinutes(minute)).minusSeconds(1);
    var lines = new StringBuilder();
    for (var user : users) {
      lines.append(
          "{\"id\": \"e%d\", \"user_id\": \"%s\", \"event\": \"Cart\", \"occurred_at\": \"%s\"}%n"
              .formatted(++events, user, at));
    }
    pad.events(lines.toString());
    return launch(pad, campaign, minute);
  }

  private RunId launch(LaunchPad pad, Path campaign, long minute) throws Exception {
    clock.set(START.plus(Duration.ofMinutes(minute)));
    var taken = pad.takeUp(campaign);
    send(pad);
    return taken.run() == null ? new RunId(taken.campaign(), taken.asOf()) : taken.run();
  }

  private static void resume(LaunchPad pad, RunId run) throws Exception {
    pad.resume(run);
    send(pad);
  }

  private static void send(LaunchPad pad) {
    pad.alerts().send();
    pad.alerts().sendLeft(() -> true);
  }
}
