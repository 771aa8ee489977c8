package dev.muster.gate;

import dev.muster.campaign.Cap;
import dev.muster.campaign.Who;
import java.util.Optional;

/** {@code abort_above}: how many users may qualify before nobody is sent anything. */
public record SafetyLimit(Who who) {

  /**
   * Why the run must not go on, or nothing.
   *
   * @param qualified the number of qualified users, control groups included
   */
  public Optional<String> refusal(long qualified) {
    return who.cap() instanceof Cap.AbortAbove limit && qualified > limit.users()
        ? Optional.of(
            "%,d users qualify, and who.cap.abort_above allows %,d"
                .formatted(qualified, limit.users()))
        : Optional.empty();
  }
}
