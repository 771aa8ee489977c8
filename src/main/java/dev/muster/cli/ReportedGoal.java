package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.GoalSession;
import dev.muster.app.SystemClocks;
import dev.muster.campaign.CampaignId;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
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
      say(run.id().toString(), complaint, err);
      return null;
    }
  }

  /** The same of all runs of a live campaign together. */
  static @Nullable Pooled of(Application application, CampaignId live, PrintWriter err) {
    try {
      return GoalSession.open(application, SystemClocks.standingAt(null)).find(live).orElse(null);
    } catch (Complaint complaint) {
      say(live.value(), complaint, err);
      return null;
    }
  }

  /** Which goal those have; measuring it may take minutes, which is left to who asks for it. */
  static @Nullable NamedGoal named(Application application, CampaignId live, PrintWriter err) {
    try {
      return GoalSession.open(application, SystemClocks.standingAt(null)).named(live).orElse(null);
    } catch (Complaint complaint) {
      say(live.value(), complaint, err);
      return null;
    }
  }

  private static void say(String what, Complaint complaint, PrintWriter err) {
    err.println(
        Printable.lines("%s: its goal is not measured: %s".formatted(what, complaint.reason())));
    err.flush();
  }
}
