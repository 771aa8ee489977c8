package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.campaign.file.Fault;
import dev.muster.gate.Verdict;
import dev.muster.launch.Answer;
import dev.muster.launch.LaunchedFile;
import dev.muster.report.RunReport;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Answers in words, with the commands that go on from there.
 *
 * @param receiver the option by which this launch was given its receiver, with a blank before it,
 *     or nothing: a command that goes on without it would send to another one
 */
record AnswerText(String receiver) {
  /** What is told, in this order. */
  List<Told> of(Answer answer) {
    return switch (answer) {
      case Answer.Invalid(var faults) ->
          List.of(Told.faults(faults.stream().map(Fault::toString).toList()));
      case Answer.Draft(var file) ->
          message(file + ": is a draft and is left; set 'status: published' to run it");
      case Answer.Stopped(var file) -> message(file + ": is stopped and is left");
      case Answer.NothingRefused(var file, var latest) ->
          message(file + ": " + nothingRefused(latest));
      case Answer.OnlyWhenNamed(var file) ->
          message(file + ": is planned 'at: launch' and starts only when its file is named");
      case Answer.TooEarly(var file, var scheduled, var now) ->
          message(
              "%s: its job was scheduled for %s, and the clock says %s; nothing was begun"
                  .formatted(file, scheduled, now.truncatedTo(ChronoUnit.SECONDS)));
      case Answer.NotPlanned(var file, var given, var next) ->
          message(
              "%s: --planned: expected one of its planned times, found %s; %s"
                  .formatted(file, given, nextAfter(next)));
      case Answer.NothingDue(var file, var passed, var next) ->
          message(file + ": " + nothingDue(file, passed, next));
      case Answer.Missed(var file, var runs) -> new MissedText(file, receiver).of(runs);
      case Answer.MetLive(var file, var waiting, var next) ->
          TakenUpText.waiting(file, waiting, next);
      case Answer.TookUp(var file, var taken) -> TakenUpText.of(file, taken);
      case Answer.LivePlanned(var file) ->
          message(
              file
                  + ": --planned: a live campaign has no planned times; launch it without, and it"
                  + " takes up what has triggered it");
      case Answer.NotApproved(var file, var run) ->
          message(
              ("%s: %s, since nobody has approved what the file says now;"
                      + " 'muster approve %s --by NAME' does so")
                  .formatted(
                      file, run == null ? "takes up nothing" : run + " is not begun", file.path()));
      case Answer.UnfitDatabase(var file, var fault) ->
          message("%s: not begun: %s".formatted(file, fault));
      case Answer.UnfitQueries(var file, var faults) ->
          List.of(Told.faults(faults.stream().map(fault -> file + ": " + fault).toList()));
      case Answer.UnreadableList(var file, var fault) -> message(file + ": " + fault);
      case Answer.Left(var run, var status, var workerGone, _) ->
          message(
              ("%s: is unfinished (%s) and is left until its campaign's file is right, and"
                      + " published; it then goes on as it was planned")
                  .formatted(run, inWords(status, workerGone)));
      case Answer.LeftOut(var run, var status, var workerGone) ->
          message(
              ("%s: is unfinished (%s), and its campaign has no file here; 'muster restart' goes on"
                      + " with it, 'muster abandon' ends it")
                  .formatted(run, inWords(status, workerGone)));
      case Answer.RehearsalLeft(var run, _) ->
          message(
              ("%s: is a rehearsal and is left, since the receiver is not on this machine;"
                      + " '--segment-api sandbox' goes on with it, 'muster abandon' ends it")
                  .formatted(run));
      case Answer.NotBegun(var run) ->
          message(run + ": not begun, since the program was asked to stop");
      case Answer.NotConfirmed(var run) -> message(run + ": not begun; nothing was sent");
      case Answer.Waits(var report) -> List.of(Told.of(report));
      case Answer.Launched launched -> List.of(new LaunchedText(receiver).of(launched));
      case Answer.NobodyRejected(var report) ->
          told(report, "nobody was rejected; nothing is sent");
      case Answer.Abandoned(var report, var inDoubt) ->
          told(report, "abandoned; " + abandoned(report, inDoubt));
      case Answer.WorkedOn(var report) ->
          told(
              report,
              "%s; stop it first ('muster stop %s')".formatted(report.reason(), report.run()));
      case Answer.EndedBefore(var report) ->
          told(report, "is %s and cannot be abandoned".formatted(report.status().key()));
      case Answer.StoppedWaiting() ->
          message("asked to stop while runs wait for a later window; the next launch goes on");
      case Answer.Failed(var what, var reason, _) -> message(what + ": " + reason);
    };
  }

  private static List<Told> message(String what) {
    return List.of(Told.of(what));
  }

  private static List<Told> told(RunReport report, String what) {
    return List.of(Told.of(report, report.run() + ": " + what));
  }

  private static String inWords(RunStatus status, boolean workerGone) {
    return workerGone ? "its worker is gone" : status.key();
  }

  private static String nothingRefused(Optional<Run> latest) {
    return "--override: expected a refused run to take up, found %s; nothing was begun; with --planned it is for that time's run"
        .formatted(
            latest
                .map(run -> "the campaign's latest, %s, %s".formatted(run.id(), found(run)))
                .orElse("no run of the campaign"));
  }

  private static String found(Run run) {
    return run.overrideReason() != null && run.status().unfinished()
        ? run.status().key() + ", which has its reason already: launch again without --override"
        : run.status().key();
  }

  private static String nextAfter(Optional<Instant> next) {
    return next.map(time -> "the next one after it is " + time + " ('muster schedule' lists them)")
        .orElse("there is none after it");
  }

  private String nothingDue(LaunchedFile file, Optional<RunId> passed, Optional<Instant> next) {
    return passed
            .map(run ->
                "its time, %s, has passed; '%s' sends all the same; "
                    .formatted(run.plannedAt(), new MissedText(file, receiver).command(run)))
            .orElse("nothing is due; ")
        + next.map(time -> "the next run is planned for " + time)
            .orElse("no more runs are planned");
  }

  private static String abandoned(RunReport report, long inDoubt) {
    return "%,d users were accepted, %,d were not%s"
        .formatted(
            report.users(Verdict.ACCEPTED),
            report.users(Verdict.PENDING) + report.users(Verdict.WAITING),
            inDoubt == 0
                ? " sent to"
                : (": up to %,d of these may have been sent to when its worker died, and 'again' of"
                        + " later runs takes them for reached")
                    .formatted(inDoubt));
  }
}
