package dev.muster.demo;

import java.time.LocalDate;

/** Instants as text, without the cost of a formatter for each of ten million. */
final class Clock {
  private static final int SECONDS_OF_DAY = 86_400;

  private Clock() {}

  /** Appends {@code 2026-12-01T09:00:00.123Z}. */
  static void append(long epochSecond, int millisecond, StringBuilder out) {
    out.append(LocalDate.ofEpochDay(Math.floorDiv(epochSecond, SECONDS_OF_DAY))).append('T');
    var second = Math.floorMod(epochSecond, SECONDS_OF_DAY);
    two(second / 3_600, out).append(':');
    two(second / 60 % 60, out).append(':');
    two(second % 60, out).append('.').append((char) ('0' + millisecond / 100));
    two(millisecond % 100, out).append('Z');
  }

  private static StringBuilder two(int number, StringBuilder out) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
