package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.NearSettings;
import dev.muster.app.Settings;
import dev.muster.app.SettingsReader;
import dev.muster.app.Surroundings;
import dev.muster.log.Event;
import dev.muster.log.LogFormat;
import dev.muster.log.StandardError;
import dev.muster.report.Printable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code muster COMMAND}. */
@Command(
    name = "muster",
    description =
        "Finds the users who did, or did not do, something, and exports them to Twilio Segment.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Muster {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ImportCommand.class,
          CheckCommand.class,
          ValidateCommand.class,
          SchemaCommand.class,
          ScheduleCommand.class,
          AudienceCommand.class,
          EstimateCommand.class,
          PreviewCommand.class,
          SendTestCommand.class,
          ApproveCommand.class,
          BacktestCommand.class,
          DiffCommand.class,
          RunCommand.class,
          WatchCommand.class,
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
          GoalsCommand.class,
          AuditCommand.class,
          ServeCommand.class,
          SandboxCommand.class,
          CompletionCommand.class);

  private final Surroundings surroundings;

  private StandardOutput standardOutput = new StandardOutput();

  Muster(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    LastResort.boundExit();
    LastResort.catchAll();
    // Drivers would put words of the machine's language into sentences of ours.
    Locale.setDefault(Locale.ENGLISH);
    var commandLine = new Muster(ofTheProcess()).commandLine(arguments);
    LastResort.exit(execute(new StandardOutput(), commandLine, arguments));
  }

  private static Surroundings ofTheProcess() {
    return new Surroundings(
        System.getenv(), Path.of(""), StopOnSignal::install, LastResort.guard());
  }

  /** Runs one command, and says what the process is to end with. */
  static int execute(StandardOutput out, CommandLine commandLine, String... arguments) {
    commandLine.setOut(out.writer());
    if (commandLine.getCommand() instanceof Muster muster) {
      muster.standardOutput = out;
      var asked = muster.surroundings.variables().get(LogFormat.VARIABLE);
      var format = LogFormat.named(asked);
      if (format.isEmpty()) {
        return out.end(wrongFormat(asked, commandLine, arguments), commandLine.getErr());
      }
      StandardError.use(format.get())
          .ifPresent(err ->
              // A strategy that was made before would put back what standard error was then.
              commandLine.setErr(err).setExecutionStrategy(new CommandLine.RunLast()));
    }
    var exitCode = out.end(commandLine.execute(arguments), commandLine.getErr());
    Event.COMMAND
        .line()
        .addKeyValue(Event.EXIT_CODE, exitCode)
        .log("{} ends with exit code {}", named(commandLine), exitCode);
    return exitCode;
  }

  private static int wrongFormat(
      @Nullable String asked, CommandLine commandLine, String... arguments) {
    var message =
        "setting %s: expected one of %s, found '%s'"
            .formatted(LogFormat.VARIABLE, LogFormat.names(), Printable.cut(String.valueOf(asked)));
    StandardError.use(LogFormat.TEXT);
    commandLine.getErr().println(message);
    JsonError.of(message, ExitCode.WRONG).answer(arguments, commandLine.getOut());
    return ExitCode.WRONG.code();
  }

  /** The command that was given, without what was given to it. */
  private static String named(CommandLine commandLine) {
    var parsed = commandLine.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().qualifiedName()
        : commandLine.getCommandName();
  }

  /**
   * The command line, ready to be executed with these arguments. Where they begin with a command,
   * it knows no others: to find out what options each has takes longer than many commands work.
   */
  CommandLine commandLine(String... arguments) {
    var commandLine = new CommandLine(this);
    var first = arguments.length == 0 ? "" : arguments[0];
    COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(first))
        .findFirst()
        .ifPresentOrElse(
            commandLine::addSubcommand, () -> COMMANDS.forEach(commandLine::addSubcommand));
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Instant.class, new InstantOption())
        .registerConverter(LocalDate.class, new DayOption())
        .registerConverter(Path.class, this::file)
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler((thrown, failed, _) -> {
          var exitCode = CommandFailure.report(thrown, failed.getErr());
          JsonError.of(CommandFailure.line(thrown), exitCode).answerFor(failed);
          return exitCode.code();
        });
  }

  /**
   * The settings alone, without a database.
   *
   * @param overrides values that stand above those of files and environment, by full names
   * @throws Complaint when one is wrong
   */
  Settings settings(Map<String, Object> overrides) {
    return SettingsReader.read(surroundings, overrides);
  }

  /** What the program finds around it. */
  Surroundings surroundings() {
    return surroundings;
  }

  /**
   * For commands that write profiles and events.
   *
   * @throws Complaint when these lie in a database that is only read
   */
  void refuseSource(String command) {
    if (settings(Map.of()).source().access().isPresent()) {
      throw Complaint.needsRemedy(
          "%s writes profiles and events, and a source (MUSTER_SOURCE_URL) is only read; fill it in your own way, or unset that"
              .formatted(command));
    }
  }

  /** For commands that send: warns of what is only nearly a setting of the Segment API. */
  void warnOfNearSettings() {
    NearSettings.warn(surroundings.variables());
  }

  /**
   * The settings, and their database.
   *
   * @throws Complaint when a setting is wrong or the database is not to be had
   */
  Application open() {
    return Application.start(surroundings, Map.of());
  }

  /** The same for a command that works for long, and on which others are not to have to wait. */
  Application openToWork() {
    return Application.startToWork(surroundings);
  }

  /** The same for a command that works on runs. */
  Application openToRun(Map<String, Object> overrides) {
    return Application.startToRun(surroundings, overrides);
  }

  /** The same for a command that brings its own database. */
  Application open(Map<String, Object> overrides) {
    return Application.start(surroundings, overrides);
  }

  /** Where the command's answer goes. */
  StandardOutput standardOutput() {
    return standardOutput;
  }

  /** The file that a name on the command line means. */
  Path file(String name) {
    return surroundings.folder().resolve(name);
  }
}
