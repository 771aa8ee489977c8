package dev.muster.cli;

import dev.muster.app.Readiness;
import dev.muster.check.Finding;
import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster check}: whether a run would do, a line for each thing that it needs. */
@Command(
    name = "check",
    description =
        "Says whether a run would do, and what to mend: settings, database, tables, receiver, keys,"
            + " clock, and whether alerts would arrive. Changes nothing and sends no message.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 a run would do, 2 something must be mended first."})
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private ReceiverOption receiver;

  @Parameters(
      arity = "0..1",
      paramLabel = "CAMPAIGN",
      description =
          "A campaign file: also says how the database would find its audience, which of its events,"
              + " properties and attributes no row has, which values have other types than its"
              + " conditions want, and which users' time zones are not known.")
  private @Nullable Path campaign;

  @Override
  public Integer call() throws InterruptedException {
    muster.warnOfNearSettings();
    var findings =
        Readiness.findings(
            () -> muster.settings(receiver.overrides()), muster.surroundings(), campaign);
    if (output.json()) {
      printJson(findings);
    } else {
      findings.forEach(this::print);
    }
    spec.commandLine().getOut().flush();
    return Finding.anyFailed(findings) ? ExitCode.WRONG.code() : ExitCode.DONE.code();
  }

  private void print(Finding finding) {
    var word =
        switch (finding.state()) {
          case OK -> "@|green ok     |@";
          case WARNING -> "@|yellow warning|@";
          case FAILED -> "@|red failed |@";
        };
    var line = "%-11s %s".formatted(finding.subject(), finding.found());
    var remedy = finding.remedy() == null ? "" : "; " + finding.remedy();
    spec.commandLine()
        .getOut()
        .println(Ansi.AUTO.string(word) + "  " + Printable.of(line + remedy));
  }

  private void printJson(List<Finding> findings) {
    var checks = findings.stream().map(CheckCommand::tree).toList();
    spec.commandLine().getOut().println(JsonWriter.document(Map.of("checks", checks)));
  }

  private static Map<String, @Nullable Object> tree(Finding finding) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("check", finding.subject());
    tree.put("state", finding.state().key());
    tree.put("found", finding.found());
    tree.put("remedy", finding.remedy());
    return tree;
  }
}
