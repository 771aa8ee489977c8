package dev.muster.cli;

/** The process was asked to end before a command had anything to answer. */
final class CutShort extends RuntimeException {
  /**
   * @param said what the user is told
   */
  CutShort(String said) {
    super(said, null, false, false);
  }

  /** Of a command that only looks. */
  static CutShort looking() {
    return new CutShort("asked to stop before there was an answer");
  }

  /** What the user is told. */
  String said() {
    return String.valueOf(getMessage());
  }
}
