package dev.muster.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** What is thrown when a disk, or what may be written to it, is full. */
public final class FullDisk {
  /** What operating systems say of a disk, of somebody's share of it, and of a file's size. */
  private static final List<String> SAID =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  /** PostgreSQL's for it, whatever language it says it in. */
  private static final String DISK_FULL = "53100";

  /** In bytes: what an embedded database writes at once, and then some. */
  private static final long LEAST_ROOM = 64 * 1024;

  private FullDisk() {}

  /** Whether there is no room beside a file; not where that cannot be told. */
  static boolean isAt(Path file) {
    try {
      var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      return Files.getFileStore(folder).getUsableSpace() < LEAST_ROOM;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Whether this, or a cause of it, is about one: then it is over when room was made. */
  public static boolean isMeant(Throwable thrown) {
    return Causes.of(thrown)
        .anyMatch(cause ->
            (cause instanceof SQLException fault && DISK_FULL.equals(fault.getSQLState()))
                || SAID.stream().anyMatch(String.valueOf(cause.getMessage())::contains));
  }
}
