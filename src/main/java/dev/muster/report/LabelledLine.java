package dev.muster.report;

/** A line of a report for people: what it is about, and what is to be said, below each other. */
public final class LabelledLine {
  private LabelledLine() {}

  /**
   * The line, without an end of it.
   *
   * @param label one that is too long takes the room that it needs
   */
  public static String of(String label, String text) {
    return "  %-18s%s".formatted(label, text);
  }
}
