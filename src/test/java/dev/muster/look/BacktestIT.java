package dev.muster.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.gate.Verdict;
import dev.muster.run.LaunchPad;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import dev.muster.run.SuppressionList;
import dev.muster.store.Accounting;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a backtest counts is what the runs found that there were at those times. */
class BacktestIT {
  private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
  private static final LocalDate LAST = LocalDate.parse("2026-12-08");

  @TempDir private Path folder;

  /** By an id that is everybody's own, one that some share, and one that most do not have. */
  @ParameterizedTest
  @CsvSource({
    "H2, user_id", "H2, shared", "H2, points",
    "POSTGRESQL, user_id", "POSTGRESQL, shared", "POSTGRESQL, points"
  })
  void countsWhomTheRunsOfThoseTimesFound(Database database, String userId) throws Exception {
    var clock = SettableClock.at("2026-12-01T00:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.holdingBack(new Share(100)).profiles(EstimateIT.PROFILES).events(EstimateIT.EVENTS);
      pad.profiles(blank());
      var campaign =
          pad.campaign(
              "all",
              """
              who:
                audience: { any: [ { did: Charged, during: { last_days: 1 } }, { list: vip.csv } ] }
                system_control_group: false
                again: never
              what: { track: Offer, user_id: %s, anonymous_id: plan }
              when: { from: 2026-12-01, repeat: { every: day, at: "09:00" } }
              """
                  .formatted(userId));
      pad.file("vip.csv", "user_id\nu1\nu3\nu391\nu371\nnobody\nb1\nb2\n");
      var subjects = subjects(pad, campaign);
      assertThat(subjects).hasSize(8);

      var counts = backtesting(pad, new StopSignal(), _ -> {}).of(subjects);

      var ran = new ArrayList<Backtest.Count>();
      for (var subject : subjects) {
        clock.set(subject.plannedAt());
        ran.add(count(pad.accounting(pad.launch(campaign, subject.plannedAt())), subject));
      }
      assertThat(counts).isEqualTo(ran);
      assertThat(counts.stream().map(Backtest.Count::qualified).distinct()).hasSizeGreaterThan(2);
      assertThat(counts)
          .allSatisfy(count ->
              assertThat(count.reachable() < count.qualified())
                  .isEqualTo(!userId.equals("user_id")));
    }
  }

  /** Ids of white space alone are none. */
  private static String blank() {
    return """
    {"user_id": "b1", "shared": " ", "points": "\\t", "plan": "b"}
    {"user_id": "b2", "shared": "\\u00a0", "points": "", "plan": "b"}
    """;
  }

  private static Backtest.Count count(Accounting run, Subject subject) {
    var qualified = Objects.requireNonNull(run.qualified());
    return new Backtest.Count(
        subject.plannedAt(),
        qualified,
        qualified - run.count(Verdict.SUPPRESSED) - run.count(Verdict.UNREACHABLE));
  }

  private static List<Subject> subjects(LaunchPad pad, Path campaign) {
    var when = pad.subject(campaign, Instant.EPOCH, Instant.EPOCH).campaign().when();
    return BacktestedTimes.of(when, ZoneOffset.UTC, FIRST, LAST)
            instanceof BacktestedTimes.Found(var times)
        ? times.stream().map(time -> pad.subject(campaign, time, time)).toList()
        : List.of();
  }

  /** Without one more than those of whom the first step of a run knows. */
  @ParameterizedTest
  @EnumSource
  void looksAtNoGateButOptOutAndReachability(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(140)) {
      pad.holdingBack(new Share(500));
      var campaign =
          pad.campaign(
              "all",
              """
              who:
                audience: { everyone: true }
                control_group: { percent: 50 }
                cap: { only: 100 }
                expect: { between: [1, 2] }
              what: { track: Offer }
              when: { at: 2026-12-07T09:00 }
              """);

      var counts = backtesting(pad, new StopSignal(), _ -> {}).of(subjects(pad, campaign));

      assertThat(counts)
          .containsExactly(new Backtest.Count(Instant.parse("2026-12-07T09:00:00Z"), 140, 140));
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForObject(
                      "select (select count(*) from muster_run) + (select count(*) from muster_member)",
                      Long.class))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void reachesNobodyWhoIsSuppressedNow(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(20)) {
      new JdbcTemplate(pad.dataSource())
          .update("insert into suppressions (user_id) values ('u3'), ('u7'), ('nobody')");
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer }
              when: { at: 2026-12-07T09:00 }
              """);

      var counts = backtesting(pad, new StopSignal(), _ -> {}).of(subjects(pad, campaign));

      assertThat(counts)
          .containsExactly(new Backtest.Count(Instant.parse("2026-12-07T09:00:00Z"), 20, 18));
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsCountedWhenTheEndIsAskedFor(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(40)) {
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer }
              when: { from: 2026-12-01, repeat: { every: day, at: "09:00" } }
              """);
      var begun = new ArrayList<RunId>();
      var stop = new StopSignal();

      var counts =
          backtesting(
                  pad,
                  stop,
                  run -> {
                    begun.add(run);
                    if (begun.size() == 3) {
                      stop.give();
                    }
                  })
              .of(subjects(pad, campaign));

      // The third is cancelled, or was quicker.
      assertThat(begun).hasSize(3);
      assertThat(counts).hasSizeBetween(2, 3);
    }
  }

  private static Backtesting backtesting(
      LaunchPad pad, StopSignal stop, Consumer<RunId> beginning) {
    return new Backtesting(
        pad.source(),
        new SuppressionList(null, pad.store().suppressions()),
        ZoneOffset.UTC,
        new Beginnings(beginning),
        stop);
  }

  private record Beginnings(Consumer<RunId> told) implements RunProgress {
    @Override
    public void begins(RunId run) {
      told.accept(run);
    }

    @Override
    public void qualified(RunId run, long users) {}

    @Override
    public void delivers(RunId run, long users) {}

    @Override
    public void delivered(RunId run, long users) {}

    @Override
    public void ends(RunId run) {}
  }
}
