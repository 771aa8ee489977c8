package dev.muster.cli;

import dev.muster.app.Complaint;
import org.jspecify.annotations.Nullable;

/** An option that gives a reason. */
final class ReasonOption {

  private ReasonOption() {}

  /**
   * Refuses a reason without words.
   *
   * @param reason as it was given, or null when it was not
   * @throws Complaint when it is blank
   */
  static void check(String option, @Nullable String reason) {
    if (reason != null && reason.isBlank()) {
      throw Complaint.needsRemedy(option + ": expected the reason in words, found none");
    }
  }
}
