package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.RunId;
import dev.muster.gate.CountRange;
import dev.muster.gate.EarlierCount;
import dev.muster.gate.Guard;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Guards;
import dev.muster.gate.UsualCount;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What guards said of runs, and the earlier runs that they go by. */
class GuardAnswersIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final CampaignId DAILY = new CampaignId("daily");

  private static final GuardAnswer LIMIT =
      new GuardAnswer(Guard.ABORT_ABOVE, new CountRange(0L, 500L), null, null, 700);
  private static final GuardAnswer EXPECTED =
      new GuardAnswer(Guard.BETWEEN, new CountRange(100L, 900L), null, null, 700);
  private static final GuardAnswer USUAL =
      new GuardAnswer(
          Guard.CHANGE_AT_MOST,
          new CountRange(701L, 1300L),
          new UsualCount(new BigDecimal("1000.5"), 2),
          null,
          700);
  private static final GuardAnswer UNAPPROVED =
      new GuardAnswer(Guard.APPROVAL, CountRange.NONE, null, null, 700);
  private static final GuardAnswer WITHOUT_RUNS =
      new GuardAnswer(Guard.CHANGE_AT_MOST, CountRange.ANY, new UsualCount(null, 0), null, 700);

  /**
   * The campaign's runs, a day each, in the order of their planned times: how each ended with how
   * many users, {@code !} if it was overridden, {@code ~} if it was a rehearsal. Of the run that is
   * to be held against them, one a day later, the counts are told that it goes by, latest first.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REAL      |                                                             |
          REAL      | completed:7                                                 | 7
          REAL      | completed:0                                                 | 0
          REAL      | completed:1 completed:2                                     | 2 1
          REAL      | completed:1 completed:2 completed:3 completed:4 completed:5 | 5 4 3 2 1
          REAL      | completed:1 completed:2 completed:3 completed:4 completed:5 completed:6 completed:7 | 7 6 5 4 3
          REAL      | completed:1 completed:2! completed:3                        | 3 2! 1
          REAL      | completed:1 refused:2 failed:3 abandoned:4 missed:0 stopped:5 waiting:6 running:7 planned:0 | 1
          REAL      | completed:1 pruned:2 pruned:3!                              | 3! 2 1
          REAL      | completed:1 completed:2~ completed:3!~                      | 1
          REHEARSAL | completed:1 completed:2~ completed:3!~                      | 3! 2 1
          """)
  void goByTheLastFiveCompletedRunsBefore(
      Purpose purpose, @Nullable String before, @Nullable String counts) {
    for (var database : Database.values()) {
      try (var dataSource = database.newDataSource()) {
        var store = store(database, dataSource);
        var day = MONDAY;
        for (var run : before == null ? new String[0] : before.split(" ", -1)) {
          past(store, new RunId(DAILY, day), run);
          day = day.plus(Duration.ofDays(1));
        }
        // Neither one of another campaign counts, nor one that was planned for later, nor itself.
        past(store, new RunId(new CampaignId("other"), MONDAY), "completed:8");
        past(store, new RunId(DAILY, day.plusSeconds(1)), "completed:9");
        var run = planned(store, new RunId(DAILY, day), purpose);
        store.states().begins(run, 10, 10, "it is meant", MONDAY);
        store.runs().qualified(run.key(), 10);

        assertThat(store.guards().earlier(run))
            .extracting(GuardAnswersIT::told)
            .containsExactly(counts == null ? new String[0] : counts.split(" ", -1));
      }
    }
  }

  private static String told(EarlierCount count) {
    return count.qualified() + (count.overridden() ? "!" : "");
  }

  @ParameterizedTest
  @EnumSource
  void areKeptInTheirOrderAndReplaced(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = planned(store, new RunId(DAILY, MONDAY), Purpose.REAL);
      var other = planned(store, new RunId(DAILY, MONDAY.plusSeconds(1)), Purpose.REAL);
      assertThat(store.guards().of(run.key())).isEmpty();

      store.guards().write(other.key(), List.of(EXPECTED));
      store.guards().write(run.key(), List.of(USUAL, LIMIT, EXPECTED));
      assertThat(store.guards().of(run.key())).containsExactly(LIMIT, EXPECTED, USUAL);

      store.guards().write(run.key(), List.of(WITHOUT_RUNS));
      assertThat(store.guards().of(run.key())).containsExactly(WITHOUT_RUNS);
      assertThat(store.guards().of(other.key())).containsExactly(EXPECTED);

      var approval =
          store
              .approvals()
              .keep(DAILY, DefinitionDigest.of(Map.of("daily.yaml", "")), "Ann", 650, MONDAY);
      var approved = Guards.approved(approval, 700);
      store.guards().write(run.key(), List.of(approved, LIMIT));
      assertThat(store.guards().of(run.key())).containsExactly(LIMIT, approved);
      store.guards().write(run.key(), List.of(UNAPPROVED));
      assertThat(store.guards().of(run.key())).containsExactly(UNAPPROVED);

      store.guards().write(run.key(), List.of());
      assertThat(store.guards().of(run.key())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void outliveTheUsersOfTheirRun(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var id = new RunId(DAILY, MONDAY);
      past(store, id, "completed:700");
      var run = store.runs().get(id);
      store.guards().write(run.key(), List.of(LIMIT, USUAL));

      prune(store, run);

      assertThat(store.guards().of(run.key())).containsExactly(LIMIT, USUAL);
    }
  }

  /** Makes a run of the past. */
  private static void past(Store store, RunId id, String what) {
    var words = what.split(":", 2);
    var number = Long.parseLong(words[1].replaceAll("[!~]", ""));
    var purpose = what.contains("~") ? Purpose.REHEARSAL : Purpose.REAL;
    if (words[0].equals("missed")) {
      store.states().miss(Map.of(id, "nobody came"), ZoneOffset.UTC, purpose, id.plannedAt());
      return;
    }
    var run = planned(store, id, purpose);
    if (words[0].equals("planned")) {
      return;
    }
    store.states().begins(run, 10, 10, what.contains("!") ? "it is meant" : null, MONDAY);
    store.runs().qualified(run.key(), number);
    var begun = store.runs().get(id);
    var now = id.plannedAt();
    switch (words[0]) {
      case "running" -> {}
      case "completed", "pruned" -> end(store, begun, new RunState.Completed(now));
      case "refused" -> end(store, begun, new RunState.Refused(now, "too many"));
      case "failed" -> end(store, begun, new RunState.Failed(now, "a fault"));
      case "abandoned" -> end(store, begun, new RunState.Abandoned(now, null));
      case "stopped" -> end(store, begun, new RunState.Stopped(now, null));
      case "waiting" -> end(store, begun, new RunState.Waiting(now, now.plusSeconds(9)));
      default -> throw new IllegalArgumentException(what);
    }
    if (words[0].equals("pruned")) {
      prune(store, store.runs().get(id));
    }
  }

  private static void end(Store store, Run run, RunState.Ended state) {
    assertThat(store.states().ends(run, state)).isPresent();
  }

  private static void prune(Store store, Run run) {
    assertThat(store.runs().pruned(run, MONDAY)).isTrue();
    store.pruning().prune(run, StillAsked.dueSince(Instant.MAX), true);
  }

  private static Run planned(Store store, RunId id, Purpose purpose) {
    store.states().plan(id, id.plannedAt(), ZoneOffset.UTC, purpose, 1, id.plannedAt());
    return store.runs().get(id);
  }

  private static Store store(Database database, HikariDataSource dataSource) {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }
}
