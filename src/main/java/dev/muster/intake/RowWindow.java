package dev.muster.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of the row being read, and some behind it. It grows to the longest row, up to a limit,
 * so that memory does not depend on the file.
 */
final class RowWindow {
  /** Many times what any receiver of a profile takes; a longer row is a quote left open. */
  static final int MAX_ROW_BYTES = 4 << 20;

  private final InputStream input;
  private byte[] bytes = new byte[1 << 16];
  private int start;
  private int end;
  private boolean ended;

  RowWindow(InputStream input) {
    this.input = input;
  }

  /** The byte so far from the row's beginning, or -1 behind the end of the input. */
  int at(int offset) throws IOException {
    return offset < end - start || fill(offset) ? bytes[start + offset] & 0xff : -1;
  }

  /** Begins the next row that many bytes behind the beginning of this one. */
  void advance(int count) {
    start += count;
  }

  String text(int offset, int length) throws BadRow {
    return Utf8.decode(bytes, start + offset, length);
  }

  /** For people to look at: bytes that are not UTF-8 are replaced. */
  String raw(int length) {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private boolean fill(int offset) throws IOException {
    while (offset >= end - start && !ended) {
      if (end == bytes.length) {
        makeRoom();
      }
      var count = input.read(bytes, end, bytes.length - end);
      if (count < 0) {
        ended = true;
      } else {
        end += count;
      }
    }
    return offset < end - start;
  }

  private void makeRoom() throws RowTooLong {
    var held = end - start;
    if (held >= MAX_ROW_BYTES) {
      throw new RowTooLong();
    }
    var target = held > bytes.length / 2 ? Arrays.copyOf(bytes, bytes.length * 2) : bytes;
    System.arraycopy(bytes, start, target, 0, held);
    bytes = target;
    start = 0;
    end = held;
  }

  /** A row longer than {@link #MAX_ROW_BYTES}. */
  static final class RowTooLong extends IOException {
    RowTooLong() {
      super("a row is longer than " + (MAX_ROW_BYTES >> 20) + " MiB");
    }
  }
}
