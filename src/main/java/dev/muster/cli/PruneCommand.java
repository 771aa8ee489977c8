package dev.muster.cli;

import dev.muster.campaign.CampaignReader;
import dev.muster.campaign.DurationText;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.BatchInfrastructure;
import dev.muster.run.Pruning;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster prune}: removes what nobody asks for any more of runs that ended long ago. */
@Command(
    name = "prune",
    description = {
      "Removes the users, requests and definitions of runs that ended long ago. Their reports stay,"
          + " and so do the users whom 'again' of their campaign's latest run still needs. A run that"
          + " is not finished is left as it is."
    },
    mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {
  private static final String OPTION = "--older-than";

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(
      names = OPTION,
      required = true,
      paramLabel = "AGE",
      description = "How long ago a run has ended, such as 90d.")
  private String olderThan;

  @Override
  public Integer call() {
    var age =
        DurationText.read(olderThan)
            .orElseThrow(() ->
                new Complaint(
                    ExitCode.WRONG,
                    "%s: expected %s, found '%s'"
                        .formatted(OPTION, DurationText.EXPECTED, olderThan)));
    try (var application = Application.start()) {
      var outcomes =
          DatabaseFault.told(application.settings().database(), () -> prune(application, age));
      var out = spec.commandLine().getOut();
      if (output.json()) {
        printJson(outcomes, out);
      } else {
        print(outcomes, out);
      }
      out.flush();
      return ExitCode.DONE.code();
    }
  }

  private static List<Pruning.Outcome> prune(Application application, Duration age) {
    var outcomes = new ArrayList<Pruning.Outcome>();
    var reader =
        new CampaignReader(new TemplateLanguage(application.settings().account().timezone()));
    new Pruning(
            application.store(),
            BatchInfrastructure.on(application.dataSource()),
            reader,
            Clock.systemUTC())
        .olderThan(age, outcomes::add);
    return outcomes;
  }

  private void print(List<Pruning.Outcome> outcomes, PrintWriter out) {
    if (outcomes.isEmpty()) {
      out.println("No finished run ended more than " + olderThan + " ago.");
    }
    outcomes.forEach(outcome -> out.println(line(outcome)));
  }

  private static String line(Pruning.Outcome outcome) {
    var run = outcome.run().id();
    return switch (outcome) {
      case Pruning.Outcome.Done(_, var removed) when removed.kept() == 0 ->
          "%s: %,d users removed".formatted(run, removed.members());
      case Pruning.Outcome.Done(_, var removed) ->
          "%s: %,d users removed, %,d reached users kept for 'again'"
              .formatted(run, removed.members(), removed.kept());
      case Pruning.Outcome.Held held -> "%s: left, worked on by %s".formatted(run, held.holder());
    };
  }

  private static void printJson(List<Pruning.Outcome> outcomes, PrintWriter out) {
    var pruned = new ArrayList<Map<String, Object>>();
    var held = new ArrayList<String>();
    for (var outcome : outcomes) {
      var run = outcome.run().id().toString();
      switch (outcome) {
        case Pruning.Outcome.Done(_, var removed) ->
            pruned.add(
                Map.of(
                    "run", run,
                    "users_removed", removed.members(),
                    "users_kept", removed.kept()));
        case Pruning.Outcome.Held _ -> held.add(run);
      }
    }
    out.println(new JsonMapper().writeValueAsString(Map.of("pruned", pruned, "held", held)));
  }
}
