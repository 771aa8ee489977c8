package dev.muster.campaign.file;

/** A file that is no text, or no YAML, so that nothing more can be said about it. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Location at;

  Unreadable(Location at, String message) {
    super(message);
    this.at = at;
  }

  Location at() {
    return at;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
