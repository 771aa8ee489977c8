package dev.muster.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code muster COMMAND}. */
@Command(
    name = "muster",
    description =
        "Finds the users who did, or did not do, something, and exports them to Twilio Segment.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ValidateCommand.class, SchemaCommand.class, SandboxCommand.class})
public final class Muster {

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Muster()).execute(arguments));
  }
}
