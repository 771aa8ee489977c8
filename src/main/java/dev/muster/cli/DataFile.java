package dev.muster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.muster.app.Complaint;
import dev.muster.store.FullDisk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Where a command writes what programs read, as UTF-8, however much it is. */
final class DataFile {

  private DataFile() {}

  /** Writes it. */
  interface Content {
    void write(Writer out) throws IOException;
  }

  /**
   * Writes to a file, which is there whole or stays as it was, or to standard output. Who closes
   * standard output early has read enough.
   *
   * @param file where to, or null for standard output
   * @param here standard output
   * @throws Complaint when it cannot be written: exit 1 when its disk is full, 2 when it cannot be
   *     there
   */
  static void write(@Nullable Path file, StandardOutput here, Content content) {
    if (file == null) {
      writeHere(here, content);
    } else {
      write(file, content);
    }
  }

  /**
   * The same to a file in any case.
   *
   * @throws Complaint when it cannot be written
   */
  static void write(Path file, Content content) {
    try {
      writeTo(file, content);
    } catch (UncheckedIOException e) {
      throw unwritable(file, requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void writeTo(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe or a device has no whole.
      writeAll(file, content);
      return;
    }
    // What a link points to is replaced, not the link.
    var place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    var part =
        place.resolveSibling(
            "%s.%d.part".formatted(place.getFileName(), ProcessHandle.current().pid()));
    // Also when the process is asked to end.
    part.toFile().deleteOnExit();
    try {
      writeAll(part, content);
      Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeAll(Path file, Content content) throws IOException {
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      content.write(out);
    }
  }

  private static void writeHere(StandardOutput here, Content content) {
    // A PrintWriter would not say why it could not write.
    var out = new BufferedWriter(new OutputStreamWriter(here.stream(), UTF_8));
    try {
      content.write(out);
      out.flush();
    } catch (UncheckedIOException e) {
      tellUnlessClosed(requireNonNull(e.getCause()));
    } catch (IOException e) {
      tellUnlessClosed(e);
    }
  }

  private static void tellUnlessClosed(IOException e) {
    if (!StandardOutput.isClosed(e)) {
      throw Complaint.passing(StandardOutput.complaint(e));
    }
  }

  private static Complaint unwritable(Path file, IOException e) {
    var reason =
        switch (e) {
          case NoSuchFileException _ -> "there is no such folder";
          case AccessDeniedException _ -> "access is denied";
          case FileSystemException fault when fault.getReason() != null -> fault.getReason();
          default -> e.getMessage();
        };
    return Complaint.of(FullDisk.isMeant(e), "--out " + file + ": cannot be written: " + reason);
  }
}
