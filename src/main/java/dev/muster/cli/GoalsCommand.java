package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.GoalSession;
import dev.muster.campaign.CampaignId;
import dev.muster.goal.Measured;
import dev.muster.report.GoalsJson;
import dev.muster.report.GoalsText;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster goals}: what runs have brought about. */
@Command(
    name = "goals",
    description =
        "Says what runs have brought about: how many of the users whom they reached did what the"
            + " campaign's goal is, how many of the control group did, and how far the difference"
            + " can be trusted. It is measured from the events as they are now.",
    mixinStandardHelpOptions = true)
final class GoalsCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private ClockOption clock;

  @Parameters(
      paramLabel = "RUN|CAMPAIGN-ID|FILE",
      description =
          "A run, such as winback@2026-12-07T14:00:00Z; a campaign's id, for all its runs, each by"
              + " the goal that it was planned with; or a campaign file, for all its runs by the"
              + " goal that it has now.")
  private String what;

  @Override
  public Integer call() {
    try (var application = muster.open()) {
      var measured = measured(application);
      var out = spec.commandLine().getOut();
      out.print(output.json() ? GoalsJson.of(measured) + "\n" : GoalsText.of(measured));
      out.flush();
      return ExitCode.DONE.code();
    }
  }

  private Measured measured(Application application) {
    var session = GoalSession.open(application, clock.clocks());
    var file = muster.file(what);
    if (Files.isRegularFile(file)) {
      return session.of(file);
    }
    if (CampaignId.isValid(what)) {
      return session.of(new CampaignId(what));
    }
    return what.indexOf('@') > 0
        ? session.of(RunParameter.named(what, application.store()))
        : session.of(file);
  }
}
