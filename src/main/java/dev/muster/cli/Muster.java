package dev.muster.cli;

import java.time.Instant;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code muster COMMAND}. */
@Command(
    name = "muster",
    description =
        "Finds the users who did, or did not do, something, and exports them to Twilio Segment.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ImportCommand.class,
      CheckCommand.class,
      ValidateCommand.class,
      SchemaCommand.class,
      ScheduleCommand.class,
      RunCommand.class,
      StopCommand.class,
      PruneCommand.class,
      RestartCommand.class,
      RetryRejectedCommand.class,
      AbandonCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      MembersCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      SandboxCommand.class,
      GenerateCompletion.class,
    })
public final class Muster {

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    LastResort.boundExit();
    LastResort.exit(execute(new StandardOutput(), commandLine(), arguments));
  }

  /** Runs one command, and says what the process is to end with. */
  static int execute(StandardOutput out, CommandLine commandLine, String... arguments) {
    var exitCode = commandLine.setOut(out.writer()).execute(arguments);
    return out.end(exitCode, commandLine.getErr());
  }

  /** The command line, ready to be executed. */
  static CommandLine commandLine() {
    var commandLine = new CommandLine(new Muster());
    UnbuiltCommand.addTo(commandLine);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Instant.class, new InstantOption())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler((thrown, failed, _) -> {
          var exitCode = Faults.report(thrown, failed.getErr());
          JsonError.of(Faults.line(thrown), exitCode).answerFor(failed);
          return exitCode.code();
        });
  }
}
