package dev.muster.cli;

import dev.muster.intake.Summary;
import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is answered to an import. */
final class ImportAnswer {
  private ImportAnswer() {}

  /** Prints it, and says what the program ends with. */
  static ExitCode print(Summary summary, Output output, PrintWriter out) {
    out.println(output.json() ? json(summary) : text(summary));
    out.flush();
    return summary.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private static String text(Summary summary) {
    var seconds = summary.took().toMillis() / 1_000.0;
    var text =
        new StringBuilder()
            .append(summary.source())
            .append(": ")
            .append(count(summary.imported()))
            .append(' ')
            .append(tableOf(summary))
            .append(" imported");
    if (summary.repeated() > 0) {
      text.append(", ").append(count(summary.repeated()));
      text.append(summary.repeated() == 1 ? " of them was" : " of them were");
      text.append(" there already");
    }
    text.append(", ").append(count(summary.rejected()));
    text.append(summary.rejected() == 1 ? " bad row" : " bad rows");
    summary
        .rejectedFile()
        .ifPresent(file -> text.append(" (see ").append(file).append(" for line and reason)"));
    text.append(String.format(Locale.ROOT, ", in %.1f s.", seconds));
    if (summary.contradicted() > 0) {
      text.append(System.lineSeparator())
          .append(count(summary.contradicted()))
          .append(" of the bad rows had an id under which another event stands, and")
          .append(summary.contradicted() == 1 ? " was" : " were")
          .append(
              " left out: an id must tell an event from all others, also those of other files; a"
                  + " number of a row does not, so leave the column out, or put the name of its"
                  + " file before it.");
    }
    if (summary.optedIn() > 0) {
      text.append(System.lineSeparator())
          .append(count(summary.optedIn()))
          .append(summary.optedIn() == 1 ? " user who was" : " users who were")
          .append(" opted out ")
          .append(summary.optedIn() == 1 ? "is" : "are")
          .append(" opted in again.");
    }
    new TreeMap<>(summary.alike())
        .forEach((name, column) ->
            text.append(System.lineSeparator())
                .append(
                    "%s became an attribute; if it was meant for the column, call it %s."
                        .formatted(Printable.of(name), column)));
    if (summary.pointedIds()) {
      text.append(System.lineSeparator())
          .append(
              "The user ids end in .0, and were taken so: \"7.0\" is another user than \"7\". If they"
                  + " are whole numbers, write them as such where the file is made.");
    }
    if (!summary.ignored().isEmpty()) {
      text.append(System.lineSeparator())
          .append("Ignored, because no event has such a column: ")
          .append(String.join(", ", new TreeSet<>(summary.ignored())))
          .append(". What is to be asked for belongs into properties.");
    }
    return text.toString();
  }

  /** What the rows are: the table is named for many of them. */
  private static String tableOf(Summary summary) {
    var many = summary.table();
    return summary.imported() == 1 ? many.substring(0, many.length() - 1) : many;
  }

  private static String json(Summary summary) {
    var node = JsonWriter.object();
    node.put("file", summary.source());
    node.put("table", summary.table());
    node.put("imported", summary.imported());
    node.put("repeated", summary.repeated());
    node.put("rejected", summary.rejected());
    node.put("contradicted", summary.contradicted());
    node.put("rejected_file", summary.rejectedFile().map(Path::toString).orElse(null));
    node.put("opted_in", summary.optedIn());
    var alike = node.putObject("attributes_like_columns");
    new TreeMap<>(summary.alike()).forEach(alike::put);
    var ignored = node.putArray("ignored_columns");
    new TreeSet<>(summary.ignored()).forEach(ignored::add);
    node.put("user_ids_end_in_point_zero", summary.pointedIds());
    node.put("seconds", summary.took().toMillis() / 1_000.0);
    return JsonWriter.document(node);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
