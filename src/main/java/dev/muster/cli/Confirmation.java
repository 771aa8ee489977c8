package dev.muster.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
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

  /** A person is asked; no answer is none. */
  record Asked(PrintWriter out, Supplier<@Nullable String> answers) implements Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    @Override
    public boolean given(String found, String question) {
      out.print(found + ". " + question + " [y/N] ");
      out.flush();
      var answer = answers.get();
      return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
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
   */
  static Confirmation here(boolean yes, PrintWriter out) {
    if (yes) {
      return new Beforehand();
    }
    return Terminal.interactive() ? new Asked(out, Terminal::line) : new Warned();
  }
}
