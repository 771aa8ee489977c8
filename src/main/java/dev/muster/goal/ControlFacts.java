package dev.muster.goal;

import dev.muster.campaign.Campaign;
import dev.muster.gate.Verdict;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run's control group.
 *
 * @param perMille its share in thousandths as it was frozen, or null where there is none
 * @param held how many users it has
 * @param compared how many of them would have come as far as the cap; nothing where nobody has
 *     looked
 * @param gatesClosed whether it is complete
 */
record ControlFacts(
    @Nullable Integer perMille, long held, OptionalLong compared, boolean gatesClosed) {

  /**
   * That of a run.
   *
   * @param definition as it was planned, if that can be read
   */
  static ControlFacts of(Store store, Run run, Optional<Campaign> definition) {
    var closed = store.gates().counted(run.key());
    return new ControlFacts(
        definition
            .map(campaign -> campaign.who().controlGroup())
            .map(group -> group.share().perMille())
            .orElse(null),
        closed.getOrDefault(Verdict.CONTROL, 0L),
        store.compared().count(run.key()),
        !closed.isEmpty());
  }

  /** Whether reached users can be compared with somebody, as soon as the gates have closed. */
  boolean isComparable() {
    return compared.isPresent() || (perMille != null && !gatesClosed);
  }

  /** Whether there is a group of which nobody has looked who would have been sent to. */
  boolean isUnknown() {
    return perMille != null && !isComparable();
  }

  /** How many would not have come as far as the cap. */
  long notCompared() {
    return compared.isPresent() ? held - compared.getAsLong() : 0;
  }
}
