package dev.muster.cli;

import dev.muster.log.StandardError;
import dev.muster.report.Printable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told of a command line that is none: what is wrong with it, not all there is. */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    var command = wrong.getCommandLine();
    var err = command.getErr();
    var message = Printable.of(message(wrong));
    StandardError.fault(err, message);
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    JsonError.of(message, ExitCode.WRONG).answer(arguments, command.getOut());
    return ExitCode.WRONG.code();
  }

  /** The value of an option that there is not may be a secret. */
  private static String message(ParameterException wrong) {
    var message = String.valueOf(wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      for (var argument : unmatched.getUnmatched()) {
        message =
            argument.startsWith("-")
                ? message.replace(argument, argument.replaceFirst("(?s)=.*", "=…"))
                : message.replace("'" + argument + "'", "…");
      }
    }
    return message;
  }
}
