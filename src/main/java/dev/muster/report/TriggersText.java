package dev.muster.report;

import dev.muster.run.Figures;
import java.util.ArrayList;

/** What became of a user's triggers, as text. */
public final class TriggersText {
  private TriggersText() {}

  /** The text, ending with a line break. */
  public static String of(TriggersReport report) {
    if (report.triggers().isEmpty()) {
      return Printable.of(none(report)) + "\n";
    }
    var lines = new ArrayList<String>();
    lines.add(
        Printable.of(
            "%s: %s of %s%s"
                .formatted(
                    report.run() == null ? report.campaign() : report.run().id(),
                    Figures.counted(
                        report.triggers().size(), report.run() == null ? "event" : "trigger"),
                    report.user().value(),
                    report.run() == null ? ", the latest first" : "")));
    for (var answer : report.triggers()) {
      var event = answer.event();
      lines.add("");
      lines.add(
          Printable.of(
              "%s at %s%s"
                  .formatted(
                      event.name(),
                      event.occurredAt(),
                      event.id() == null ? "" : ", id " + event.id())));
      lines.add("  " + Printable.of(answer.said()));
      if (report.run() == null && answer.fate() != null) {
        lines.add("  in " + answer.fate().run());
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String none(TriggersReport report) {
    return report.run() == null
        ? "%s: no event of %s could have triggered it"
            .formatted(report.campaign(), report.user().value())
        : "%s: no trigger of %s is in this run; 'muster explain %s USER' tells of the others"
            .formatted(report.run().id(), report.user().value(), report.campaign());
  }
}
