package dev.muster.campaign;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a user is sent to for: with the user, it makes a member. Who is a member twice, in what
 * order a cap chooses, and what message ids are made of depends on it.
 */
public sealed interface Occasion {

  /** Past behaviour: a run has each of its users once, and the next run is another occasion. */
  record Once() implements Occasion {}

  /**
   * Live behaviour: an event, which is taken up once, whichever run of the campaign does so.
   *
   * @param event the event's id, else its fingerprint
   * @param instant when it triggers, which may be some time after it occurred; cut to microseconds,
   *     as the databases keep it
   */
  record Trigger(String event, Instant instant) implements Occasion {
    public Trigger {
      instant = instant.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
