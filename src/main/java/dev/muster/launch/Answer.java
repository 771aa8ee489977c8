package dev.muster.launch;

import dev.muster.campaign.RunId;
import dev.muster.campaign.file.Fault;
import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.run.TakenUp;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a campaign's file, or of one of its runs, when a command was to work on it. */
public sealed interface Answer {

  // Of a file.

  /** The file is wrong; nothing is begun of it. */
  record Invalid(List<Fault> faults) implements Answer {
    public Invalid {
      faults = List.copyOf(faults);
    }
  }

  /** The campaign is a draft. */
  record Draft(LaunchedFile file) implements Answer {}

  /** The campaign is stopped. */
  record Stopped(LaunchedFile file) implements Answer {}

  /**
   * A refused run was to be let pass its guards, and there is none.
   *
   * @param latest the campaign's latest run, which was not refused
   */
  record NothingRefused(LaunchedFile file, Optional<Run> latest) implements Answer {}

  /** The campaign starts only when its file is named. */
  record OnlyWhenNamed(LaunchedFile file) implements Answer {}

  /** Its time, as whoever scheduled the launch has it, has not come by this machine's clock. */
  record TooEarly(LaunchedFile file, Instant scheduled, Instant now) implements Answer {}

  /** The time that was given is none of its planned times. */
  record NotPlanned(LaunchedFile file, Instant given, Optional<Instant> next) implements Answer {}

  /**
   * There is no run to begin.
   *
   * @param passed the run of a time that stands alone and has passed
   * @param next the next planned time
   */
  record NothingDue(LaunchedFile file, Optional<RunId> passed, Optional<Instant> next)
      implements Answer {}

  /** Runs were found to be missed just now; at least one. */
  record Missed(LaunchedFile file, List<RunReport> runs) implements Answer {
    public Missed {
      runs = List.copyOf(runs);
    }
  }

  /**
   * A run of it is due, and nobody has approved what its file says now.
   *
   * @param run null of a live campaign, which takes up nothing
   */
  record NotApproved(LaunchedFile file, @Nullable RunId run) implements Answer {}

  /** The database does not do for a new run. */
  record UnfitDatabase(LaunchedFile file, String fault) implements Answer {}

  /** The database does not understand the campaign's own queries; a line each. */
  record UnfitQueries(LaunchedFile file, List<String> faults) implements Answer {
    public UnfitQueries {
      faults = List.copyOf(faults);
    }
  }

  /** A list of users that it names cannot be read. */
  record UnreadableList(LaunchedFile file, String fault) implements Answer {}

  /**
   * A live campaign's launch has begun.
   *
   * @param waiting how many of its runs wait for a later opening, and are left
   * @param next the first of those, or null without any
   */
  record MetLive(LaunchedFile file, int waiting, @Nullable Instant next) implements Answer {}

  /** What a live campaign's launch has taken up. */
  record TookUp(LaunchedFile file, TakenUp taken) implements Answer {}

  /** A live campaign was to be launched for a planned time, and has none. */
  record LivePlanned(LaunchedFile file) implements Answer {}

  // Of a run.

  /**
   * It is unfinished, and left since nothing is done of its campaign's file.
   *
   * @param why nothing is
   */
  record Left(RunId run, RunStatus status, boolean workerGone, Answer why) implements Answer {}

  /** It is unfinished, and none of the launched files is its campaign's. */
  record LeftOut(RunId run, RunStatus status, boolean workerGone) implements Answer {}

  /**
   * It is a rehearsal, and the receiver is out in the world.
   *
   * @param asked whether this very run was to be worked on
   */
  record RehearsalLeft(RunId run, boolean asked) implements Answer {}

  /**
   * It was to begin when the program was asked to stop.
   *
   * @param what a file or a run
   */
  record NotBegun(String what) implements Answer {}

  /** Nobody confirmed that its campaign is to be sent again so soon. */
  record NotConfirmed(RunId run) implements Answer {}

  /** Nothing is to be done for it before a later window. */
  record Waits(RunReport report) implements Answer {}

  /**
   * It was launched.
   *
   * @param report what the tables say of it afterwards
   * @param pruned whether its users are known no more
   */
  record Launched(RunEnd end, RunReport report, boolean pruned) implements Answer {}

  /** Nobody of it was rejected who could be sent to again. */
  record NobodyRejected(RunReport report) implements Answer {}

  /**
   * It was ended for good.
   *
   * @param inDoubt how many of its users may have been sent to without anyone knowing
   */
  record Abandoned(RunReport report, long inDoubt) implements Answer {}

  /** It was to be ended for good, and is worked on. */
  record WorkedOn(RunReport report) implements Answer {}

  /** It was to be ended for good, and has ended otherwise. */
  record EndedBefore(RunReport report) implements Answer {}

  // Of a launch.

  /** The program was asked to stop while runs wait for a later window. */
  record StoppedWaiting() implements Answer {}

  /**
   * It could not be done with.
   *
   * @param what a file or a run
   * @param passing whether the next launch may do better
   */
  record Failed(String what, String reason, boolean passing) implements Answer {}
}
