package dev.muster.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster import profiles}: a row changes what it speaks of in the profile of its user. */
@Command(
    name = "profiles",
    description = {
      "Imports profiles; a row changes the profile of the same user_id in what it speaks of.",
      "A column (CSV) or key (NDJSON) that is not there leaves what is there, above all opted_out;"
          + " an empty cell or null clears it.",
      "The column user_id is needed; anonymous_id, timezone and opted_out (true/false, t/f, yes/no,"
          + " 1/0) have their own meaning, all others become attributes, and so do the members of"
          + " an object named attributes."
    },
    mixinStandardHelpOptions = true)
final class ImportProfilesCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

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

  @Option(
      names = "--replace",
      description =
          "A row replaces the whole profile: what it does not speak of is cleared, and who is not"
              + " said to have opted out is opted in.")
  private boolean replace;

  @Override
  public Integer call() {
    var summary =
        file.read(
            parent.muster(),
            (intake, source, options) -> intake.profiles(source, options.with(text, replace)));
    return ImportAnswer.print(summary, output, spec.commandLine().getOut()).code();
  }
}
