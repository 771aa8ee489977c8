package dev.muster.cli;

import dev.muster.intake.Intake;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster import events}: rows are added, those with an id once. */
@Command(
    name = "events",
    description = {
      "Imports events; one that is there already with its id changes nothing, and one under whose id"
          + " another event stands (other user_id, event or occurred_at) is a bad row.",
      "The columns (CSV) or keys (NDJSON) user_id, event and occurred_at are needed; properties (a"
          + " JSON object, also one in text) and id may be there.",
      "occurred_at is an instant with a zone: 2026-12-01T09:00:00Z, 2026-12-01 10:00:00+01 or"
          + " 2026-12-01 09:00:00 UTC."
    },
    mixinStandardHelpOptions = true)
final class ImportEventsCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Spec private CommandSpec spec;

  @Mixin private ImportFile file;

  @Mixin private Output output;

  @Override
  public Integer call() {
    var summary = file.read(parent.muster(), Intake::events);
    return ImportAnswer.print(summary, output, spec.commandLine().getOut()).code();
  }
}
