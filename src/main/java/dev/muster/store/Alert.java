package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.Instant;

/**
 * What the owner of a campaign is told of a run, or of a day of a live campaign.
 *
 * @param ordinal the subject's alerts, from 1
 * @param at by the program's clock
 */
public record Alert(
    AlertSubject subject,
    int ordinal,
    AlertEvent event,
    Instant at,
    AlertDelivery mail,
    AlertDelivery webhook) {

  /** Its identity, such as {@code winback@2026-12-07T14:00:00Z/refused/1}. */
  public String key() {
    return key(subject, event, ordinal);
  }

  static String key(AlertSubject subject, AlertEvent event, int ordinal) {
    return "%s/%s/%d".formatted(subject.name(), event.key(), ordinal);
  }

  /** The run that it is about, or that has changed how its day stands. */
  public RunId run() {
    return subject.run();
  }
}
