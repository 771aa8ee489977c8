package dev.muster.campaign;

/** A limit on the number of users, at least {@link #LEAST}. */
public sealed interface Cap {
  /** The smallest limit that a campaign may set. */
  int LEAST = 100;

  /** At most so many users get this run; of a live campaign, so many triggers are sent in all. */
  record Only(long users) implements Cap {}

  /** When more users qualify, nobody is sent anything; not for live campaigns. */
  record AbortAbove(long users) implements Cap {}

  /**
   * At most so many triggers of each day, in the account's zone, on which their instants lie; live
   * campaigns only.
   */
  record OnlyPerDay(long users) implements Cap {}
}
