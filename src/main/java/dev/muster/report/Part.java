package dev.muster.report;

import java.time.Instant;

/** A piece of a sentence on a page. */
public sealed interface Part {

  /** Words; those of others, too. */
  record Text(String text) implements Part {}

  /** A count of users, messages, requests or runs. */
  record Count(long count) implements Part {}

  /** An instant. */
  record Time(Instant at) implements Part {}
}
