package dev.muster.look;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.counted;
import static dev.muster.run.Figures.second;

import dev.muster.gate.Median;
import java.util.ArrayList;
import java.util.List;

/** A backtest as text for a terminal 80 columns wide: a line and a bar a run, then their spread. */
public final class BacktestText {
  private static final int BAR = 24;

  private BacktestText() {}

  /** The backtest, ending with a line break. */
  public static String of(Backtest backtest) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s  BACKTEST  %s to %s".formatted(backtest.campaign(), backtest.from(), backtest.until()));
    if (backtest.endedEarly()) {
      lines.add(
          "  ended early, as was asked for: " + counted(backtest.runs().size(), "planned time"));
    }
    var spread = backtest.spread();
    if (spread.isPresent()) {
      lines.add("");
      lines.add("  %-20s%12s%12s".formatted("", "qualified", "reachable"));
      backtest.runs().forEach(run -> lines.add(line(run, spread.get().most())));
      lines.add("");
      lines.addAll(lines(spread.get()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(Backtest.Count run, long most) {
    return "  %-20s%12s%12s  %s"
        .formatted(
            second(run.plannedAt()),
            count(run.qualified()),
            count(run.reachable()),
            bar(run.qualified(), most))
        .stripTrailing();
  }

  private static String bar(long users, long most) {
    return "█".repeat(users == 0 ? 0 : (int) Math.max(1, Math.round((double) users * BAR / most)));
  }

  private static List<String> lines(Spread spread) {
    return List.of(
        "  %-20s%12s".formatted("least", count(spread.least())),
        "  %-20s%12s".formatted("median", Median.inWords(spread.median())),
        "  %-20s%12s".formatted("most", count(spread.most())),
        // As a campaign's file takes it.
        "  %-20s  between: [%d, %d]"
            .formatted("expect", spread.expectedLeast(), spread.expectedMost()));
  }
}
