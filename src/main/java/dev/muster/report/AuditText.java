package dev.muster.report;

import dev.muster.run.Figures;
import dev.muster.store.AuditRow;
import dev.muster.store.Intervention;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The audit as a table; reasons stand below what they are for. */
public final class AuditText {

  private AuditText() {}

  /** The lines, a heading first. */
  public static List<String> of(List<AuditRow> rows) {
    if (rows.isEmpty()) {
      return List.of("Nobody has intervened.");
    }
    var lines = new ArrayList<String>();
    lines.add(line("AT", "WHO", "VIA", "COMMAND", "RUN", "EXIT", "OUTCOME"));
    for (var row : rows) {
      lines.add(line(row));
      var reason = row.what().reason();
      if (reason != null) {
        lines.add(" ".repeat(22) + "reason: " + Printable.of(reason));
      }
    }
    return lines;
  }

  private static String line(AuditRow row) {
    var what = row.what();
    return line(
        Figures.second(row.at()),
        Printable.cut(what.who()),
        what.via().key(),
        what.command(),
        about(what),
        Objects.requireNonNullElse(row.exitCode(), ""),
        Printable.of(row.outcome()));
  }

  /** The run, or where it was not known before, the campaign. */
  private static Object about(Intervention what) {
    if (what.run() != null) {
      return what.run();
    }
    return what.campaign() == null ? "" : what.campaign();
  }

  private static String line(Object... columns) {
    return "%-20s  %-14s  %-3s  %-14s  %-40s  %4s  %s".formatted(columns).stripTrailing();
  }
}
