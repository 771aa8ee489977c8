package dev.muster.cli;

import dev.muster.sandbox.DropCode;
import dev.muster.sandbox.SandboxStats;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells on a console what a sandbox has seen. */
final class SandboxWatch {
  private static final int CLOSED = 0;
  private final PrintWriter out;
  private final boolean countsOnly;
  private long told;
  private boolean warned;

  SandboxWatch(PrintWriter out, boolean countsOnly) {
    this.out = out;
    this.countsOnly = countsOnly;
  }

  /** A line, when something has come since the last one. */
  void tellNews(SandboxStats stats) {
    if (stats.requests() != told) {
      tell("", stats);
    }
    if (!stats.everythingKept() && !countsOnly && !warned) {
      warned = true;
      out.println(
          "The memory for requests and messages is full: from now on they are counted only."
              + " --counts-only does so from the start, MUSTER_JAVA_OPTIONS=-Xmx… gives more.");
      out.flush();
    }
  }

  /** The last line. */
  void tellEnd(SandboxStats stats) {
    tell("The sandbox has ended: ", stats);
  }

  private void tell(String beginning, SandboxStats stats) {
    told = stats.requests();
    out.println(
        beginning
            + String.format(
                Locale.ROOT,
                "%,d requests, %,d messages received, %,d stored, %s",
                stats.requests(),
                stats.received(),
                stats.stored(),
                dropped(stats.dropped()))
            + answered(stats.answers()));
    out.flush();
  }

  private static String dropped(Map<DropCode, Long> dropped) {
    var total = dropped.values().stream().mapToLong(Long::longValue).sum();
    var why =
        dropped.entrySet().stream()
            .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "%,d dropped", total) + (total == 0 ? "" : " (" + why + ")");
  }

  private static String answered(Map<Integer, Long> answers) {
    return answers.entrySet().stream()
        .map(each ->
            String.format(
                Locale.ROOT,
                "%s: %,d",
                each.getKey() == CLOSED ? "hung up" : each.getKey().toString(),
                each.getValue()))
        .collect(Collectors.joining(", ", answers.isEmpty() ? "" : "; answers ", ""));
  }
}
