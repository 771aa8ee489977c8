package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.GoalSession;
import dev.muster.app.SystemClocks;
import dev.muster.goal.MeasuredRun;
import dev.muster.report.Printable;
import dev.muster.store.Run;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What the goal of a run came to, beside all else that is reported of it. */
final class ReportedGoal {
  private ReportedGoal() {}

  /**
   * As of now; null without a goal, or where the data cannot be asked: what else there is to report
   * does not need them.
   */
  static @Nullable MeasuredRun of(Application application, Run run, PrintWriter err) {
    try {
      return GoalSession.open(application, SystemClocks.standingAt(null)).find(run).orElse(null);
    } catch (Complaint complaint) {
      err.println(
          Printable.lines(
              "%s: its goal is not measured: %s".formatted(run.id(), complaint.reason())));
      err.flush();
      return null;
    }
  }
}
