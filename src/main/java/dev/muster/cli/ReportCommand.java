package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.report.JsonReport;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster report}: the batch report of a run. */
@Command(
    name = "report",
    description = "Writes the report of a run.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private RunParameter run;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json|html",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to, instead of here; the file is written whole, or stays as it was.")
  private @Nullable Path out;

  /** The names are what a user writes. */
  enum Format {
    text,
    json,
    html
  }

  @Override
  public Integer call() {
    if (format == Format.html) {
      throw Complaint.needsRemedy("--format html: not built yet; use text or json");
    }
    try (var application = muster.open()) {
      var store = application.store();
      var stored = run.in(store);
      var report = RunReport.of(store, stored);
      var goal = ReportedGoal.of(application, stored, spec.commandLine().getErr());
      var text =
          format == Format.json
              ? JsonReport.of(report, goal, null) + "\n"
              : TextReport.of(report, goal);
      if (out == null) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
      } else {
        DataFile.write(out, file -> file.write(text));
      }
      return ExitCode.DONE.code();
    }
  }
}
