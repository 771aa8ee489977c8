package dev.muster.cli;

import picocli.CommandLine.Command;

/** {@code muster import}: reads files into the tables of profiles and events. */
@Command(
    name = "import",
    description = "Imports profiles or events from a CSV or NDJSON file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "profiles|events",
    subcommands = {ImportProfilesCommand.class, ImportEventsCommand.class})
final class ImportCommand {}
