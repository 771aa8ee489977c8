package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.report.LiveReport.State;
import dev.muster.run.LaunchPad;
import dev.muster.store.LiveSums;
import dev.muster.store.Purpose;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Days of a live campaign against its runs one by one. */
class LiveReportIT {
  private static final CampaignId CART = new CampaignId("cart");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir private Path folder;

  private static String cart(String id, String user, Instant at) {
    return """
    {"id": "%s", "user_id": "%s", "event": "Cart", "occurred_at": "%s"}
    """
        .formatted(id, user, at);
  }

  /** Over the night in which clocks are set back, with a launch every 50 minutes. */
  @ParameterizedTest
  @EnumSource
  void sumsUpRunsByTheDaysOfTheAccountsZone(Database database) throws Exception {
    var start = Instant.parse("2026-10-24T19:30:00Z");
    var clock = SettableClock.at(start.toString());
    try (var pad = new LaunchPad(database, folder).in(BERLIN).clock(clock).profiles(6)) {
      var file =
          pad.campaign(
              "cart",
              """
              who:
                live: { did: Cart, audience: { profile: { plan: pro } } }
                again: { after: 2h }
              what: { track: Reminder }
              when: { delay: 20m }
              """);
      pad.profiles("{\"user_id\": \"last\", \"plan\": \"pro\"}");
      pad.takeUp(file);
      for (var launch = 1; launch <= 36; launch++) {
        var now = start.plusSeconds(launch * 3000L);
        pad.events(
            cart("a" + launch, "u" + (launch % 6 + 1), now.minusSeconds(2400))
                + cart("b" + launch, "u2", now.minusSeconds(1300))
                + cart("c" + launch, "u4", now.minusSeconds(60))
                + (launch < 36 ? "" : cart("d", "last", now.minusSeconds(60))));
        clock.set(now);
        pad.takeUp(file);
        for (var run : pad.store().runs().list(CART)) {
          if (run.status().unfinished() && !run.waits(now)) {
            pad.resume(run.id());
          }
        }
      }

      var report = LiveReport.of(pad.store(), CART, BERLIN, null, null).orElseThrow();

      assertThat(report.state()).isEqualTo(State.LIVE);
      assertThat(report.rehearsal()).isFalse();
      assertThat(report.openRuns()).isNotEmpty();
      assertThat(report.days().keySet())
          .containsExactly(
              LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 26));
      var expected = oneByOne(pad);
      report
          .days()
          .forEach((day, sums) -> {
            var runs = expected.getOrDefault(day, Map.of());
            assertThat(sums.runs()).as("%s", day).isEqualTo(runs.get("runs"));
            assertThat(sums.delivery().messages()).isEqualTo(runs.get("messages"));
            for (var verdict : Verdict.values()) {
              assertThat(sums.audience().count(verdict))
                  .as("%s of %s", verdict, day)
                  .isEqualTo(runs.getOrDefault(verdict.key(), 0L));
            }
            assertAddsUp(sums);
          });
      assertAddsUp(report.total());
      assertThat(report.total().takenUp()).isEqualTo(36 * 3 + 1);
      assertThat(report.total().audience().count(Verdict.WAITING)).isPositive();
      assertThat(report.total().audience().count(Verdict.REPEATED)).isPositive();

      var second =
          LiveReport.of(
                  pad.store(), CART, BERLIN, LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 25))
              .orElseThrow();
      assertThat(second.days())
          .isEqualTo(
              Map.of(LocalDate.of(2026, 10, 25), report.days().get(LocalDate.of(2026, 10, 25))));
      assertThat(report.latest(1).days().keySet()).containsExactly(LocalDate.of(2026, 10, 26));
    }
  }

  private static void assertAddsUp(LiveSums sums) {
    assertThat(sums.audience().verdicts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(sums.audience().qualified());
  }

  private static Map<LocalDate, Map<String, Long>> oneByOne(LaunchPad pad) {
    var days = new TreeMap<LocalDate, Map<String, Long>>();
    for (var run : pad.store().runs().list(CART)) {
      var report = RunReport.of(pad.store(), run);
      var day =
          days.computeIfAbsent(
              run.id().plannedAt().atZone(BERLIN).toLocalDate(), _ -> new TreeMap<>());
      day.merge("runs", 1L, Long::sum);
      day.merge("messages", report.delivery().messages(), Long::sum);
      for (var verdict : Verdict.values()) {
        day.merge(verdict.key(), report.users(verdict), Long::sum);
      }
    }
    return days;
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfRealLaunchesWhereThereAreAny(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-01T10:00:00Z");
    try (var pad =
        new LaunchPad(database, folder).clock(clock).planning(Purpose.REHEARSAL).profiles(1)) {
      var file =
          pad.campaign(
              "cart",
              """
              who: { live: { did: Cart } }
              what: { track: Reminder }
              when: { from: 2026-12-24, until: 2026-12-31 }
              """);
      assertThat(LiveReport.of(pad.store(), CART, BERLIN, null, null)).isEmpty();
      pad.takeUp(file);
      var seen = new ArrayList<LiveReport>();
      seen.add(LiveReport.of(pad.store(), CART, BERLIN, null, null).orElseThrow());
      pad.planning(Purpose.REAL);
      clock.set("2026-12-25T10:00:00Z");
      pad.takeUp(file);
      seen.add(LiveReport.of(pad.store(), CART, BERLIN, null, null).orElseThrow());
      clock.set("2026-12-25T10:01:00Z");
      pad.pause("cart");
      seen.add(LiveReport.of(pad.store(), CART, BERLIN, null, null).orElseThrow());

      assertThat(seen).extracting(LiveReport::rehearsal).containsExactly(true, false, false);
      assertThat(seen)
          .extracting(LiveReport::state)
          .containsExactly(State.NOT_YET, State.LIVE, State.STOPPED);
      assertThat(seen.getLast().end()).isEqualTo("2027-01-01T00:00:00Z");
    }
  }
}
