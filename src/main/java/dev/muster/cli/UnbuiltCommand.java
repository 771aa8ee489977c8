package dev.muster.cli;

import dev.muster.app.Complaint;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that the contract names and that is not there yet: it says so. */
@Command(hidden = true)
final class UnbuiltCommand implements Callable<Integer> {
  private static final List<String> NAMES = List.of("goals");

  @Spec private CommandSpec spec;

  /** Whatever is asked for: it is not there in any form. */
  @Unmatched
  @SuppressWarnings("unused")
  private List<String> arguments;

  /** Adds all of them. */
  static void addTo(CommandLine commandLine) {
    NAMES.forEach(name -> commandLine.addSubcommand(name, new UnbuiltCommand()));
  }

  @Override
  public Integer call() {
    throw Complaint.needsRemedy(
        "'muster %s' is not built yet; nothing was done".formatted(spec.name()));
  }
}
