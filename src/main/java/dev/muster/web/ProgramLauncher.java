package dev.muster.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the program is called for what is to be a process of its own. */
public interface ProgramLauncher {

  /** The process of a command with its arguments, to be started. */
  ProcessBuilder command(List<String> arguments);

  /**
   * How this very program is called for another command: by the script that has called it, or as
   * Java was.
   */
  static ProgramLauncher ofThisProgram(Path folder, Map<String, String> variables) {
    return arguments -> {
      var command = new ArrayList<>(program());
      command.addAll(arguments);
      var builder = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
      builder.environment().clear();
      builder.environment().putAll(variables);
      return builder;
    };
  }

  private static List<String> program() {
    var script = System.getProperty("muster.launcher");
    if (script != null && Files.isExecutable(Path.of(script))) {
      return List.of(script);
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    // The page's own jar has libraries that a worker does not need.
    var slim = classes.replace("muster-serve.jar", "muster.jar");
    return classes.contains(File.pathSeparator) || !Files.exists(Path.of(slim))
        ? List.of(java, "-cp", classes, "dev.muster.cli.Muster")
        : List.of(java, "-jar", slim);
  }
}
