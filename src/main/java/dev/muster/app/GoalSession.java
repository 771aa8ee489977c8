package dev.muster.app;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.goal.Measured;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.Measuring;
import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
import dev.muster.goal.UnreadableGoal;
import dev.muster.run.Clocks;
import dev.muster.run.Figures;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures goals, and says why it cannot. */
public final class GoalSession {
  private final Application application;
  private final Measuring measuring;

  private GoalSession(Application application, Measuring measuring) {
    this.application = application;
    this.measuring = measuring;
  }

  /** Wires a session; no event at or after the program's moment is seen. */
  public static GoalSession open(Application application, Clocks clocks) {
    return new GoalSession(application, application.measuring(clocks.program().instant()));
  }

  /**
   * What the goal of a run came to.
   *
   * @return nothing without a goal, and of a live campaign, which is measured over all of its runs
   * @throws Complaint when a database cannot be asked
   */
  public Optional<MeasuredRun> find(Run run) {
    return told(() -> isLive(run) ? Optional.empty() : measuring.of(run));
  }

  /** The same of all runs of a live campaign together. */
  public Optional<Pooled> find(CampaignId live) {
    return told(live, () -> measuring.ofLive(live, null));
  }

  /**
   * By which goal these are measured; nothing without one.
   *
   * @throws Complaint when a database cannot be asked, or nobody can read it
   */
  public Optional<NamedGoal> named(CampaignId live) {
    return told(live, () -> measuring.goalOfLive(live));
  }

  private boolean isLive(Run run) {
    return application.store().runs().isLive(run.key());
  }

  /**
   * The same where it must have one.
   *
   * @throws Complaint when it has none, too
   */
  public Measured of(Run run) {
    if (isLive(run)) {
      throw Complaint.needsRemedy(
          "%s: is a run of a live campaign, whose goal is measured over all of its runs; 'muster goals %s' does"
              .formatted(run.id(), run.id().campaign()));
    }
    var measured =
        find(run)
            .orElseThrow(() ->
                Complaint.needsRemedy(
                    run.prunedAt() == null
                        ? "%s: has no goal; 'muster goals FILE' measures the runs of a campaign by the goal that its file has"
                            .formatted(run.id())
                        : "%s: was pruned, and nothing is kept of a goal".formatted(run.id())));
    return new Measured(run.id().campaign(), measuring.now(), List.of(measured), null);
  }

  /**
   * What the runs of a campaign came to, each by the goal that was frozen with it.
   *
   * @throws Complaint when there is no run with a goal, or a database cannot be asked
   */
  public Measured of(CampaignId campaign) {
    return of(campaign, null);
  }

  /**
   * The same of the campaign of a file, by the goal that it has now.
   *
   * @throws Complaint when it is faulty, too
   */
  public Measured of(Path file) {
    var campaign =
        switch (application.reader().read(CampaignFiles.onDisk(file))) {
          case Reading.Valid valid -> valid.campaign();
          case Reading.Invalid invalid ->
              throw Complaint.needsRemedy(
                  invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
        };
    var goal = campaign.goal();
    if (goal == null) {
      throw Complaint.needsRemedy(
          "%s: has no goal: add one, such as goal: { event: Charged, within: 7d }".formatted(file));
    }
    return of(campaign.id(), goal);
  }

  private Measured of(CampaignId campaign, @Nullable Goal goal) {
    return told(
        campaign,
        () -> {
          var runs =
              application.store().runs().ofPastBehaviour(campaign).stream()
                  .filter(run -> run.status() != RunStatus.MISSED)
                  .toList();
          var live = measuring.ofLive(campaign, goal);
          if (live.isPresent()) {
            return new Measured(
                campaign,
                measuring.now(),
                runs.isEmpty() ? List.of() : measuring.of(campaign, runs, goal).runs(),
                live.get());
          }
          var measured = runs.isEmpty() ? null : measuring.of(campaign, runs, goal);
          if (measured == null || measured.runs().isEmpty()) {
            throw Complaint.needsRemedy(whyNone(campaign, runs.isEmpty(), goal != null));
          }
          return measured;
        });
  }

  private String whyNone(CampaignId campaign, boolean noRuns, boolean ofFile) {
    if (noRuns && (ofFile || !isMetLive(campaign))) {
      return "there is no run of %s; 'muster runs' lists those there are".formatted(campaign);
    }
    return ofFile
        ? "all runs of %s were pruned, and nothing is kept of a goal".formatted(campaign)
        : "no run of %s has a goal; 'muster goals FILE' measures them by the goal that the campaign's file has"
            .formatted(campaign);
  }

  private boolean isMetLive(CampaignId campaign) {
    return application.store().live().campaigns().known().contains(campaign);
  }

  private <T> T told(CampaignId campaign, Callable<T> work) {
    try {
      return told(work);
    } catch (UnreadableGoal e) {
      throw Complaint.needsRemedy(
          "%s: another version of Muster has written down the goal that its runs have since %s, and this one cannot read it; 'muster goals FILE' measures all of them by the goal that the campaign's file has"
              .formatted(campaign, Figures.second(e.since())));
    }
  }

  private <T> T told(Callable<T> work) {
    return DatabaseFault.told(application.settings().database(), application.sourceAccess(), work);
  }
}
