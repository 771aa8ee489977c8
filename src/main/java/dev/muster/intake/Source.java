package dev.muster.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where rows come from: a file, standard input, or a stream that somebody makes. */
public final class Source {
  private final String name;
  private final Format format;
  private final OptionalLong size;
  private final @Nullable Path file;
  private final Opening opening;

  private Source(
      String name, Format format, OptionalLong size, @Nullable Path file, Opening opening) {
    this.name = name;
    this.format = format;
    this.size = size;
    this.file = file;
    this.opening = opening;
  }

  /**
   * A file, whose name tells the format.
   *
   * @throws UnreadableSource when there is no such file, or its name tells no format
   */
  public static Source file(Path path) {
    return file(path, Optional.empty());
  }

  /**
   * A file.
   *
   * @param format what it is written in, whatever its name
   * @throws UnreadableSource when there is no such file, or neither its name nor {@code format}
   *     tells the format
   */
  public static Source file(Path path, Optional<Format> format) {
    if (Files.isDirectory(path)) {
      throw new UnreadableSource(path + " is a directory, expected a file");
    }
    if (!Files.exists(path)) {
      throw new UnreadableSource(path + ": there is no such file");
    }
    if (!Files.isReadable(path)) {
      throw new UnreadableSource(path + " cannot be read: permission denied");
    }
    var known =
        format
            .or(() -> Format.ofName(path.toString()))
            .orElseThrow(() ->
                new UnreadableSource(
                    path
                        + ": its name does not tell its format, expected .csv, .ndjson or"
                        + " .jsonl (also with .gz), or --format csv or ndjson"));
    // A pipe has no size, and nothing can be put beside it.
    var regular = Files.isRegularFile(path);
    return new Source(
        path.toString(),
        known,
        regular ? OptionalLong.of(sizeOf(path)) : OptionalLong.empty(),
        regular ? path : null,
        () -> Files.newInputStream(path));
  }

  /**
   * Standard input, or any other stream; it may be compressed with gzip. It is read once, and
   * closed.
   *
   * @param name what messages call it
   */
  public static Source stream(String name, Format format, InputStream stream) {
    return new Source(name, format, OptionalLong.empty(), null, () -> stream);
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** Bytes as they lie there, where that is known. */
  public OptionalLong size() {
    return size;
  }

  Format format() {
    return format;
  }

  /** Where its bad rows go: beside the file, else into the working directory. */
  Path rejected(String table) {
    return file == null
        ? Path.of(table + ".rejected")
        : file.resolveSibling(file.getFileName() + ".rejected");
  }

  /** Whether this is the place that it is read from, also under another name. */
  boolean isIn(Path place) throws IOException {
    return file != null && Files.exists(place) && Files.isSameFile(file, place);
  }

  CountedInput open() throws IOException {
    return new CountedInput(opening.open());
  }

  /**
   * The bytes, decompressed if they are gzip, without a byte order mark.
   *
   * @param needed the names that every row needs
   */
  InputStream text(CountedInput counted, List<String> needed) throws IOException {
    InputStream bytes = new BufferedInputStream(new WaitingInput(counted), 1 << 16);
    var compressed = startsWith(bytes, 0x1f, 0x8b);
    if (!compressed) {
      requireText(bytes);
    }
    if (!compressed && name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw new UnreadableSource("is not compressed with gzip, although its name ends in .gz");
    }
    var text = compressed ? new BufferedInputStream(new WholeGzip(bytes), 1 << 16) : bytes;
    if (compressed) {
      requireText(text);
    }
    if (startsWith(text, 0xff, 0xfe) || startsWith(text, 0xfe, 0xff)) {
      throw new UnreadableSource("is UTF-16, expected UTF-8");
    }
    if (startsWith(text, 0xef, 0xbb, 0xbf)) {
      text.skipNBytes(3);
    }
    Writing.require(format, head(text, Writing.LENGTH), needed);
    return text;
  }

  private static void requireText(InputStream input) throws IOException {
    Magic.of(head(input, Magic.LENGTH))
        .ifPresent(magic -> {
          throw new UnreadableSource(magic.complaint());
        });
  }

  private static byte[] head(InputStream input, int length) throws IOException {
    input.mark(length);
    try {
      return input.readNBytes(length);
    } finally {
      input.reset();
    }
  }

  private static boolean startsWith(InputStream input, int... expected) throws IOException {
    input.mark(expected.length);
    try {
      for (var one : expected) {
        if (input.read() != one) {
          return false;
        }
      }
      return true;
    } finally {
      input.reset();
    }
  }

  private static long sizeOf(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UnreadableSource(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Opening {
    InputStream open() throws IOException;
  }
}
