package dev.muster.report;

import static dev.muster.run.Figures.count;

import dev.muster.gate.Verdict;
import dev.muster.store.LiveSums;
import java.util.ArrayList;
import java.util.List;

/** Days of live campaigns as a table, a row each. */
public final class LiveTable {
  private static final String NUMBERS = "%-10s %7s %9s %14s %9s %11s %9s";
  private static final Object[] HEADING = {
    "DAY", "RUNS", "TAKEN UP", "NOT QUALIFIED", "TOO LATE", "NO PROFILE", "ACCEPTED"
  };

  private LiveTable() {}

  /** Those of one campaign, a heading first. */
  static List<String> ofDays(LiveReport report) {
    var lines = new ArrayList<String>();
    lines.add("  " + NUMBERS.formatted(HEADING));
    report.days().forEach((day, sums) -> lines.add("  " + row(day, sums)));
    return lines;
  }

  /** Those of several campaigns, a heading first; of one that has none, how it stands. */
  public static List<String> of(List<LiveReport> reports) {
    var lines = new ArrayList<String>();
    lines.add("%-28s ".formatted("LIVE CAMPAIGN") + NUMBERS.formatted(HEADING));
    for (var report : reports) {
      var name = "%-28s ".formatted(report.campaign());
      var mark = report.rehearsal() ? "  rehearsal" : "";
      if (report.days().isEmpty()) {
        lines.add(name + report.state().key().replace('_', ' ') + ", nothing so far" + mark);
      }
      report.days().forEach((day, sums) -> lines.add(name + row(day, sums) + mark));
    }
    return lines;
  }

  private static String row(Object day, LiveSums sums) {
    var late = sums.others().tooLate();
    return NUMBERS.formatted(
        day,
        count(sums.runs()),
        count(sums.takenUp()),
        count(sums.others().notQualified()),
        late == null ? "?" : count(late),
        count(sums.others().noProfile()),
        count(sums.audience().count(Verdict.ACCEPTED)));
  }
}
