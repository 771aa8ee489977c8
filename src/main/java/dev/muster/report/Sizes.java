package dev.muster.report;

import static dev.muster.run.Figures.count;

import java.util.Locale;

/** Bytes as people read them. */
public final class Sizes {
  private Sizes() {}

  /** Such as {@code 812 B}, {@code 480 kB} or {@code 31.4 MB}. */
  public static String of(long bytes) {
    if (bytes < 10_000) {
      return count(bytes) + " B";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,d kB", bytes / 1000)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
