package dev.muster.cli;

import dev.muster.run.StopSignal;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the program finds around it when it is started.
 *
 * @param variables the environment's, by name
 * @param folder what relative paths on the command line are relative to
 * @param signals has a signal given when the program is asked to end
 */
record Surroundings(Map<String, String> variables, Path folder, Consumer<StopSignal> signals) {
  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  static Surroundings ofThisProcess() {
    return new Surroundings(System.getenv(), Path.of(""), StopOnSignal::install);
  }
}
