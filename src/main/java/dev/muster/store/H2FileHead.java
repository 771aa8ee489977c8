package dev.muster.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file of H2 says at its beginning of where the last of its chunks stands that it knows of.
 * Where that is not in the file, or something else is there, H2 takes an older state for the
 * present one, or opens it as a new database. H2 writes a chunk before its place, and cuts a file
 * only after it has written another place.
 *
 * @see <a href="https://h2database.com/html/mvstore.html#fileFormat">the format of the file</a>
 */
final class H2FileHead {
  static final String ENDING = ".mv.db";

  /** Two copies, a block each. */
  private static final int BYTES = 2 * 4096;

  /** How much a chunk says of itself at its beginning, at least. */
  private static final int CHUNK_BYTES = 128;

  /** What each of the two begins with, whatever the version. */
  private static final String MAGIC = "H:";

  private static final Pattern HEAD = Pattern.compile("^H:[23],\\S+");
  private static final Pattern CHUNK = Pattern.compile("^chunk:[0-9a-f]+,\\S+");

  /** What a file begins with that is encrypted as a whole. */
  private static final String ENCRYPTED = "H2encrypt";

  private H2FileHead() {}

  /**
   * Whether the file is encrypted.
   *
   * @param path without H2's ending
   */
  static boolean isEncrypted(Path path) throws IOException {
    try (var channel = FileChannel.open(path.resolveSibling(path.getFileName() + ENDING))) {
      return read(channel, 0, ENCRYPTED.length()).equals(ENCRYPTED);
    }
  }

  /**
   * Whether the file begins as H2's do, in one of the two copies at least.
   *
   * @param path without H2's ending
   */
  static boolean isOfH2(Path path) throws IOException {
    try (var channel = FileChannel.open(path.resolveSibling(path.getFileName() + ENDING))) {
      return read(channel, 0, MAGIC.length()).equals(MAGIC)
          || read(channel, BYTES / 2, MAGIC.length()).equals(MAGIC);
    }
  }

  /**
   * Whether the file has not the whole of the chunk that its beginning names. One that is not
   * there, is empty, or begins otherwise is not looked at: H2 says itself what it is.
   *
   * @param path without H2's ending
   */
  static boolean lacksItsChunk(Path path) throws IOException {
    var file = path.resolveSibling(path.getFileName() + ENDING);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file)) {
      while (true) {
        // Another process may be at work in it.
        var head = match(HEAD, read(channel, 0, BYTES));
        var needed = head.isEmpty() ? 0 : needed(channel, head.get());
        var size = channel.size();
        if (head.equals(match(HEAD, read(channel, 0, BYTES)))) {
          return needed > size;
        }
      }
    }
  }

  /** The bytes of the file up to the end of the chunk, as far as it can be known. */
  private static long needed(FileChannel channel, String head) throws IOException {
    var block = value(head, "block").orElse(0L);
    var blockSize = value(head, "blockSize").orElse(0L);
    var begins = block * blockSize;
    if (begins == 0) {
      return 0;
    }
    // What has no chunk there has lost it, whatever stands in its place.
    return match(CHUNK, read(channel, begins, CHUNK_BYTES))
        .flatMap(chunk -> value(chunk, "len"))
        .map(length -> begins + length * blockSize)
        .orElse(Long.MAX_VALUE);
  }

  private static Optional<Long> value(String map, String key) {
    var value = Pattern.compile("," + key + ":([0-9a-f]{1,7})\\b").matcher(map);
    return value.find() ? Optional.of(Long.parseLong(value.group(1), 16)) : Optional.empty();
  }

  private static Optional<String> match(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  private static String read(FileChannel channel, long from, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // A read may bring less.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }
}
