package dev.muster.campaign;

/** A limit on the number of users, at least {@link #LEAST}. */
public sealed interface Cap {
  /** The smallest limit that a campaign may set. */
  int LEAST = 100;

  /** At most so many users get this run. */
  record Only(long users) implements Cap {}

  /** When more users qualify, nobody is sent anything. */
  record AbortAbove(long users) implements Cap {}

  /** At most so many users a day; live campaigns only. */
  record OnlyPerDay(long users) implements Cap {}
}
