package dev.muster.gate;

/**
 * That somebody has looked at what a campaign would do, and wants it.
 *
 * @param number which of all approvals it is; a later one has a higher
 * @param by who approved, as they gave their name
 * @param users how many qualified then
 */
public record Approval(long number, String by, long users) {
  public Approval {
    if (by.isBlank() || users < 0) {
      throw new IllegalArgumentException("an approval of %d users by '%s'".formatted(users, by));
    }
  }
}
