package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.Instant;

/**
 * What the owner of a campaign is told of a run.
 *
 * @param ordinal the run's alerts, from 1
 * @param at by the program's clock
 */
public record Alert(
    RunId run,
    int ordinal,
    AlertEvent event,
    Instant at,
    AlertDelivery mail,
    AlertDelivery webhook) {

  /** Its identity, such as {@code winback@2026-12-07T14:00:00Z/refused/1}. */
  public String key() {
    return key(run, event, ordinal);
  }

  static String key(RunId run, AlertEvent event, int ordinal) {
    return "%s/%s/%d".formatted(run, event.key(), ordinal);
  }
}
