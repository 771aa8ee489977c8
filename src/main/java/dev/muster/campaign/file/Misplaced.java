package dev.muster.campaign.file;

import java.util.Collection;
import java.util.Optional;

/** Where a key belongs that stands under another section. */
final class Misplaced {
  private Misplaced() {}

  /**
   * What to write, if this is such a key.
   *
   * @param words the keys that may stand in its place
   */
  static Optional<String> of(String key, Collection<String> words) {
    var place = "";
    if (words.contains("campaign") && words.contains("when")) {
      place = section(key);
    } else if (words.contains("control_group")
        || words.contains("do_not_disturb")
        || words.contains("recheck")) {
      place = elsewhere(key, words);
    }
    return place.isEmpty() ? Optional.empty() : Optional.of("it under " + place);
  }

  /** Of what stands at the left margin. */
  private static String section(String key) {
    return WhoGrammar.KNOWN.contains(key)
        ? "who"
        : WhatGrammar.KNOWN.contains(key) ? "what" : WhenGrammar.KNOWN.contains(key) ? "when" : "";
  }

  /** Of what stands under {@code who}, {@code who.live} or {@code when}. */
  private static String elsewhere(String key, Collection<String> words) {
    return switch (key) {
      case "then_not", "late", "recheck" -> "who.live";
      case "within" -> words.contains("then_not") ? "then_not" : "";
      case "collapse" -> "when.do_not_disturb";
      case "delay", "cut_off", "do_not_disturb", "timezone", "from", "until" -> "when";
      case "cap", "again", "control_group", "limit_per_user" -> "who";
      default -> "";
    };
  }
}
