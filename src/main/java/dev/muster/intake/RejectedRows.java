package dev.muster.intake;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bad rows of an import, as CSV: {@code line, reason, row}. They are collected beside the place
 * where they belong and put there when the import is done, so that a failed one leaves the file of
 * the last one alone; an import without bad rows removes it.
 */
final class RejectedRows implements AutoCloseable {
  private final Path place;
  private @Nullable Path collected;
  private @Nullable CsvWriter writer;
  private long count;
  private boolean closed;

  RejectedRows(Path place) {
    this.place = place;
  }

  synchronized void add(long line, String reason, String row) {
    if (closed) {
      // The import has failed meanwhile.
      return;
    }
    count++;
    try {
      writer().writeRecord(Long.toString(line), reason, row);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new UnreadableSource(
          "has bad rows, which cannot be written to %s: %s".formatted(place, e.getMessage()), e);
    }
  }

  synchronized long count() {
    return count;
  }

  /** Everything is on disk, if not yet where it belongs. */
  synchronized void flush() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  /** Puts the rows where they belong; tells where, if there are any. */
  synchronized Optional<Path> keep() throws IOException {
    flush();
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
    flush();
    if (collected != null) {
      Files.deleteIfExists(collected);
    }
  }

  private CsvWriter writer() throws IOException {
    if (writer == null) {
      var folder = place.toAbsolutePath().getParent();
      collected = Files.createTempFile(folder, place.getFileName() + ".", ".part");
      // Also when the process is asked to end.
      collected.toFile().deleteOnExit();
      writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(collected);
      writer.writeRecord("line", "reason", "row");
    }
    return writer;
  }
}
