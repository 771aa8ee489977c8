package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.log.StandardError;
import dev.muster.run.Unforeseen;
import dev.muster.store.AuditTrail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What works on runs because somebody said so on the page: processes of their own, so that neither
 * their memory nor their end is the page's. So many at a time; others wait their turn.
 */
final class WorkerProcesses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerProcesses.class);

  /**
   * Less than the 90 seconds that schedulers are told to wait, and more than a checkpoint takes.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(80);

  private static final int FAILED = 1;
  private static final String ROW = "MUSTER_AUDIT_ROW";

  private final AuditTrail trail;
  private final ProgramLauncher launcher;
  private final Predicate<String> askToEnd;
  private final ExecutorService turns;
  private final Map<String, State> states = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /**
   * None so far.
   *
   * @param askToEnd asks who works on a subject to end at the next checkpoint; false where nobody
   *     is known to ask, and a signal has to do
   */
  WorkerProcesses(
      AuditTrail trail, ProgramLauncher launcher, int atATime, Predicate<String> askToEnd) {
    this.trail = trail;
    this.launcher = launcher;
    this.askToEnd = askToEnd;
    this.turns =
        Executors.newFixedThreadPool(
            atATime, Thread.ofPlatform().daemon().name("muster-worker-", 0).factory());
  }

  /** Where one is. */
  private static final class State {
    private volatile @Nullable Process process;

    void destroy() {
      var begun = process;
      if (begun != null) {
        begun.destroy();
      }
    }
  }

  /**
   * Begins a command, or has it wait its turn.
   *
   * @param subject the run, or the campaign, that is worked on: one process for each
   * @param begun writes down in the audit that it begins, and says the row, which is completed when
   *     it ends
   * @return whether it does; not where another one of that subject has not ended
   */
  boolean begin(String subject, LongSupplier begun, List<String> arguments) {
    var state = new State();
    if (ended || states.putIfAbsent(subject, state) != null) {
      return false;
    }
    long row;
    try {
      row = begun.getAsLong();
    } catch (RuntimeException e) {
      states.remove(subject, state);
      throw e;
    }
    turns.execute(() -> {
      try {
        work(subject, state, row, arguments);
      } finally {
        states.remove(subject, state);
      }
    });
    return true;
  }

  /** {@code queued} or {@code working}, or nothing where there is none for that subject. */
  String state(String subject) {
    var state = states.get(subject);
    return state == null ? "" : state.process == null ? "queued" : "working";
  }

  private void work(String subject, State state, long row, List<String> arguments) {
    if (ended) {
      complete(row, "the web page has ended before it began", FAILED);
      return;
    }
    try {
      var builder = launcher.command(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put(ROW, Long.toString(row));
      var process = builder.start();
      state.process = process;
      if (ended) {
        // It was not there when the others were asked.
        askToEnd(subject, state);
      }
      var last = forward(process);
      var exitCode = process.waitFor();
      complete(row, outcome(exitCode, last), exitCode);
    } catch (IOException e) {
      log.error("A worker could not be started: {}", e.getMessage());
      complete(row, "its process could not be started", FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of a process that has not said so in the audit itself, such as one that was killed. */
  private static String outcome(int exitCode, String last) {
    if (exitCode == 0) {
      return AuditTrail.DONE;
    }
    return last.isEmpty() ? "its process ended with exit code " + exitCode : last;
  }

  /**
   * Its log is ours; the last line is what it has to say. Of one that is told to end by a signal,
   * no more may be read.
   */
  private static String forward(Process process) {
    var last = "";
    try (var said = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        last = StandardError.pass(line).orElse(last);
      }
    } catch (IOException e) {
      log.debug("a worker is not heard any more", e);
    }
    return last.lines().map(String::strip).collect(Collectors.joining("; "));
  }

  /** The process itself may have done so already. */
  private void complete(long row, String outcome, int exitCode) {
    try {
      trail.end(row, outcome, exitCode);
    } catch (RuntimeException e) {
      log.warn("The audit does not say how a command ended: {}", new Unforeseen(e).line());
    }
  }

  /** Whoever waits for a turn will not have it, and is nobody to ask. */
  private void askToEnd(String subject, State state) {
    if (state.process == null) {
      return;
    }
    try {
      if (!askToEnd.test(subject)) {
        state.destroy();
      }
    } catch (RuntimeException e) {
      log.warn("{}: its worker could not be asked to end: {}", subject, new Unforeseen(e).line());
    }
  }

  /** Has them end at their checkpoints, and waits for that. */
  @Override
  public void close() {
    ended = true;
    turns.shutdown();
    // No signal: who has ended us from a terminal has given them one, and the second ends them at
    // once.
    states.forEach(this::askToEnd);
    try {
      if (!turns.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("workers have not ended at a checkpoint; they are told once more");
        states.values().forEach(State::destroy);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
