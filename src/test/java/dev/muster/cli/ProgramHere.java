package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import dev.muster.log.LogFormat;
import dev.muster.log.StandardError;
import dev.muster.run.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The program in this JVM, with surroundings of its own: all that it does but be a process. It has
 * standard error, and with it the log, to itself, so that there is one at a time.
 *
 * @param folder what relative paths are relative to; it is left out of what was said, so that they
 *     are relative there, too
 * @param variables the environment's
 */
record ProgramHere(Path folder, Map<String, String> variables) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  Program.Ended run(String... arguments) throws Exception {
    return run(_ -> {}, arguments);
  }

  /** Is asked to end as soon as it listens. */
  Program.Ended runAskedToStop(String... arguments) throws Exception {
    return run(StopSignal::give, arguments);
  }

  private Program.Ended run(Consumer<StopSignal> asking, String... arguments) throws Exception {
    var err = new ByteArrayOutputStream();
    var before = System.err;
    try (var said = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setErr(said);
      return inTime(() -> run(asking, said, arguments), err);
    } finally {
      StandardError.use(LogFormat.TEXT);
      System.setErr(before);
    }
  }

  private Program.Ended run(Consumer<StopSignal> asking, PrintStream said, String... arguments) {
    var out = new ByteArrayOutputStream();
    var surroundings = new Surroundings(variables, folder, asking, LastResort.guard());
    var commandLine =
        new Muster(surroundings)
            .commandLine(arguments)
            .setErr(new PrintWriter(said, true, StandardCharsets.UTF_8));
    var exitCode = Muster.execute(new StandardOutput(out), commandLine, arguments);
    return new Program.Ended(exitCode, text(out), "");
  }

  private Program.Ended inTime(Callable<Program.Ended> run, ByteArrayOutputStream err)
      throws Exception {
    var ending = new FutureTask<>(run);
    var thread = Thread.ofPlatform().daemon().name("program").start(ending);
    assertThat(thread.join(LIMIT)).as(() -> "ends; it said: " + text(err)).isTrue();
    var ended = ending.get(0, TimeUnit.SECONDS);
    return new Program.Ended(ended.exitCode(), ended.out(), text(err));
  }

  private String text(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }
}
