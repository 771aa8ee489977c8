package dev.muster.goal;

/**
 * Something that speaks against trusting a comparison.
 *
 * @param text in a sentence
 */
public record Warning(Code code, String text) {

  /** What it is about. */
  public enum Code {
    /** More or fewer users are in the control group than its share says. */
    CONTROL_SHARE,
    /** Many who came through the gates were not sent to in the end. */
    LOST_AFTER_GATES,
    /** An earlier version did not look who of the control group would have been sent to. */
    CONTROL_UNKNOWN;

    /** Its name in reports. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
