package dev.muster.report;

import static dev.muster.run.Figures.count;

import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the users of a run ended, as lines of text: number, share and bar of each verdict. */
public final class GateBars {
  private static final int BAR = 24;

  private GateBars() {}

  /** The lines; verdicts that nobody has are left out. */
  public static List<String> of(Accounting audience) {
    var qualified = audience.qualified() == null ? 0 : audience.qualified();
    var lines = new ArrayList<String>();
    lines.add("  %-18s%12s".formatted("qualified", count(qualified)));
    for (var verdict : Verdict.values()) {
      var users = audience.count(verdict);
      if (users > 0) {
        lines.add(
            "    %-16s%12s  %5s  %s"
                .formatted(
                    verdict.key().replace('_', ' '),
                    count(users),
                    share(users, qualified),
                    bar(users, qualified)));
      }
    }
    return lines;
  }

  private static String bar(long part, long whole) {
    return "█".repeat(whole == 0 ? 0 : (int) Math.max(1, Math.round((double) part * BAR / whole)));
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }
}
