package dev.muster.campaign.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The text of a file: UTF-8, or UTF-16 with a byte order mark, as YAML has it. */
final class FileText {
  /** A campaign, segment or query that is larger was not written by a person. */
  static final int MOST_BYTES = 1_000_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private FileText() {}

  /**
   * The text, without a byte order mark.
   *
   * @throws Unreadable when the bytes are no text, or too many
   */
  static String decode(byte[] bytes) throws Unreadable {
    if (bytes.length > MOST_BYTES) {
      throw new Unreadable(
          Location.START,
          "expected at most "
              + MOST_BYTES
              + " bytes, found more; many user ids belong into a list (list: file.csv)");
    }
    var charset = charset(bytes);
    var chars = CharBuffer.allocate(bytes.length + 1);
    var input = ByteBuffer.wrap(bytes);
    var result = charset.newDecoder().decode(input, chars, true);
    var text = chars.flip().toString();
    if (result.isError()) {
      throw new Unreadable(
          Location.of(text, text.length()),
          "expected text in UTF-8, found a byte that is none (0x%02X); save the file as UTF-8"
              .formatted(bytes[input.position()]));
    }
    return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
  }

  /**
   * Refuses characters that YAML allows only as escapes.
   *
   * @throws Unreadable at the first of them
   */
  static void refuseUnprintable(String text) throws Unreadable {
    for (var i = 0; i < text.length(); ) {
      var codePoint = text.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint)) {
        throw new Unreadable(
            Location.of(text, i),
            "expected printable characters, found U+%04X; in double quotes it can be written as an escape"
                .formatted(codePoint));
      }
      i += Character.charCount(codePoint);
    }
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2) {
      var mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
      if (mark == 0xFEFF) {
        return StandardCharsets.UTF_16BE;
      }
      if (mark == 0xFFFE) {
        return StandardCharsets.UTF_16LE;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
