package dev.muster.intake;

import java.util.Locale;
import java.util.Optional;

/** How rows are written in a file; either may be compressed with gzip. */
public enum Format {
  /** RFC 4180 in UTF-8, the first row naming the columns. */
  CSV,
  /** One JSON object a line, in UTF-8. */
  NDJSON;

  /**
   * The format that a file's name tells: {@code .csv}, {@code .ndjson}, {@code .jsonl}, or with
   * {@code .gz} behind.
   */
  public static Optional<Format> ofName(String name) {
    var plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    return plain.endsWith(".ndjson") || plain.endsWith(".jsonl")
        ? Optional.of(NDJSON)
        : Optional.empty();
  }
}
