package dev.muster.demo;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines as a stream of UTF-8, made when they are read. */
final class GeneratedInput extends InputStream {
  private static final int PIECE = 1 << 16;

  private final Lines lines;
  private final StringBuilder text = new StringBuilder(2 * PIECE);
  private byte[] bytes = {};
  private int position;
  private boolean ended;

  GeneratedInput(Lines lines) {
    this.lines = lines;
  }

  @Override
  public int read() {
    return available() > 0 ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    var count = Math.min(length, available());
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    if (position == bytes.length && !ended) {
      text.setLength(0);
      while (!ended && text.length() < PIECE) {
        ended = !lines.append(text);
      }
      bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      position = 0;
    }
    return bytes.length - position;
  }
}
