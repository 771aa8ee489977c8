package dev.muster.web;

import dev.muster.report.Words;
import java.util.List;
import java.util.Locale;

/** What is said of runs that need a hand. */
final class HandWords {
  private HandWords() {}

  /** As a sentence. */
  static String reason(RunRow row) {
    var reason = row.run().reason();
    if (reason == null || reason.isEmpty()) {
      return "";
    }
    var begin = reason.offsetByCodePoints(0, 1);
    return reason.substring(0, begin).toUpperCase(Locale.ROOT)
        + reason.substring(begin)
        + (reason.endsWith(".") ? "" : ".");
  }

  static Words sent(RunRow row) {
    return Words.of(
        "{} of {} {} sent to, {} {} still to be.",
        row.accepted(),
        row.qualified(),
        row.accepted() == 1 ? "was" : "were",
        row.toCome(),
        row.toCome() == 1 ? "is" : "are");
  }

  static Words failed(RunRow row, boolean personal) {
    var words = row.isKnown() ? sent(row) : Words.of("Its audience is not known.");
    return personal ? Words.of("{} {}", words, reason(row)) : words;
  }

  static Words stopped(RunRow row) {
    return Words.of("{} The next launch goes on.", sent(row));
  }

  static Words late(RunRow row, long users) {
    return Words.of(
        "{} of {} who {} to come will miss the cut-off at the pace of the settings.",
        users,
        row.toCome(),
        users == 1 ? "is" : "are");
  }

  /**
   * Who could not be sent to.
   *
   * @param codes why, the most frequent first
   */
  static Words notSendable(RunRow row, List<String> codes) {
    return Words.of(
        "{} of {} could not be sent to{}.",
        row.notSendable(),
        row.qualified(),
        codes.isEmpty() ? "" : ": " + String.join(", ", codes));
  }
}
