package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.LookSession;
import dev.muster.look.Estimate;
import dev.muster.look.EstimateJson;
import dev.muster.look.EstimateText;
import dev.muster.run.StopSignal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster estimate}: what a run would do. */
@Command(
    name = "estimate",
    description =
        "Says what a run of a campaign would do with the data of now: whom it would find, where the"
            + " gates would keep them, and every message composed and counted; of a live campaign, what the last 24 hours would have triggered."
            + " Nothing is sent, and"
            + " nothing is written down.",
    mixinStandardHelpOptions = true)
final class EstimateCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private LookedAtRun run;

  @Mixin private ClockOption clock;

  @Override
  public Integer call() {
    try (var application = muster.openToRun(Map.of())) {
      var estimate = estimate(application).orElseThrow(CutShort::looking);
      var out = spec.commandLine().getOut();
      out.print(output.json() ? EstimateJson.of(estimate) + "\n" : EstimateText.of(estimate));
      out.flush();
      return ExitCode.of(estimate).code();
    }
  }

  private Optional<Estimate> estimate(Application application) {
    try (var watch = Watch.onThisTerminal(Watch.Doing.COMPOSING)) {
      return LookSession.open(application, watch, new StopSignal(), clock.clocks())
          .look(run.file(), run.planned(), Estimate::of);
    }
  }
}
