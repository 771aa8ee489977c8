package dev.muster.cli;

import dev.muster.run.StopSignal;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something that is perhaps not meant is to be done. */
sealed interface Confirmation {

  /**
   * Whether it is.
   *
   * @param found what speaks against it, a sentence
   * @param question what is asked where somebody can answer
   */
  boolean given(String found, String question);

  /** It was said beforehand. */
  record Beforehand() implements Confirmation {
    @Override
    public boolean given(String found, String question) {
      return true;
    }
  }

  /**
   * A person is asked; no answer is none, nor is being asked to stop.
   *
   * @param answers waits for what is typed next; null at its end
   */
  record Asked(PrintWriter out, Supplier<@Nullable String> answers, StopSignal stop)
      implements Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    @Override
    public boolean given(String found, String question) {
      out.print(found + ". " + question + " [y/N] ");
      out.flush();
      return YES.contains(answer().strip().toLowerCase(Locale.ROOT));
    }

    /**
     * On a thread of its own, which a process that ends leaves behind: reading has no other end.
     */
    private String answer() {
      var answer =
          CompletableFuture.supplyAsync(
              this::typed, reading -> Thread.ofPlatform().daemon().name("answer").start(reading));
      stop.alsoStop(() -> {
        if (answer.complete("")) {
          out.println();
          out.flush();
        }
      });
      var given = answer.join();
      stop.stopNothingElse();
      return given;
    }

    private String typed() {
      var line = answers.get();
      return line == null ? "" : line;
    }
  }

  /** Nobody can be asked: it is done, and the log has a warning. */
  record Warned() implements Confirmation {
    private static final Logger log = LoggerFactory.getLogger(Confirmation.class);

    @Override
    public boolean given(String found, String question) {
      log.warn("{}", found);
      return true;
    }
  }

  /**
   * How this process confirms.
   *
   * @param yes whether it was said beforehand
   * @param out where questions go
   * @param stop what ends the wait for an answer
   */
  static Confirmation here(boolean yes, PrintWriter out, StopSignal stop) {
    if (yes) {
      return new Beforehand();
    }
    return Terminal.interactive() ? new Asked(out, Terminal::line, stop) : new Warned();
  }
}
