package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code muster import}: reads files into the tables of profiles and events. */
@Command(
    name = "import",
    description = "Imports profiles or events from a CSV or NDJSON file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "profiles|events",
    subcommands = {ImportProfilesCommand.class, ImportEventsCommand.class})
final class ImportCommand {
  @ParentCommand private Muster muster;

  Muster muster() {
    return muster;
  }
}
