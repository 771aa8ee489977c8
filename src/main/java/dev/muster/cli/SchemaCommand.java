package dev.muster.cli;

import dev.muster.campaign.file.CampaignSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code muster schema}: what an editor needs to complete and check campaign files. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema (2020-12) of the campaign file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Editors with a YAML language server take it from a first line such as",
      "  # yaml-language-server: $schema=../campaign.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(CampaignSchema.text());
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.code();
  }
}
