package dev.muster.report;

import dev.muster.gate.GuardAnswer;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the guards said of a run.
 *
 * @param answers in their order; none before the gates closed, and where the campaign has none
 * @param override why an operator lets the run pass them, or null
 */
public record GuardFacts(List<GuardAnswer> answers, @Nullable String override) {
  /** Of a run that nothing is known of yet. */
  static final GuardFacts NONE = new GuardFacts(List.of(), null);

  public GuardFacts {
    answers = List.copyOf(answers);
  }

  /** Those of a run as the tables have them. */
  static GuardFacts of(Store store, Run run) {
    return new GuardFacts(store.guards().of(run.key()), run.overrideReason());
  }
}
