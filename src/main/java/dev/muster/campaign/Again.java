package dev.muster.campaign;

import java.time.Duration;

/** Whether a user whom an earlier run of the campaign reached is sent to by this one. */
public sealed interface Again {

  record Always() implements Again {}

  record Never() implements Again {}

  /** Only when the last acceptance lies so far before this run's planned time. */
  record After(Duration pause) implements Again {}
}
