package dev.muster.cli;

import dev.muster.report.JsonWriter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/**
 * What a command answers as JSON that ended before it had its own answer: {@code {"error":
 * {"message": …, "exit_code": …}}}. The message is what standard error has.
 */
record JsonError(String message, int exitCode) {
  static JsonError of(String message, ExitCode exitCode) {
    return new JsonError(message, exitCode.code());
  }

  /** Prints it if the command was to answer as JSON, and has not. */
  void answerFor(CommandLine command) {
    command.getCommandSpec().mixins().values().stream()
        .map(mixin -> mixin.userObject())
        .filter(Output.class::isInstance)
        .map(Output.class::cast)
        .filter(output -> output.json() && !output.isAnswered())
        .forEach(_ -> print(command.getOut()));
  }

  /** Prints it if a command line that is none asks for JSON. */
  void answer(String[] arguments, PrintWriter out) {
    var line = String.join(" ", List.of(arguments)).toLowerCase(Locale.ROOT) + " ";
    if (line.contains("--output json ") || line.contains("--output=json ")) {
      print(out);
    }
  }

  /** The document, for one that has something else, too. */
  Map<String, Object> tree() {
    var error = new LinkedHashMap<String, Object>();
    error.put("message", message);
    error.put("exit_code", exitCode);
    return Map.of("error", error);
  }

  private void print(PrintWriter out) {
    out.println(JsonWriter.document(tree()));
    out.flush();
  }
}
