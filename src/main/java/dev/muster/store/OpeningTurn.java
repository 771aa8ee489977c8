package dev.muster.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process's turn to open a file of H2. H2 wants its own lock file to be at rest for two seconds,
 * which it never is while many open it at once. The operating system lets go of a turn whose
 * process has died. It stands in a file beside the database's, with the ending {@code .opening}.
 */
final class OpeningTurn implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final @Nullable FileChannel channel;

  private OpeningTurn(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for a turn; without one after a while, or where there can be no file for it, since H2
   * says better than we what is wrong there.
   *
   * @param url the JDBC URL of a file
   */
  static OpeningTurn of(String url, Duration patience) throws InterruptedException {
    try {
      // Who only looks leaves nothing behind, where there is no database either.
      var options =
          url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=TRUE")
              ? Set.of(StandardOpenOption.WRITE)
              : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      var path = SharedFile.path(url);
      if (!Path.of(path).isAbsolute() && !path.startsWith(".")) {
        // H2 refuses it: what is relative must look so.
        return new OpeningTurn(null);
      }
      var channel = FileChannel.open(Path.of(path + ".opening"), options);
      var begun = System.nanoTime();
      while (lock(channel) == null && System.nanoTime() - begun < patience.toNanos()) {
        Thread.sleep(PAUSE);
      }
      return new OpeningTurn(channel);
    } catch (IOException | InvalidPathException e) {
      return new OpeningTurn(null);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread's.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
