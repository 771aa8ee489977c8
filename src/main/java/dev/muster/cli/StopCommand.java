package dev.muster.cli;

import dev.muster.run.StopRequest;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster stop}: asks a run's worker, wherever it is, to end at its next checkpoint. */
@Command(
    name = "stop",
    description =
        "Asks the worker of a run, on whatever machine, to end at its next checkpoint; the next"
            + " launch or 'muster restart' goes on from there.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private RunParameter run;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Why; it is kept with the stopped run and stands in its report.")
  private @Nullable String reason;

  @Override
  public Integer call() throws Exception {
    ReasonOption.check("--reason", reason);
    try (var application = muster.open()) {
      var store = application.store();
      var stored = run.in(store);
      var id = stored.id();
      return Audited.perform(
              application.auditing().begin("stop", id.campaign(), id, reason),
              () -> stop(stored, store))
          .code();
    }
  }

  private Audited.Outcome stop(Run run, Store store) {
    var request = StopRequest.of(store, run);
    if (request.isPresent()) {
      request.get().send(reason);
      print(
          "%s: its worker, %s, was asked to end at its next checkpoint"
              .formatted(run.id(), request.get().holder()));
      return Audited.Outcome.done();
    }
    var nobody =
        "%s: nobody works on it (%s); there is nothing to stop"
            .formatted(run.id(), status(store.runs().get(run.id()).status()));
    print(nobody);
    return Audited.Outcome.said(ExitCode.DONE, nobody);
  }

  private void print(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** Of a run whose lock is free. */
  private static String status(RunStatus status) {
    return status == RunStatus.RUNNING ? "its worker is gone" : status.key();
  }
}
