package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.LookSession;
import dev.muster.app.SystemClocks;
import dev.muster.look.Backtest;
import dev.muster.look.BacktestJson;
import dev.muster.look.BacktestText;
import dev.muster.run.StopSignal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster backtest}: how many users a campaign would have found. */
@Command(
    name = "backtest",
    description =
        "Counts, for each planned time of some days, whom a campaign would have found with the data"
            + " of now, and which range of that to expect. Nothing is sent, and nothing is written"
            + " down.",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(paramLabel = "CAMPAIGN", description = "A campaign file, a draft too.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      required = true,
      description = "The first day, in the campaign's time zone, such as 2026-12-07.")
  private LocalDate from;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      required = true,
      description = "The last day; there may be 400 planned times at most.")
  private LocalDate until;

  @Override
  public Integer call() {
    try (var application = muster.openToRun(Map.of())) {
      var backtest = backtest(application);
      var out = spec.commandLine().getOut();
      out.print(output.json() ? BacktestJson.of(backtest) + "\n" : BacktestText.of(backtest));
      out.flush();
      return (backtest.endedEarly() ? ExitCode.STOPPED : ExitCode.DONE).code();
    }
  }

  private Backtest backtest(Application application) {
    try (var watch = Watch.onThisTerminal(Watch.Doing.COUNTING)) {
      return LookSession.open(application, watch, new StopSignal(), SystemClocks.real())
          .backtest(file, from, until);
    }
  }
}
