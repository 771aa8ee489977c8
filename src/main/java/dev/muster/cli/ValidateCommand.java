package dev.muster.cli;

import dev.muster.app.Validation;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code muster validate}: reads campaign files, without a database, and says what is wrong. */
@Command(
    name = "validate",
    description = {
      "Checks campaign files, and the files that they name. Needs no database.",
      "Warns of values that are perhaps not what was meant, such as 01234, which is the number"
          + " 1234; the exit code is 0 all the same."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Campaign files, or folders of them.")
  private List<Path> paths;

  @Override
  public Integer call() {
    // The zone is of no account here: templates are read, not rendered.
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    var validations = Validation.of(paths, reader);
    var out = spec.commandLine().getOut();
    if (output.json()) {
      printJson(validations, out);
    } else {
      print(validations, out);
    }
    out.flush();
    return validations.stream().flatMap(Validation::faults).findAny().isPresent()
        ? ExitCode.WRONG.code()
        : ExitCode.DONE.code();
  }

  private static void print(List<Validation> validations, PrintWriter out) {
    validations.stream()
        .flatMap(Validation::faults)
        .map(Fault::toString)
        .distinct()
        .map(Printable::of)
        .forEach(out::println);
    validations.stream()
        .flatMap(Validation::warnings)
        .distinct()
        .map(Fault::asWarning)
        .map(Printable::of)
        .forEach(out::println);
    for (var validation : validations) {
      if (validation.reading() instanceof Reading.Valid(var campaign, _, _, _)) {
        var status = campaign.status().name().toLowerCase(Locale.ROOT);
        out.println(
            Printable.of(validation.path().toString())
                + ": valid, "
                + status
                + (campaign.who().isLive() ? ", live" : ""));
      }
    }
  }

  private static void printJson(List<Validation> validations, PrintWriter out) {
    var root = JsonWriter.object();
    var files = root.putArray("files");
    for (var validation : validations) {
      var file = files.addObject();
      file.put("path", validation.path().toString());
      switch (validation.reading()) {
        case Reading.Valid(var campaign, _, _, _) -> {
          file.put("valid", true);
          file.put("campaign", campaign.id().value());
        }
        case Reading.Invalid invalid -> file.put("valid", false);
      }
      var faults = file.putArray("faults");
      validation.faults().forEach(fault -> put(faults.addObject(), fault));
      var warnings = file.putArray("warnings");
      validation.warnings().forEach(warning -> put(warnings.addObject(), warning));
    }
    out.println(JsonWriter.document(root));
  }

  private static void put(ObjectNode node, Fault fault) {
    node.put("path", fault.path());
    node.put("line", fault.line());
    node.put("column", fault.column());
    node.put("key", fault.key());
    node.put("message", fault.message());
  }
}
