package dev.muster.cli;

import dev.muster.intake.Intake;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster import profiles}: a row replaces the profile of the same user. */
@Command(
    name = "profiles",
    description = {
      "Imports profiles; a row replaces the profile of the same user_id.",
      "The column user_id is needed; anonymous_id, timezone and opted_out have their own meaning,"
          + " all others become attributes."
    },
    mixinStandardHelpOptions = true)
final class ImportProfilesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ImportFile file;

  @Mixin private Output output;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "CSV columns whose cells stay text, even if they look like numbers or true or false;"
              + " separated by commas.")
  private Set<String> text = Set.of();

  @Override
  public Integer call() {
    var summary = file.read(text, Intake::profiles);
    return ImportAnswer.print(summary, output, spec.commandLine().getOut()).code();
  }
}
