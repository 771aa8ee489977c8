package dev.muster.cli;

import dev.muster.app.BoundedClose;
import dev.muster.campaign.RunId;
import dev.muster.run.Unforeseen;
import dev.muster.store.RunLock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that does not end by itself: a broken database, its pool, or a thread that
 * works with it may hang for ever. Nothing here asks a database.
 */
final class LastResort {
  private static final Logger log = LoggerFactory.getLogger(LastResort.class);

  /** How long the answer may take, on a slow machine, too: whoever is to read it may hang. */
  private static final Duration ANSWERING = Duration.ofSeconds(15);

  private static volatile BiConsumer<ExitCode, String> answer = (_, _) -> {};
  private static volatile int exitCode = ExitCode.STOPPED.code();

  private LastResort() {}

  /**
   * Says of threads that end by an exception what may be said of it; the JVM would print its
   * message, which may quote a user.
   */
  static void catchAll() {
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
        log.error("{} ended: {}", thread.getName(), new Unforeseen(thrown).trace()));
  }

  /** What prints the answer if the process must be ended, with which code and why. */
  static void answering(BiConsumer<ExitCode, String> print) {
    answer = print;
  }

  /** Bounds what the JVM does at its end, however that was asked for; called once. */
  static void boundExit() {
    boundExit(BoundedClose.LIMIT);
  }

  static void boundExit(Duration atMost) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() ->
                inBackground(
                    "muster-exit",
                    () -> {
                      Thread.sleep(atMost);
                      Runtime.getRuntime().halt(exitCode);
                    })));
  }

  /** Ends the process in order, or when that hangs, all the same. */
  static void exit(int code) {
    exitCode = code;
    System.exit(code);
  }

  /** Ends the process now, with a line that says why, and what else there is to say. */
  static void end(ExitCode code, String line) {
    end(code, line, ANSWERING);
  }

  static void end(ExitCode code, String line, Duration answering) {
    var says =
        inBackground(
            "muster-answer",
            () -> {
              System.err.println(line);
              answer.accept(code, line);
            });
    BoundedClose.ends(says, answering);
    Runtime.getRuntime().halt(code.code());
  }

  /** Ends the process in a while, if it is still there. */
  static void endUnlessEnded(Duration within, ExitCode code, String line) {
    inBackground(
        "muster-end",
        () -> {
          Thread.sleep(within);
          end(code, line);
        });
  }

  /** Ends the process when somebody who has lost a run's lock does not let it go. */
  static RunLock.Guard guard() {
    return new RunLock.Guard() {
      @Override
      public void lost(RunId run, String why) {
        log.error("{}: its lock is lost, and nothing more is sent: {}", run, why);
      }

      @Override
      public void hangs(RunId run, String why) {
        end(
            ExitCode.FAILED,
            ("%s: failed: its lock is lost: %s; what was under way did not end by itself, and the"
                    + " process is ended; launch again when the database can be written to")
                .formatted(run, why));
      }
    };
  }

  private interface Work {
    void perform() throws InterruptedException;
  }

  private static Thread inBackground(String name, Work work) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            work.perform();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            log.warn("{}: {}", name, new Unforeseen(e).line());
          }
        });
  }
}
