package dev.muster.report;

import dev.muster.goal.Measured;
import dev.muster.goal.MeasuredRun;
import dev.muster.run.Figures;
import java.util.ArrayList;

/** What the goals of runs came to, as text for a terminal 80 columns wide. */
public final class GoalsText {
  private GoalsText() {}

  /** The text, ending with a line break. */
  public static String of(Measured measured) {
    var lines = new ArrayList<String>();
    for (var run : measured.runs()) {
      lines.add(title(run));
      lines.addAll(GoalLines.of(run));
      lines.add("");
    }
    var pooled = measured.pooled();
    if (pooled != null && (pooled.runs() > 1 || pooled.live() != null)) {
      lines.add(
          "%s  %s together, each user once%s"
              .formatted(
                  measured.campaign(),
                  Figures.counted(pooled.runs(), "run"),
                  pooled.live() != null && pooled.live().rehearsal() ? "  rehearsal" : ""));
      lines.addAll(GoalLines.of(pooled));
      lines.add("");
    }
    lines.removeLast();
    return String.join("\n", lines) + "\n";
  }

  private static String title(MeasuredRun run) {
    return run.run() + (run.rehearsal() ? "  rehearsal" : "");
  }
}
