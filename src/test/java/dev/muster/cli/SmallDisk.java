package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own that a file fills up, and empties when it is removed. It takes root, or
 * {@code sudo} without a password.
 */
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "64m";
  private static final List<String> SUDO = List.of("sudo", "-n");

  private final Path place;
  private final Path filler;
  private final List<String> as;

  private SmallDisk(Path place, List<String> as) {
    this.place = place;
    this.filler = place.resolve("filler");
    this.as = as;
  }

  /** Whether this machine allows one. */
  static boolean isToBeHad() {
    try {
      var place = Files.createTempDirectory("muster-disk");
      try (var _ = new SmallDisk(place, mount(place))) {
        return true;
      } finally {
        Files.delete(place);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** An empty one at a folder, which is made. */
  static SmallDisk at(Path place) throws IOException {
    Files.createDirectories(place);
    return new SmallDisk(place, mount(place));
  }

  private static List<String> mount(Path place) throws IOException {
    var mount =
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=%s,mode=700,uid=%s".formatted(SIZE, Files.getAttribute(place, "unix:uid")),
            "muster",
            place.toString());
    for (var as : List.of(List.<String>of(), SUDO)) {
      if (ends(as, mount)) {
        return as;
      }
    }
    throw new IOException("no file system can be mounted");
  }

  private static boolean ends(List<String> as, List<String> command) {
    var whole = new ArrayList<>(as);
    whole.addAll(command);
    var builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills it up but for so many bytes. */
  void leave(long room) throws IOException {
    var bytes = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      for (var left = Files.getFileStore(place).getUsableSpace() - room; left > 0; ) {
        out.write(bytes, 0, (int) Math.min(left, bytes.length));
        left -= bytes.length;
      }
    }
  }

  /** There is room again, if there was none. */
  void makeRoom() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    assertThat(ends(as, List.of("umount", place.toString()))).as("umount " + place).isTrue();
  }
}
