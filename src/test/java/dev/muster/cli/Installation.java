package dev.muster.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How Java is to be called so that it is the program, which starts as fast as an installed one:
 * from a jar, and with a cache of its classes that one run has filled. Where the tests run without
 * the build, there is no jar: then from the folders of the compiled classes.
 */
final class Installation {
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  /** What a class cache says that is not used, as with options it was not made for. */
  private static final String QUIET = "-Xlog:disable";

  private static final List<String> COMMAND = command();

  private Installation() {}

  /**
   * The whole command but for the program's arguments.
   *
   * @param options more of Java's options
   */
  static List<String> command(List<String> options) {
    var command = new ArrayList<>(COMMAND);
    command.addAll(1, options);
    return command;
  }

  private static List<String> command() {
    var jar = System.getProperty("muster.jar");
    if (jar == null || !Files.isReadable(Path.of(jar))) {
      return of(List.of(), System.getProperty("java.class.path"));
    }
    var classes = jar + File.pathSeparator + libraries();
    try {
      return of(List.of("-XX:AOTCache=" + cache(Path.of(jar), classes), QUIET), classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> of(List<String> options, String classes) {
    var command = new ArrayList<>(JAVA);
    command.addAll(options);
    command.addAll(List.of("-cp", classes, Muster.class.getName()));
    return List.copyOf(command);
  }

  /** Without the folders: Java caches classes from jars alone. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .reduce((jars, jar) -> jars + File.pathSeparator + jar)
        .orElseThrow();
  }

  /** That of the jar as it is, beside it: whichever JVM of the tests comes first fills it. */
  private static Path cache(Path jar, String classes) throws IOException {
    var folder = Files.createDirectories(jar.resolveSibling("installed"));
    var cache = folder.resolve(Files.getLastModifiedTime(jar).toMillis() + ".aot");
    try (var turn = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        var _ = turn.lock()) {
      if (!Files.exists(cache)) {
        deleteOlder(folder);
        var filled = folder.resolve("filled.aot");
        fill(filled, folder, classes);
        Files.move(filled, cache, ATOMIC_MOVE);
      }
    }
    return cache;
  }

  private static void deleteOlder(Path folder) throws IOException {
    try (var older = Files.newDirectoryStream(folder, "*.aot")) {
      for (var cache : older) {
        Files.delete(cache);
      }
    }
  }

  /** By a run that reaches nobody. */
  private static void fill(Path cache, Path folder, String classes) throws IOException {
    Files.writeString(
        folder.resolve("all.yaml"),
        """
        campaign: all
        name: Everyone
        owner: growth@example.com
        status: published
        """
            + Desk.EVERYONE);
    var command = new ArrayList<>(of(List.of("-XX:AOTCacheOutput=" + cache), classes));
    command.addAll(List.of("run", "all.yaml"));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "MUSTER_DATABASE_URL", "jdbc:h2:mem:nobody",
                "SEGMENT_API", "http://127.0.0.1:1",
                "SEGMENT_WRITE_KEY", Desk.WRITE_KEY));
    var process = builder.start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("the first run failed: " + Files.readString(folder.resolve("said")));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
