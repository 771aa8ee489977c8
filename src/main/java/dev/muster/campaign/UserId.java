package dev.muster.campaign;

/**
 * A user as the shop knows them: {@code profiles.user_id}, of which a cap's order, control groups
 * and message ids are made. The receiver knows the user by a {@link Recipient}, which need not be
 * the same.
 */
public record UserId(String value) {

  /** Does not say who it is: what logs or errors write out by mistake has no user in it. */
  @Override
  public String toString() {
    return "a user";
  }
}
