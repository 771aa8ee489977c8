package dev.muster.message;

/** The last look at a message's bytes. */
final class Legal {
  private Legal() {}

  /**
   * The same bytes, when they may be sent.
   *
   * @param json a message as {@link JsonValues#generator} writes it
   * @throws Unfit when they are too many, or hold half a surrogate pair, which the generator writes
   *     as an escape, and whole pairs never so
   */
  static byte[] checked(Call call, byte[] json) {
    if (json.length > Batch.MESSAGE_BYTES) {
      throw new Unfit(
          "too_large",
          "the %s message has %,d bytes, %,d are the most"
              .formatted(call.type(), json.length, Batch.MESSAGE_BYTES));
    }
    for (int i = 0; i < json.length - 3; i++) {
      if (json[i] == '\\') {
        if (json[i + 1] == 'u' && json[i + 2] == 'D' && json[i + 3] >= '8') {
          throw new Unfit("text", "a text holds half a surrogate pair, which is no character");
        }
        i++;
      }
    }
    return json;
  }
}
