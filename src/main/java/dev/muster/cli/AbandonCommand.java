package dev.muster.cli;

import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.store.RunStatus;
import java.util.concurrent.Callable;
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
  public Integer call() throws InterruptedException {
    LaunchRequest.checkReason("--reason", reason);
    try (var application = muster.open();
        var answer =
            new RunAnswer(output, spec.commandLine().getOut(), spec.commandLine().getErr())) {
      var store = application.store();
      var stored = run.in(store);
      var abandonment = application.abandonment();
      var end = abandonment.abandon(stored.id(), reason);
      answer.add(
          result(
              end,
              RunReport.of(store, end),
              store.runs().get(stored.id()).status(),
              abandonment.inDoubt(stored.id())));
      return answer.exitCode().code();
    }
  }

  private static Result result(RunEnd end, RunReport report, RunStatus status, long inDoubt) {
    if (end instanceof RunEnd.Held) {
      return Result.of(
          ExitCode.WRONG,
          report,
          "%s: %s; stop it first ('muster stop %s')"
              .formatted(report.run(), report.reason(), report.run()));
    }
    if (status != RunStatus.ABANDONED) {
      return Result.of(
          ExitCode.WRONG,
          report,
          "%s: is %s and cannot be abandoned".formatted(report.run(), status.key()));
    }
    return Result.of(
        ExitCode.DONE,
        report,
        "%s: abandoned; %,d users were accepted, %,d were not%s"
            .formatted(
                report.run(),
                report.users(Verdict.ACCEPTED),
                report.users(Verdict.PENDING) + report.users(Verdict.WAITING),
                inDoubt == 0
                    ? " sent to"
                    : (": up to %,d of these may have been sent to when its worker died, and 'again' of"
                            + " later runs takes them for reached")
                        .formatted(inDoubt)));
  }
}
