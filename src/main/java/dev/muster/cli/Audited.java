package dev.muster.cli;

import dev.muster.app.Auditing;
import dev.muster.store.AuditTrail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command that intervenes: it stands in the audit before it begins, and there is said afterwards
 * what came of it.
 */
final class Audited {

  private Audited() {}

  /** What the command does. */
  interface Work {
    Outcome perform() throws Exception;
  }

  /**
   * What it comes to.
   *
   * @param said what it has to say of what was not done, or not as it was meant
   */
  record Outcome(ExitCode exitCode, Optional<String> said) {
    static Outcome done() {
      return done(ExitCode.DONE);
    }

    static Outcome done(ExitCode exitCode) {
      return new Outcome(exitCode, Optional.empty());
    }

    static Outcome said(ExitCode exitCode, String said) {
      return new Outcome(exitCode, Optional.of(said));
    }
  }

  /**
   * Has it done.
   *
   * @param rows what was begun for it
   */
  static ExitCode perform(List<Auditing.Begun> rows, Work work) throws Exception {
    Outcome outcome;
    try {
      outcome = work.perform();
    } catch (Exception e) {
      end(rows, Outcome.said(CommandFailure.exitCode(e), CommandFailure.line(e)));
      throw e;
    }
    end(rows, outcome);
    return outcome.exitCode();
  }

  static ExitCode perform(Auditing.Begun row, Work work) throws Exception {
    return perform(List.of(row), work);
  }

  private static void end(List<Auditing.Begun> rows, Outcome outcome) {
    var line = outcome.said().map(Audited::line).orElse(AuditTrail.DONE);
    rows.forEach(row -> row.end(line, outcome.exitCode().code()));
  }

  private static String line(String said) {
    return said.lines().map(String::strip).collect(Collectors.joining("; "));
  }
}
