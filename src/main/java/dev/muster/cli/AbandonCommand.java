package dev.muster.cli;

import dev.muster.alert.LaunchAlerts;
import dev.muster.campaign.RunId;
import dev.muster.launch.Answer;
import dev.muster.report.RunReport;
import dev.muster.run.Abandonment;
import dev.muster.run.RunEnd;
import dev.muster.store.RunStatus;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster abandon}: ends an unfinished run for good. */
@Command(
    name = "abandon",
    description = "Ends an unfinished run for good, and says what was sent and what was not.",
    mixinStandardHelpOptions = true)
final class AbandonCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private RunParameter run;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Why; it is kept with the run and stands in its report.")
  private @Nullable String reason;

  @Override
  public Integer call() throws Exception {
    ReasonOption.check("--reason", reason);
    try (var application = muster.open();
        var answer =
            new RunAnswer(output, "", spec.commandLine().getOut(), spec.commandLine().getErr())) {
      var alerts = application.alerts();
      var store = application.store();
      var id = run.in(store).id();
      var abandonment = application.abandonment(alerts);
      return Audited.perform(
              application.auditing().begin("abandon", id.campaign(), id, reason),
              () -> {
                var end = abandoned(abandonment, id, alerts);
                answer.add(answer(end, RunReport.of(store, end), () -> abandonment.inDoubt(id)));
                return answer.outcome();
              })
          .code();
    }
  }

  private RunEnd abandoned(Abandonment abandonment, RunId run, LaunchAlerts alerts)
      throws InterruptedException {
    try {
      return abandonment.abandon(run, reason);
    } finally {
      alerts.sendLeft(() -> true);
    }
  }

  private static Answer answer(RunEnd end, RunReport report, LongSupplier inDoubt) {
    if (end instanceof RunEnd.Held) {
      return new Answer.WorkedOn(report);
    }
    return report.status().is(RunStatus.ABANDONED)
        ? new Answer.Abandoned(report, inDoubt.getAsLong())
        : new Answer.EndedBefore(report);
  }
}
