package dev.muster.app;

import dev.muster.run.StopSignal;
import dev.muster.store.RunLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the program finds around it when it is started.
 *
 * @param variables the environment's, by name
 * @param folder what relative paths on the command line are relative to
 * @param signals has a signal given when the program is asked to end
 * @param guard is told when the lock of a run is lost
 */
public record Surroundings(
    Map<String, String> variables, Path folder, Consumer<StopSignal> signals, RunLock.Guard guard) {
  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of a program that nobody asks to end. */
  public static Surroundings of(Map<String, String> variables, Path folder) {
    return new Surroundings(variables, folder, _ -> {}, RunLock.Guard.NONE);
  }
}
