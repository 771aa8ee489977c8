package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.RunId;
import dev.muster.report.AuditJson;
import dev.muster.report.AuditText;
import dev.muster.report.Printable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster audit}: who did what by hand. */
@Command(
    name = "audit",
    description = {
      "Lists who did what by hand, oldest first: 'stop', 'restart', 'abandon', 'retry-rejected',"
          + " 'approve', 'prune', 'run --override', and the commands of the web page. Who: MUSTER_OPERATOR,"
          + " else the login's name; on the web page, who is logged in."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Only what was done to this run, also if it was pruned.")
  private @Nullable String run;

  @Override
  public Integer call() {
    var only = run();
    try (var application = muster.open()) {
      var trail = application.store().audit();
      var rows = only == null ? trail.all() : trail.of(only);
      var out = spec.commandLine().getOut();
      if (output.json()) {
        out.println(AuditJson.of(rows));
      } else {
        AuditText.of(rows).forEach(out::println);
      }
      return ExitCode.DONE.code();
    }
  }

  private @Nullable RunId run() {
    try {
      return run == null ? null : RunId.parse(run);
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy("--run: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }
}
