package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Counted;
import dev.muster.Database;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A month of a folder of twelve campaigns, launched every five minutes with outages. It has a short
 * month's end, and clock changes in New York, Berlin, Sydney and on Lord Howe.
 */
class SimulatedMonthIT {
  /** How few launches are made while nothing can be due: all with 1, else one in four hours. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 48);

  private static final List<MonthsUser> USERS = MonthsUser.all();
  private static final List<MonthsCampaign> CAMPAIGNS = MonthsCampaigns.all();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Database.class)
  void hasEveryRunOnceOrToldAsMissedAndEveryUserOnceARunAndInsideTheWindows(Database database)
      throws Exception {
    try (var month = new Month(database, folder).users(USERS)) {
      for (var campaign : CAMPAIGNS) {
        month.file(campaign.id(), campaign.text());
      }
      month.file("at-launch", MonthsCampaign.neverRun("at-launch", "published", "at: launch"));
      month.file(
          "draft",
          MonthsCampaign.neverRun(
              "draft", "draft", "{ from: 2027-03-01, repeat: { every: day, at: \"09:00\" } }"));

      month.pass(Timetable.launches(due(), STRIDE));

      System.out.println("simulated month on " + database + ": " + month);
      assertThat(month.complaints()).isEmpty();
      assertThat(month.meetings()).isPositive();
      var end = month.end();
      var planned =
          CAMPAIGNS.stream().map(campaign -> new MonthsRuns(campaign, month.ticks())).toList();
      var runs = planned.stream().flatMap(each -> each.runs().stream()).toList();
      var missed = planned.stream().flatMap(each -> each.missed().stream()).toList();
      assertThat(missed).isNotEmpty();
      assertThat(end.runs(RunStatus.COMPLETED)).containsExactlyInAnyOrderElementsOf(runs);
      assertThat(end.runs(RunStatus.MISSED)).containsExactlyInAnyOrderElementsOf(missed);
      assertThat(end.store().runs().list(null)).hasSize(runs.size() + missed.size());
      assertThat(month.missedAsTold()).containsExactlyInAnyOrderElementsOf(missed);

      assertThat(end.sentTwice()).isEmpty();
      assertThat(end.faultsOf(runs)).isEmpty();
      var accepted =
          end.members().stream().filter(user -> user.end().verdict() == Verdict.ACCEPTED).toList();
      assertThat(Counted.of(end.received())).isEqualTo(Counted.of(accepted));
      var members = end.membersByRun();
      var due = end.dueByRun();
      var surprises = new ArrayList<String>();
      for (var each : planned) {
        surprises.addAll(surprises(each, members, due));
      }
      assertThat(surprises).isEmpty();
      // Or the month would not be hard enough.
      assertThat(end.members().stream().map(user -> user.end().verdict()).distinct())
          .containsExactlyInAnyOrder(
              Verdict.CONTROL,
              Verdict.REPEATED,
              Verdict.CAPPED,
              Verdict.DISCARDED,
              Verdict.EXPIRED,
              Verdict.ACCEPTED);
    }
  }

  /** When runs are planned, and users' windows open. */
  private static NavigableSet<Instant> due() {
    return CAMPAIGNS.stream()
        .flatMap(campaign -> new MonthsRules(campaign, List.of()).due(USERS).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Users who ended otherwise than a campaign's rules have it. */
  private static List<String> surprises(
      MonthsRuns planned,
      Map<RunId, Map<String, MonthsRules.End>> members,
      Map<RunId, Map<String, Instant>> due) {
    var rules = new MonthsRules(planned.campaign(), planned.ticks());
    var reached = new HashMap<String, Instant>();
    var surprises = new ArrayList<String>();
    for (var run : planned.runs()) {
      var expected = rules.ends(run.plannedAt(), USERS, reached);
      var found = members.getOrDefault(run, Map.of());
      if (!found.keySet().equals(expected.keySet())) {
        surprises.add(run + ": others qualified: " + found.keySet());
      }
      found.forEach((user, is) -> {
        var allowed = expected.getOrDefault(user, Set.of());
        if (!allowed.contains(is)) {
          surprises.add(run + " " + user + ": " + is + ", expected one of " + allowed);
        }
      });
      reached.putAll(due.getOrDefault(run, Map.of()));
    }
    return surprises;
  }
}
