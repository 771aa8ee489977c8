package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.store.RunStatus;
import dev.muster.store.Sums;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Weeks of a live campaign as it may go in the world, each as its seed has it: two machines with
 * clocks that differ, outages, what comes late, ahead and again, edits, stops and a receiver that
 * fails, over changes of clocks. Every trigger is sent once, or counted as live.md says.
 */
class SimulatedWeekIT {
  private static final int SEEDS = Integer.getInteger("week.seeds", 1);

  /** Fewer need not have everything. */
  private static final int ENOUGH = 4;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Database.class)
  void hasEveryTriggerSentOnceOrCountedUnderItsReason(Database database) throws Exception {
    var all = new TreeMap<String, Integer>();
    var faults = new ArrayList<String>();
    var figures = new ArrayList<String>();
    // One database's week is not the other's.
    var first = Long.getLong("week.seed", database == Database.H2 ? 5 : 6);
    for (var seed = first; seed < first + SEEDS; seed++) {
      var own = Files.createDirectory(folder.resolve("seed-" + seed));
      try (var week = new Week(database, own, new WeeksPlan(seed))) {
        var surprises = week.pass();
        if (!surprises.isEmpty()) {
          faults.add("seed " + seed + ": " + surprises.getFirst());
          continue;
        }
        var ends = new TreeMap<String, Integer>();
        week.members().values().forEach(member -> ends.merge(member.verdict(), 1, Integer::sum));
        ends.forEach((end, count) -> all.merge(end, count, Integer::sum));
        figures.add(
            "%d: %d launches, %d meetings, %s"
                .formatted(seed, week.launches(), week.meetings(), ends));
        assertSent(week);
      } catch (AssertionError | RuntimeException e) {
        faults.add("seed " + seed + ": " + e);
      }
    }
    System.out.printf(
        "simulated weeks on %s: %d of %d right, %s%n%s%n",
        database, SEEDS - faults.size(), SEEDS, all, String.join("\n", figures));
    assertThat(faults).isEmpty();
    if (SEEDS >= ENOUGH) {
      // Or the weeks would not be hard enough.
      assertThat(all)
          .containsKeys(
              "accepted",
              "collapsed",
              "control",
              "discarded",
              "expired",
              "frequency_capped",
              "lapsed",
              "rejected",
              "repeated",
              "suppressed");
    }
  }

  /** Once each, and as due; nobody is left, and every run adds up. */
  private static void assertSent(Week week) {
    var expected = new ArrayList<Map.Entry<Integer, Instant>>();
    week.members()
        .forEach((number, member) -> {
          if (member.verdict().equals("accepted")) {
            expected.add(Map.entry(number, member.due.truncatedTo(ChronoUnit.MILLIS)));
          }
        });
    assertThat(week.received()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            new TreeSet<>(
                week.members().values().stream().map(WeeksRules.Member::verdict).toList()))
        .doesNotContain("open");
    var store = week.machine().store();
    assertThat(store.runs().list(null))
        .allMatch(run -> run.status() == RunStatus.COMPLETED)
        .allSatisfy(run -> assertThat(Sums.of(store, run.id()).faultAtTheEnd()).isEmpty());
  }
}
