package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.launch.Answer;
import dev.muster.look.Estimate;
import dev.muster.report.ReportStatus;
import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.store.RunStatus;
import java.util.Collection;
import java.util.List;

/** What a command ends with. */
public enum ExitCode {
  /** Done, waiting for a later window, or held by another worker. */
  DONE(0),
  /** Failed; another launch continues. */
  FAILED(1),
  /** Wrong usage, campaign or settings: repeating is useless until something is changed. */
  WRONG(2),
  /** Refused by a guard. */
  REFUSED(3),
  /** Done, but some users were rejected, invalid or others than before, or some rows were bad. */
  INCOMPLETE(4),
  /** Stopped by SIGTERM at a checkpoint. */
  STOPPED(143);

  /** When several things were done, the first of these that occurred counts. */
  private static final List<ExitCode> GRAVEST_FIRST =
      List.of(STOPPED, FAILED, WRONG, REFUSED, INCOMPLETE, DONE);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }

  /** The one that counts when several things were done; nothing done is {@link #DONE}. */
  static ExitCode worst(Collection<ExitCode> exitCodes) {
    return GRAVEST_FIRST.stream().filter(exitCodes::contains).findFirst().orElse(DONE);
  }

  /** What a complaint ends the program with. */
  static ExitCode of(Complaint complaint) {
    return complaint.passing() ? FAILED : WRONG;
  }

  /** What an answer alone would end the program with. */
  static ExitCode of(Answer answer) {
    return switch (answer) {
      case Answer.Invalid _,
          Answer.NothingRefused _,
          Answer.LivePlanned _,
          Answer.UnfitDatabase _,
          Answer.UnfitQueries _,
          Answer.UnreadableList _,
          Answer.NotConfirmed _,
          Answer.WorkedOn _,
          Answer.EndedBefore _ ->
          WRONG;
      case Answer.Stopped _,
          Answer.OnlyWhenNamed _,
          Answer.NothingDue _,
          Answer.Missed _,
          Answer.MetLive _,
          Answer.TookUp _,
          Answer.LeftOut _,
          Answer.Waits _,
          Answer.Abandoned _ ->
          DONE;
      case Answer.NotApproved _ -> REFUSED;
      // Of a folder, it is for other launches, too, and there is nothing to be mended.
      case Answer.Draft(var file) -> file.named() ? WRONG : DONE;
      case Answer.NotPlanned(var file, _, _) -> file.named() ? WRONG : DONE;
      case Answer.RehearsalLeft(_, var asked) -> asked ? WRONG : DONE;
      case Answer.Left(_, _, _, var why) -> of(why);
      // The scheduler's clock and this one differ: another pod may do better.
      case Answer.TooEarly _ -> FAILED;
      case Answer.Failed(_, _, var passing) -> passing ? FAILED : WRONG;
      case Answer.NotBegun _, Answer.StoppedWaiting _ -> STOPPED;
      case Answer.NobodyRejected(var report) -> of(report);
      case Answer.Launched(var end, var report, _) -> of(end, report);
    };
  }

  private static ExitCode of(RunEnd end, RunReport report) {
    return switch (end) {
      case RunEnd.Objected _ -> WRONG;
      case RunEnd.Held _ -> DONE;
      case RunEnd.Failed failed -> failed.needsRemedy() ? WRONG : FAILED;
      case RunEnd.Worked _ -> of(report);
    };
  }

  /** What a run that was worked on, or that was finished before, ends the program with. */
  static ExitCode of(RunReport report) {
    return switch (report.status()) {
      case ReportStatus.Stored(var status) -> of(status, report.incomplete());
      case ReportStatus.Held _ -> DONE;
    };
  }

  /** What a run would end the program with, as far as that can be foreseen. */
  static ExitCode of(Estimate estimate) {
    if (estimate.refusal() != null) {
      return REFUSED;
    }
    return estimate.invalid().isEmpty() ? DONE : INCOMPLETE;
  }

  private static ExitCode of(RunStatus status, boolean incomplete) {
    return switch (status) {
      case STOPPED -> STOPPED;
      case REFUSED -> REFUSED;
      case FAILED -> FAILED;
      // Told once, when it is done: until then, launches find it again and again.
      case WAITING -> DONE;
      case COMPLETED, RUNNING, ABANDONED, MISSED -> incomplete ? INCOMPLETE : DONE;
    };
  }
}
