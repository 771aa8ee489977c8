package dev.muster.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      return of(List.of("-XX:AOTCache=" + filled(classes), QUIET), classes);
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

  /** A new cache, filled by a run that reaches nobody. */
  private static Path filled(String classes) throws IOException {
    var folder = Files.createTempDirectory("muster-installed");
    var cache = folder.resolve("classes.aot");
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
            java.util.Map.of(
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
    deleteAtTheEnd(folder);
    return cache;
  }

  private static void deleteAtTheEnd(Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try (var files = Files.list(folder)) {
                files.forEach(file -> file.toFile().delete());
                Files.delete(folder);
              } catch (IOException e) {
                // It is the system's folder for what may go at any time.
              }
            }));
  }
}
