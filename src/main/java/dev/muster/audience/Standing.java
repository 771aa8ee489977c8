package dev.muster.audience;

/** Whether the user of a trigger qualifies (live.md, "Qualified"). */
public sealed interface Standing {

  /** There is no profile of the user, yet. */
  record NoProfile() implements Standing {}

  /** The profile has opted out, or the audience does not hold. */
  record NotQualified() implements Standing {}

  /**
   * Neither.
   *
   * @param user without {@code constant}, which {@link Triggered} has
   */
  record Qualified(Audience.Qualified user) implements Standing {}
}
