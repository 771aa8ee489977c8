package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.LookSession;
import dev.muster.app.SystemClocks;
import dev.muster.look.ApprovedEstimate;
import dev.muster.look.EstimateJson;
import dev.muster.look.EstimateText;
import dev.muster.run.StopSignal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster approve}: somebody wants what a campaign would do. */
@Command(
    name = "approve",
    description =
        "Says what a run of a published campaign would do, as 'estimate' does, and keeps that"
            + " somebody wants it. The approval holds for every run of the campaign as its files are"
            + " now, until a later one takes its place; where 'muster.account.approval' is"
            + " 'required', no other runs are begun, nor with a number of users far from what was"
            + " approved. Of a live campaign it is of the files alone, whatever triggers it.",
    mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
  private static final int LONGEST_NAME = 200;

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private LookedAtRun run;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      required = true,
      description = "Who approves; kept with the approval, and shown in reports.")
  private String by;

  @Override
  public Integer call() throws Exception {
    checkName();
    try (var application = muster.openToRun(Map.of());
        var watch = Watch.onThisTerminal(Watch.Doing.COMPOSING)) {
      var session = LookSession.open(application, watch, new StopSignal(), SystemClocks.real());
      var subject = session.approvable(run.file(), run.planned());
      return Audited.perform(
              application.auditing().begin("approve", subject.campaign().id(), null, null),
              () -> told(session.approve(run.file(), subject, by.strip()), application))
          .code();
    }
  }

  private Audited.Outcome told(Optional<ApprovedEstimate> approved, Application application) {
    var kept =
        approved.orElseThrow(
            () -> new CutShort("asked to stop before it was approved; nothing is kept"));
    print(kept);
    if (!application.account().approvalRequired()) {
      spec.commandLine()
          .getErr()
          .println("muster.account.approval is none: runs are begun without an approval, too");
    }
    return Audited.Outcome.done(ExitCode.of(kept.estimate()));
  }

  private void print(ApprovedEstimate approved) {
    var out = spec.commandLine().getOut();
    out.print(
        output.json()
            ? EstimateJson.of(approved.estimate()) + "\n"
            : EstimateText.of(approved.estimate()) + "\n" + approved.inWords() + "\n");
    out.flush();
  }

  private void checkName() {
    if (by.isBlank()
        || by.strip().length() > LONGEST_NAME
        || by.chars().anyMatch(Character::isISOControl)) {
      throw Complaint.needsRemedy(
          "--by: expected a name of up to %d characters, none of them a control character, found %s"
              .formatted(
                  LONGEST_NAME, by.isBlank() ? "none" : "%d characters".formatted(by.length())));
    }
  }
}
