package dev.muster.look;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.audience.Explained;
import dev.muster.audience.Explainer;
import dev.muster.audience.Explanation;
import dev.muster.audience.Explanation.Kind;
import dev.muster.audience.ShutOut;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.run.LaunchPad;
import dev.muster.run.RunEnd;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A difference is what sets the members of the two runs apart that follow. */
class DiffIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Clock LATER = Clock.fixed(MONDAY.plusSeconds(3600), ZoneOffset.UTC);

  /** So many are explained one by one. */
  private static final int USERS = 60;

  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void isWhatSetsTheMembersOfTheTwoRunsApart(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    var met = EnumSet.noneOf(Verdict.class);
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.holdingBack(new Share(30)).profiles(EstimateIT.PROFILES).events(EstimateIT.EVENTS);
      for (var seed = 1; seed <= 10; seed++) {
        var old = pad.campaign("old" + seed, new AnyCampaign(seed).text());
        var anew = pad.campaign("new" + seed, new AnyCampaign(seed + 10).text());
        clock.set(MONDAY);

        var diff = diff(pad, old, anew, 5);
        var before = members(pad, EstimateIT.completed(pad, clock, old));
        clock.set(MONDAY);
        var after = members(pad, EstimateIT.completed(pad, clock, anew));

        var as = "seed " + seed;
        assertThat(nonZero(diff.old().verdicts())).as(as).isEqualTo(counted(before));
        assertThat(nonZero(diff.anew().verdicts())).as(as).isEqualTo(counted(after));
        assertThat(diff.stay())
            .as(as)
            .isEqualTo(before.keySet().stream().filter(after::containsKey).count());
        assertMoved(diff.enter(), after, before, as);
        assertMoved(diff.leave(), before, after, as);
        met.addAll(nonZero(diff.enter().audience().verdicts()).keySet());
        met.addAll(nonZero(diff.leave().audience().verdicts()).keySet());
      }
    }
    // None of it was agreed on for want of cases.
    assertThat(met)
        .contains(
            Verdict.SYSTEM_CONTROL,
            Verdict.CONTROL,
            Verdict.CAPPED,
            Verdict.PENDING,
            Verdict.ABORTED,
            Verdict.INVALID);
  }

  private static void assertMoved(
      Diff.Movement movement, Map<String, Verdict> of, Map<String, Verdict> other, String as) {
    var alone = new TreeMap<>(of);
    alone.keySet().removeAll(other.keySet());
    assertThat(movement.users()).as(as).isEqualTo(alone.size());
    assertThat(nonZero(movement.audience().verdicts())).as(as).isEqualTo(counted(alone));
    assertThat(movement.because().stream().mapToLong(ShutOut.Count::users).sum())
        .as(as)
        .isEqualTo(alone.size());
    assertThat(movement.ids().stream().map(UserId::value))
        .as(as)
        .isEqualTo(alone.keySet().stream().limit(5).toList());
  }

  private static Map<String, Verdict> members(LaunchPad pad, RunEnd end) {
    var members = new HashMap<String, Verdict>();
    pad.store()
        .members()
        .list()
        .each(
            pad.run(end),
            EnumSet.allOf(Verdict.class),
            member -> {
              var sentTo =
                  member.verdict() == Verdict.ACCEPTED || member.verdict() == Verdict.REJECTED;
              members.put(member.userId().value(), sentTo ? Verdict.PENDING : member.verdict());
            });
    return members;
  }

  private static Map<Verdict, Long> counted(Map<String, Verdict> members) {
    return members.values().stream()
        .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
  }

  private static Map<Verdict, Long> nonZero(Map<Verdict, Long> users) {
    return users.entrySet().stream()
        .filter(verdict -> verdict.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Diff diff(LaunchPad pad, Path old, Path anew, int ids) {
    return new Diffing(pad.dryRun(), ids)
        .of(pad.subject(old, MONDAY, MONDAY), pad.subject(anew, MONDAY, MONDAY))
        .orElseThrow();
  }

  /** Every kind of condition, alone, in groups, and in groups of groups. */
  private static final List<String> AUDIENCES =
      List.of(
          "{ everyone: true }",
          "{ profile: { plan: pro, points: { above: 3 } } }",
          "{ did: Charged, times: { at_least: 1 }, during: { last_days: 3 } }",
          "{ all: [ { did_not: Charged }, { profile: { plan: free } } ] }",
          "{ all: [ { none: [ { profile: { plan: pro } }, { did: Charged, during: { last_days: 2 } } ] },"
              + " { list: some.csv } ] }",
          "{ any: [ { profile: { plan: pro } }, { list: some.csv },"
              + " { all: [ { did: Charged }, { profile: { points: 4 } } ] } ] }",
          "{ all: [ { segment: loyal }, { any: [ { profile: { points: { above: 1 } } } ] } ] }",
          "{ all: [ { sql: some.sql }, { none: [ { segment: loyal } ] } ] }",
          "{ same: shop, all: [ { did: Charged }, { did_not: Returned },"
              + " { profile: { points: { above: 0 } } } ] }",
          "{ in_order: true, all: [ { did: Charged }, { did: Returned } ] }");

  @ParameterizedTest
  @EnumSource
  void saysOfEveryUserWhatExplainSaysIsTheFirstConditionThatFails(Database database)
      throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER)) {
      pad.profiles(EstimateIT.PROFILES.lines().limit(USERS).collect(Collectors.joining("\n")))
          .profiles("{\"user_id\": \"u4\", \"opted_out\": true}")
          .events(events());
      pad.file("some.csv", "user_id\nu1\nu2\nu3\nu30\nu44\nnobody\n");
      pad.file("some.sql", "select user_id from profiles where user_id like 'u1%'\n");
      pad.file(
          "segments/loyal.yaml",
          """
          segment: loyal
          name: Loyal
          audience: { all: [ { did: Charged }, { profile: { plan: pro } } ] }
          """);
      var subjects = new ArrayList<Subject>();
      var explained = new ArrayList<List<Explained.WithProfile>>();
      for (var audience : AUDIENCES) {
        var whom = EVERYONE.replace("{ everyone: true }", audience);
        subjects.add(pad.subject(pad.campaign("all", whom), MONDAY, MONDAY));
        explained.add(explained(pad, subjects.getLast()));
      }
      var apart = 0;
      for (var old = 0; old < AUDIENCES.size(); old++) {
        for (var step : List.of(1, 3)) {
          var anew = (old + step) % AUDIENCES.size();

          var diff =
              new Diffing(pad.dryRun(), 0).of(subjects.get(old), subjects.get(anew)).orElseThrow();

          var as = AUDIENCES.get(old) + " and " + AUDIENCES.get(anew);
          assertThat(cut(diff.enter().because()))
              .as(as)
              .isEqualTo(blamed(explained.get(anew), explained.get(old)));
          assertThat(cut(diff.leave().because()))
              .as(as)
              .isEqualTo(blamed(explained.get(old), explained.get(anew)));
          apart += diff.enter().because().size() + diff.leave().because().size();
        }
      }
      assertThat(apart).isGreaterThan(2 * AUDIENCES.size());
    }
  }

  private static String events() {
    return EstimateIT.EVENTS.replace("\"occurred_at\"", "\"shop\": \"s\", \"occurred_at\"")
        + "\n"
        + EstimateIT.EVENTS
            .lines()
            .limit(60)
            .map(line ->
                line.replace("Charged", "Returned")
                    .replace("T10:00", "T11:00")
                    .replace("\"occurred_at\"", "\"shop\": \"s\", \"occurred_at\""))
            .collect(Collectors.joining("\n"));
  }

  /** Without the parts of a condition, which explanations have below it. */
  private static Map<String, Long> cut(List<ShutOut.Count> because) {
    var cut = new LinkedHashMap<String, Long>();
    because.forEach(count ->
        cut.merge(
            count
                .condition()
                .replaceFirst("((all|at least one) of these(, in this order)?): .*", "$1"),
            count.users(),
            Long::sum));
    return cut;
  }

  /** By one explanation a user. */
  private static Map<String, Long> blamed(
      List<Explained.WithProfile> in, List<Explained.WithProfile> notIn) {
    var blamed = new HashMap<String, Long>();
    for (var user = 0; user < in.size(); user++) {
      if (in.get(user).qualifies() && !notIn.get(user).qualifies()) {
        blamed.merge(blame(notIn.get(user).conditions()), 1L, Long::sum);
      }
    }
    return blamed;
  }

  private static List<Explained.WithProfile> explained(LaunchPad pad, Subject subject)
      throws Exception {
    var explained = new ArrayList<Explained.WithProfile>();
    for (var number = 1; number <= USERS; number++) {
      explained.add(
          (Explained.WithProfile)
              Explainer.explain(
                  pad.source(),
                  subject.audience(),
                  subject.options(pad.source(), ZoneOffset.UTC, false),
                  new UserId("u" + number)));
    }
    return explained;
  }

  private static String blame(Explanation explanation) {
    if (explanation.kind() == Kind.ALL
        || (explanation.kind() == Kind.ANY && explanation.parts().size() == 1)) {
      return blame(
          explanation.parts().stream().filter(part -> !part.met()).findFirst().orElseThrow());
    }
    return explanation.kind() == Kind.NONE
        ? "excluded: "
            + explanation.parts().stream().filter(Explanation::met).findFirst().orElseThrow().text()
        : explanation.text();
  }

  /** Whoever is reached by the one is not thereby reached for the other. */
  @ParameterizedTest
  @EnumSource
  void looksAtEachAsIfTheOtherWereNot(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      var text = EVERYONE.replace("true } }", "true }, again: never }");
      pad.launch(
          pad.campaign("all", text.replace("everyone: true", "profile: { plan: pro }")),
          MONDAY.minusSeconds(60));
      var campaign = pad.campaign("all", text);

      var diff = diff(pad, campaign, campaign, 5);

      assertThat(diff.changes()).isEmpty();
      assertThat(diff.sameUsers()).isTrue();
      assertThat(diff.stay()).isEqualTo(20);
      assertThat(diff.enter().ids()).isEmpty();
      for (var side : List.of(diff.old(), diff.anew())) {
        assertThat(nonZero(side.verdicts()))
            .isEqualTo(Map.of(Verdict.PENDING, 10L, Verdict.REPEATED, 10L));
      }
      var jdbc = new JdbcTemplate(pad.dataSource());
      assertThat(jdbc.queryForObject("select count(*) from muster_run", Long.class)).isOne();
      assertThat(jdbc.queryForObject("select count(*) from muster_member", Long.class))
          .isEqualTo(10);
    }
  }

  /** Users that are gone, new or others when the second of both is looked at. */
  @ParameterizedTest
  @EnumSource
  void asksBothOfTheSameData(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      pad.launch(pad.campaign("all", EVERYONE), MONDAY.minusSeconds(120));
      var text = EVERYONE.replace("true } }", "true }, again: never }");
      var subject = pad.subject(pad.campaign("all", text), MONDAY, MONDAY);
      var meanwhile =
          new Meanwhile(
              2,
              () -> {
                pad.profiles(30).profiles("{\"user_id\": \"u1\", \"opted_out\": true}");
                pad.launch(pad.campaign("all", EVERYONE), MONDAY.minusSeconds(60));
              });

      var diff =
          new Diffing(watched(pad.dryRun(), meanwhile), 5).of(subject, subject).orElseThrow();

      assertThat(meanwhile.left).isZero();
      assertThat(diff.sameUsers()).isTrue();
      assertThat(diff.stay()).isEqualTo(20);
      assertThat(diff.anew()).isEqualTo(diff.old());
      assertThat(diff.anew().count(Verdict.REPEATED)).isEqualTo(20);
      assertThat(diff(pad, pad.campaign("all", text), pad.campaign("all", text), 0).stay())
          .isEqualTo(29);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isOfNobodyWhereBothFindNobody(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      var nobody =
          pad.campaign("all", EVERYONE.replace("everyone: true", "profile: { plan: none }"));
      var everyone = pad.campaign("other", EVERYONE);

      assertThat(diff(pad, nobody, nobody, 5).sameUsers()).isTrue();
      var all = diff(pad, nobody, everyone, 5);
      assertThat(all.enter().users()).isEqualTo(20);
      assertThat(all.enter().because()).containsExactly(new ShutOut.Count("plan is \"none\"", 20));
      assertThat(all.enter().ids().stream().map(UserId::value))
          .containsExactly("u1", "u10", "u11", "u12", "u13");
      assertThat(all.leave().users()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenTheEndIsAskedFor(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      var subject = pad.subject(pad.campaign("all", EVERYONE), MONDAY, MONDAY);
      var stop = new StopSignal();
      var stopping = watched(pad.dryRun(), new Meanwhile(2, stop::give), stop);

      assertThat(new Diffing(stopping, 5).of(subject, subject)).isEmpty();
    }
  }

  private static DryRun watched(DryRun dryRun, RunProgress progress) {
    return watched(dryRun, progress, dryRun.stop());
  }

  private static DryRun watched(DryRun dryRun, RunProgress progress, StopSignal stop) {
    return new DryRun(
        dryRun.store(),
        dryRun.source(),
        dryRun.account(),
        dryRun.settings(),
        dryRun.terms(),
        dryRun.purpose(),
        requireNonNull(dryRun.transaction()),
        progress,
        stop);
  }

  /** Does something when a run is begun, in a thread of its own, outside of any transaction. */
  private static final class Meanwhile implements RunProgress {
    private final Doing doing;
    private int left;

    Meanwhile(int run, Doing doing) {
      this.left = run;
      this.doing = doing;
    }

    private interface Doing {
      void something() throws Exception;
    }

    @Override
    public void begins(RunId run) {
      left--;
      if (left == 0) {
        try {
          var failed = new Exception[1];
          Thread.ofPlatform()
              .start(() -> {
                try {
                  doing.something();
                } catch (Exception e) {
                  failed[0] = e;
                }
              })
              .join();
          if (failed[0] != null) {
            throw new AssertionError(failed[0]);
          }
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
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
