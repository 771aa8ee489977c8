package dev.muster.campaign;

/** The text of a file. */
final class FileText {
  /** A campaign, segment or query that is larger was not written by a person. */
  static final int MOST_BYTES = 1_000_000;

  private FileText() {}
}
