package dev.muster.intake;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bad rows of an import, as CSV: {@code line, reason, row}. They are collected beside the place
 * where they belong and put there when the import is done, so that a failed one leaves the file of
 * the last one alone; an import without bad rows removes it. To a device such as {@code /dev/null}
 * they are written at once.
 */
final class RejectedRows implements AutoCloseable {
  private static final String HEADER = "line,reason,row";

  /** The bits of a mode that tell what a file is, and what they are for a device (POSIX stat). */
  private static final int FILE_TYPE = 0170000;

  private static final int CHARACTER_DEVICE = 0020000;

  private final Path place;
  private final boolean isDevice;
  private @Nullable Path collected;
  private @Nullable CsvWriter writer;
  private long count;
  private boolean closed;

  RejectedRows(Path place) {
    this.place = place;
    isDevice = isDevice(place);
  }

  /**
   * Refuses a place where something stands that is not of an earlier import: bad rows would replace
   * it, and their absence remove it. A file with nothing in it, as {@code mktemp} makes one, has
   * nothing to lose.
   *
   * @throws UnreadableSource that says what stands there, and what to do
   */
  static void requireOwn(Path place, Source source) {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (source.isIn(place)) {
        throw new UnreadableSource(
            "--rejected %s is the file that is to be imported, and bad rows would replace it: name"
                    .formatted(place)
                + " another file");
      }
      if (isDevice(place)) {
        return;
      }
      if (!Files.isRegularFile(place)
          || !(Files.size(place) == 0 || HEADER.equals(firstLine(place)))) {
        throw new UnreadableSource(
            ("bad rows would go to %s, but what stands there is not from an import (expected an"
                    + " empty file, or a first line %s): move it away, or name another file with"
                    + " --rejected")
                .formatted(place, HEADER));
      }
    } catch (IOException e) {
      throw new UnreadableSource(
          "bad rows would go to %s, but what stands there cannot be read (%s): move it away, or"
                  .formatted(place, e.getMessage())
              + " name another file with --rejected",
          e);
    }
  }

  /** Whether it is a character device, which keeps nothing that could be read again. */
  private static boolean isDevice(Path place) {
    try {
      return place.getFileSystem().supportedFileAttributeViews().contains("unix")
          && Files.getAttribute(place, "unix:mode") instanceof Integer mode
          && (mode & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException e) {
      // Nothing stands there, or nobody may know what.
      return false;
    }
  }

  private static String firstLine(Path place) throws IOException {
    try (var input = Files.newInputStream(place)) {
      // Two more for the line's end, which tells it from a longer one.
      var head = input.readNBytes(HEADER.length() + 2);
      return new String(head, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  synchronized void add(long line, String reason, String row) {
    if (closed) {
      // The import has failed meanwhile.
      return;
    }
    count++;
    try {
      writer().writeRecord(Long.toString(line), reason, row);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private UnreadableSource unwritable(Exception e) {
    var cause =
        e instanceof UncheckedIOException unchecked ? requireNonNull(unchecked.getCause()) : e;
    var said =
        cause instanceof NoSuchFileException ? "there is no such folder" : cause.getMessage();
    return new UnreadableSource(
        "has bad rows, which cannot be written to %s: %s".formatted(place, said), e);
  }

  synchronized long count() {
    return count;
  }

  /** Everything so far is on disk, if not yet where it belongs; nothing can be added any more. */
  synchronized void flush() {
    var open = writer;
    // Once: it would try again to write what could not be written.
    writer = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  /** Puts the rows where they belong; tells where, if there are any to be found. */
  synchronized Optional<Path> keep() throws IOException {
    flush();
    if (isDevice) {
      return Optional.empty();
    }
    if (collected == null) {
      Files.deleteIfExists(place);
      return Optional.empty();
    }
    Files.move(collected, place, StandardCopyOption.REPLACE_EXISTING);
    collected = null;
    return Optional.of(place);
  }

  /** Forgets what was not kept. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try {
      flush();
    } finally {
      if (collected != null) {
        Files.deleteIfExists(collected);
      }
    }
  }

  private CsvWriter writer() throws IOException {
    if (writer == null) {
      writer =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(isDevice ? place : besidePlace(), StandardOpenOption.WRITE);
      writer.writeRecord(HEADER.split(","));
    }
    return writer;
  }

  private Path besidePlace() throws IOException {
    var folder = place.toAbsolutePath().getParent();
    var made = Files.createTempFile(folder, place.getFileName() + ".", ".part");
    // Also when the process is asked to end.
    made.toFile().deleteOnExit();
    collected = made;
    return made;
  }
}
