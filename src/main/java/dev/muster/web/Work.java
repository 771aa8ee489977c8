package dev.muster.web;

import gg.jte.Content;
import java.util.Locale;

/**
 * A run that is worked on.
 *
 * @param row as far as it has come
 * @param share how much of it is done, 0 to 1
 * @param said how far it is, and when it is expected to end
 */
record Work(RunRow row, double share, Content said) {

  /** The done part of a picture. */
  String width() {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  String title() {
    return String.format(Locale.ROOT, "%.0f%% is done", 100 * share);
  }
}
