package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program in a process of its own, started as an operator starts it: from a folder, with
 * nothing in its environment but the settings.
 */
final class Program {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> options = new ArrayList<>();

  Program(Path folder) {
    this.folder = folder;
  }

  /** Sets an environment variable for the processes to come. */
  Program with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** Sets an environment variable that no process may ever repeat. */
  Program withSecret(String setting, String value) {
    return hiding(value).with(setting, value);
  }

  /** Looks for this in all that the processes to come say; finding it fails the test. */
  Program hiding(String secret) {
    secrets.add(secret);
    return this;
  }

  /** Gives the JVMs of the processes to come options. */
  Program withJvm(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Takes an environment variable away. */
  Program without(String setting) {
    settings.remove(setting);
    return this;
  }

  /** Lets no file that the processes to come write grow beyond so many blocks of 512 bytes. */
  Program withFilesOfAtMost(int blocks) {
    before.clear();
    before.addAll(List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"));
    return this;
  }

  /** Gives the standard output of the processes to come to a shell, as in {@code | head -n 1}. */
  Program withOutput(String where) {
    before.clear();
    before.addAll(List.of("/bin/bash", "-c", "set -o pipefail; \"$@\" " + where, "bash"));
    return this;
  }

  /** Lifts what {@link #withFilesOfAtMost} has set. */
  Program withFilesOfAnySize() {
    before.clear();
    return this;
  }

  /**
   * Runs the program: in this JVM, which takes a fraction of the time that a process takes, unless
   * a process was asked for by what only one can have.
   */
  Ended run(String... arguments) throws Exception {
    if (!before.isEmpty() || !options.isEmpty() || isDatabaseInWorkingFolder()) {
      return runApart(arguments);
    }
    var ended = new ProgramHere(folder, withDatabase()).run(arguments);
    secrets.forEach(secret -> assertThat(ended.out() + ended.err()).doesNotContain(secret));
    return ended;
  }

  /** The default one is in the working folder, of which H2 knows the process's alone. */
  private Map<String, String> withDatabase() {
    var all = new LinkedHashMap<>(settings);
    all.putIfAbsent("MUSTER_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("data/muster"));
    return all;
  }

  private boolean isDatabaseInWorkingFolder() {
    var url = settings.getOrDefault("MUSTER_DATABASE_URL", "");
    return DatabaseUrl.isFileOfH2(url) && !url.contains(":/");
  }

  /** Starts the program in a process and waits for its end. */
  Ended runApart(String... arguments) throws Exception {
    return start(arguments).end();
  }

  /** Starts the program in a process. */
  Running start(String... arguments) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(Installation.command(options));
    command.addAll(List.of(arguments));
    var texts = Files.createTempDirectory(folder, ".said");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(texts.resolve("out").toFile())
            .redirectError(texts.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(settings);
    return new Running(builder.start(), texts, List.copyOf(secrets));
  }

  /** A process. */
  record Running(Process process, Path texts, List<String> secrets) {

    /** SIGKILL: it has no chance to do anything more. */
    void kill() throws Exception {
      process.destroyForcibly();
      end();
    }

    /** SIGTERM. */
    void terminate() {
      process.destroy();
    }

    /** What it has said on standard error until now. */
    String err() {
      return said("err");
    }

    /** What it has said on standard output until now. */
    String out() {
      return said("out");
    }

    private String said(String where) {
      try {
        return Files.readString(texts.resolve(where));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits for its end. */
    Ended end() throws Exception {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still runs after " + LIMIT + "; it said: " + err());
      }
      var ended = new Ended(process.exitValue(), out(), err());
      secrets.forEach(secret -> assertThat(ended.out() + ended.err()).doesNotContain(secret));
      return ended;
    }
  }

  /** What a process came to. */
  record Ended(int exitCode, String out, String err) {}
}
