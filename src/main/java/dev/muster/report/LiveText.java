package dev.muster.report;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.counted;
import static dev.muster.run.Figures.second;

import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
import dev.muster.store.Deliveries;
import dev.muster.store.LiveSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A live campaign as text for a terminal 80 columns wide. */
public final class LiveText {
  private static final int FEW = 3;

  private LiveText() {}

  /**
   * The report, ending with a line break.
   *
   * @param goal what that came to over all runs, or null without one
   */
  public static String of(LiveReport report, @Nullable Pooled goal) {
    return with(report, goal == null ? List.of() : GoalLines.of(goal));
  }

  /**
   * The same, whose goal is only named.
   *
   * @param goal null without one
   */
  public static String naming(LiveReport report, @Nullable NamedGoal goal) {
    return with(report, goal == null ? List.of() : GoalLines.of(report.campaign(), goal));
  }

  private static String with(LiveReport report, List<String> goal) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s  %s%s"
            .formatted(
                report.campaign(),
                report.state().key().replace('_', ' ').toUpperCase(Locale.ROOT),
                report.rehearsal() ? "  rehearsal" : ""));
    if (report.reason() != null) {
      lines.add(
          switch (report.reason()) {
            case CAP -> "  all places of its cap are given";
            case UNTIL -> "  its end has passed";
          });
    }
    lines.add("");
    lines.add(LabelledLine.of("start", second(report.start())));
    lines.add(LabelledLine.of("end", report.end() == null ? "none" : second(report.end())));
    lines.add(
        LabelledLine.of("watermark", second(report.watermark()) + ", when the last launch looked"));
    lines.add(LabelledLine.of("horizon", second(report.horizon()) + ", too late before"));
    if (!report.openRuns().isEmpty()) {
      lines.add(LabelledLine.of("open runs", open(report)));
    }
    lines.add("");
    if (report.days().isEmpty()) {
      lines.add("  nothing has triggered it on these days");
    } else {
      lines.addAll(LiveTable.ofDays(report));
      lines.add("");
      lines.addAll(total(report.total()));
      lines.addAll(AlertFacts.lines(report.alerts()));
    }
    if (!goal.isEmpty()) {
      lines.add("");
      lines.addAll(goal);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String open(LiveReport report) {
    var runs = report.openRuns();
    var named = runs.stream().limit(FEW).map(Object::toString).toList();
    return count(runs.size())
        + ": "
        + String.join(", ", named)
        + (runs.size() > FEW ? " and %s more".formatted(count(runs.size() - FEW)) : "");
  }

  /** What these days came to: of triggers, not of users. */
  private static List<String> total(LiveSums total) {
    var lines = new ArrayList<>(GateBars.of(total.audience()));
    lines.add("");
    lines.add(LabelledLine.of("taken up", taken(total)));
    late(lines, total.others().tooLate());
    if (total.others().noProfile() > 0) {
      lines.add(
          LabelledLine.of(
              "no profile", counted(total.others().noProfile(), "trigger") + " came to nothing"));
    }
    lines.addAll(delivery(total.delivery()));
    return lines;
  }

  private static String taken(LiveSums total) {
    return "%s in %s%s"
        .formatted(
            counted(total.takenUp(), "trigger"),
            counted(total.runs(), "run"),
            total.others().notQualified() == 0
                ? ""
                : ", %s of them not qualified".formatted(count(total.others().notQualified())));
  }

  private static void late(List<String> lines, @Nullable Long late) {
    if (late == null) {
      lines.add(LabelledLine.of("too late", "not known: events have no column 'arrival'"));
    } else if (late > 0) {
      lines.add(LabelledLine.of("too late", counted(late, "trigger") + " (who.live.late)"));
    }
  }

  private static List<String> delivery(Deliveries.Totals totals) {
    if (totals.requests() == 0) {
      return List.of("  nothing was sent");
    }
    return List.of(
        LabelledLine.of("messages", "%s accepted".formatted(count(totals.messages()))),
        LabelledLine.of(
            "requests",
            totals.retries() == 0
                ? "%s, no retries".formatted(count(totals.requests()))
                : "%s, %s of them retries"
                    .formatted(count(totals.requests()), count(totals.retries()))),
        LabelledLine.of(
            "size",
            "%s of JSON accepted, %s on the wire"
                .formatted(Sizes.of(totals.bytes()), Sizes.of(totals.bytesSent()))));
  }
}
