package dev.muster.report;

/**
 * The colours of pictures, as presentation attributes: of the page's style where there is one,
 * which knows light and dark, and right where a site forbids styles.
 */
public enum Ink {
  ACCENT("accent", "0a6c8e"),
  SOFT("soft", "c6dde6"),
  SIGNAL("signal", "b3261e"),
  KEPT("kept", "8d9299"),
  PALE("pale", "eeede7"),
  LINE("line", "d9d8d1"),
  MUTED("muted", "5b6067"),
  TEXT("ink", "1b1d1f");

  private final String attribute;

  Ink(String name, String light) {
    attribute = "var(--" + name + ",#" + light + ")";
  }

  /** The attribute's value. */
  public String attribute() {
    return attribute;
  }
}
