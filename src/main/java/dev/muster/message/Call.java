package dev.muster.message;

/** A call of the Segment API. */
enum Call {
  IDENTIFY("identify"),
  TRACK("track");

  private final String type;

  Call(String type) {
    this.type = type;
  }

  /** The message's {@code type}. */
  String type() {
    return type;
  }
}
