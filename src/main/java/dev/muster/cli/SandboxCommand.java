package dev.muster.cli;

import dev.muster.segmentapi.sandbox.FaultScript;
import dev.muster.segmentapi.sandbox.Limits;
import dev.muster.segmentapi.sandbox.Sandbox;
import dev.muster.segmentapi.sandbox.SandboxSettings;
import dev.muster.segmentapi.sandbox.SandboxSettings.Keeps;
import dev.muster.segmentapi.sandbox.SandboxStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster sandbox}: answers as the Segment API would, until it is interrupted. */
@Command(
    name = "sandbox",
    description = "Runs a local look-alike of the Segment API, with its limits and a fault script.",
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen on 127.0.0.1; 0 for any free port. Default: ${DEFAULT-VALUE}.",
      defaultValue = "" + SandboxSettings.PORT)
  private int port;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description =
          "A fault script, such as"
              + " {\"faults\": [{\"probability\": 0.1, \"status\": 503}]}; it can also be posted to"
              + " /__sandbox/faults.")
  private @Nullable Path faults;

  @Option(
      names = "--counts-only",
      description = "Remember numbers and message ids only, not requests and messages.")
  private boolean countsOnly;

  @Option(
      names = "--documented-limits",
      description =
          "Take 512,000 bytes a batch and 32,768 a message instead of 480,000 and 32,000.")
  private boolean documentedLimits;

  @Option(
      names = "--suppress",
      paramLabel = "USER",
      description = "A user whose messages are dropped; may be repeated.")
  private Set<String> suppressed = Set.of();

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "How often a line tells what was received. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int every;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(settings());
    } catch (IllegalArgumentException | Sandbox.PortInUse | IOException e) {
      spec.commandLine().getErr().println("muster sandbox: " + e.getMessage());
      return ExitCode.WRONG.code();
    }
    try (sandbox) {
      out.println(
          "The sandbox listens on " + sandbox.uri() + " (--segment-api " + sandbox.uri() + ").");
      out.println("What it has seen: " + sandbox.uri().resolve("/__sandbox/stats"));
      out.flush();
      CountDownLatch end = new CountDownLatch(1);
      Thread hook =
          new Thread(() -> {
            tell(out, sandbox.stats());
            sandbox.close();
            end.countDown();
          });
      Runtime.getRuntime().addShutdownHook(hook);
      long told = 0;
      while (!end.await(Duration.ofSeconds(Math.max(1, every)).toMillis(), TimeUnit.MILLISECONDS)) {
        SandboxStats stats = sandbox.stats();
        if (stats.requests() != told) {
          tell(out, stats);
          told = stats.requests();
        }
      }
      return ExitCode.DONE.code();
    }
  }

  private SandboxSettings settings() throws IOException {
    return SandboxSettings.defaults()
        .withPort(port)
        .withKeeps(countsOnly ? Keeps.COUNTS : Keeps.EVERYTHING)
        .withLimits(documentedLimits ? Limits.DOCUMENTED : Limits.STRICT)
        .withSuppressedUsers(suppressed)
        .withFaults(faults == null ? FaultScript.NONE : FaultScript.read(text(faults)));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          "the fault script " + file + " cannot be read: expected a UTF-8 file", e);
    }
  }

  private static void tell(PrintWriter out, SandboxStats stats) {
    long dropped = stats.dropped().values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        "%,d requests, %,d messages received, %,d stored, %,d dropped%s; answers %s%n",
        stats.requests(),
        stats.received(),
        stats.stored(),
        dropped,
        dropped == 0 ? "" : " " + stats.dropped(),
        stats.answers());
    out.flush();
  }
}
