package dev.muster.metric;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers as it is built: as much of the encoding as OTLP's gauges need,
 * which spares every start a library of three megabytes.
 */
final class Protobuf {
  private static final int FIXED_64 = 1;
  private static final int DELIMITED = 2;
  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A number in eight bytes. */
  Protobuf fixed(int field, long value) {
    tag(field, FIXED_64);
    for (var shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  Protobuf number(int field, double value) {
    return fixed(field, Double.doubleToRawLongBits(value));
  }

  Protobuf text(int field, String value) {
    return delimited(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf message) {
    return delimited(field, message.bytes());
  }

  private Protobuf delimited(int field, byte[] value) {
    tag(field, DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void tag(int field, int type) {
    varint((field << 3) | type);
  }

  private void varint(int value) {
    var left = value;
    while (left > SEVEN_BITS) {
      bytes.write((left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    bytes.write(left);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
