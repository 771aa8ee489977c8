package dev.muster.cli;

import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Limits;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.sandbox.SandboxSettings.Keeps;
import dev.muster.segmentapi.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster sandbox}: answers as the Segment API would, until it is interrupted. */
@Command(
    name = "sandbox",
    description =
        "Runs a local look-alike of the Segment API, with its limits and a fault script, until"
            + " Ctrl-C or SIGTERM ends it, with exit code 0.",
    footer = {
      "",
      "It answers, on 127.0.0.1 only:",
      "  POST /v1/batch",
      "  GET  /v1/projects/{writeKey}/settings   has this write key a source?",
      "  POST /token                             OAuth 2, for a well-formed assertion",
      "  GET  /__sandbox/stats, requests, events what it has seen, in JSON",
      "  POST /__sandbox/faults                  follow this script, not the one before",
      "  POST /__sandbox/reset                   forget all, follow the first script",
      "",
      "A fault script, all of whose keys may be left out:",
      "  {\"seed\": 7,",
      "   \"rate\": {\"requests_per_second\": 100, \"events_per_second\": 0,",
      "            \"retry_after\": \"seconds\"},",
      "   \"known_keys\": [\"…\"], \"disabled_keys\": [\"…\"], \"suppressed_users\": [\"u-17\"],",
      "   \"faults\": [",
      "     {\"request\": [1, 3], \"status\": 503, \"headers\": {\"Retry-After\": \"2\"}},",
      "     {\"containing\": \"u-18\", \"status\": 400, \"body\": \"poisoned\"},",
      "     {\"encoding\": \"gzip\", \"status\": 415},",
      "     {\"probability\": 0.1, \"do\": \"slow\", \"delay\": \"2s\", \"times\": 3}]}",
      "  do: accept-then-close, close-before-accept, slow, truncated, html, endless",
      "  retry_after: seconds, none, date, zero, negative, rubbish, huge",
      "Without known_keys every key of 8 characters or more has a source; without rate",
      "the documented 1,000 requests a second hold."
    },
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen on 127.0.0.1; 0 for any free port. Default: ${DEFAULT-VALUE}.",
      defaultValue = "" + Endpoint.SANDBOX_PORT)
  private int port;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "A fault script, in JSON; see below.")
  private @Nullable Path faults;

  @Option(
      names = "--counts-only",
      description =
          "Remember numbers and message ids only, not requests and messages; these are remembered"
              + " until they fill half of the memory.")
  private boolean countsOnly;

  @Option(
      names = "--documented-limits",
      description =
          "Take 512,000 bytes a batch and 32,768 a message instead of 480,000 and 32,000.")
  private boolean documentedLimits;

  @Option(
      names = "--suppress",
      paramLabel = "USER",
      description =
          "A user whose messages are dropped, beside those of the fault script; may be repeated.")
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
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var ended = new CountDownLatch(1);
    Signals.register("TERM", ended::countDown);
    Signals.register("INT", ended::countDown);
    try (var sandbox = Sandbox.start(settings())) {
      greet(sandbox, out);
      var watch = new SandboxWatch(out, countsOnly);
      while (!ended.await(Math.max(1, every), TimeUnit.SECONDS)) {
        watch.tellNews(sandbox.stats());
      }
      watch.tellEnd(sandbox.stats());
      return ExitCode.DONE.code();
    } catch (IllegalArgumentException | Sandbox.PortInUse | IOException e) {
      spec.commandLine().getErr().println("muster sandbox: " + e.getMessage());
      return ExitCode.WRONG.code();
    }
  }

  private void greet(Sandbox sandbox, PrintWriter out) {
    out.println(
        "The sandbox listens on " + sandbox.uri() + " (--segment-api " + sandbox.uri() + ").");
    if (faults != null) {
      out.println("It follows " + faults + ".");
    }
    out.println("What it has seen: " + sandbox.uri().resolve("/__sandbox/stats"));
    out.flush();
  }

  private SandboxSettings settings() throws IOException {
    var script =
        faults == null ? FaultScript.NONE : FaultScript.read(text(faults), faults.toString());
    return SandboxSettings.defaults()
        .withPort(port)
        .withKeeps(countsOnly ? Keeps.COUNTS : Keeps.EVERYTHING)
        .withLimits(documentedLimits ? Limits.DOCUMENTED : Limits.STRICT)
        .withFaults(script.suppressing(suppressed));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(file + ": expected a UTF-8 file that can be read", e);
    }
  }
}
