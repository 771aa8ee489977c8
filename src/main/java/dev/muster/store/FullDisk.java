package dev.muster.store;

import java.util.List;

/** What is thrown when a disk, or what may be written to it, is full. */
public final class FullDisk {
  /** What operating systems say of a disk, of somebody's share of it, and of a file's size. */
  private static final List<String> SAID =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  private FullDisk() {}

  /** Whether this, or a cause of it, is about one: then it is over when room was made. */
  public static boolean isMeant(Throwable thrown) {
    return Causes.of(thrown)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(message -> SAID.stream().anyMatch(message::contains));
  }
}
