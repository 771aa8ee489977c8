package dev.muster.cli;

import dev.muster.intake.Intake;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code muster import events}: rows are added, those with an id once. */
@Command(
    name = "events",
    description = {
      "Imports events; one whose id is there already changes nothing.",
      "The columns user_id, event and occurred_at (ISO 8601 with a zone) are needed; properties (a"
          + " JSON object) and id may be there."
    },
    mixinStandardHelpOptions = true)
final class ImportEventsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ImportFile file;

  @Mixin private Output output;

  @Override
  public Integer call() {
    var summary = file.read(Set.of(), Intake::events);
    return ImportAnswer.print(summary, output, spec.commandLine().getOut()).code();
  }
}
