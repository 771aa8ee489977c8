package dev.muster.goal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the users of one side did: those who were reached, or those of the control group.
 *
 * @param users who are measured
 * @param converted how many of them did the goal's event in their time
 * @param value what that was worth, or null where the goal has no value
 */
public record Side(long users, long converted, @Nullable Value value) {

  public Side {
    if (users < 0 || converted < 0 || converted > users) {
      throw new IllegalArgumentException(
          "%d users of whom %d converted".formatted(users, converted));
    }
  }

  /**
   * The values of a side's users.
   *
   * @param sum of all, exact
   * @param users how many have one that is not 0
   * @param variance of all users', with their number − 1 below the line; 0 of fewer than two
   */
  public record Value(BigDecimal sum, long users, double variance) {}

  /** The share of users who converted, or null without users. */
  public @Nullable Double rate() {
    return users == 0 ? null : (double) converted / users;
  }

  /** The mean of the users' values, or null without users, or without values. */
  public @Nullable Double valuePerUser() {
    return users == 0 || value == null ? null : value.sum().doubleValue() / users;
  }

  /** The values of at least two users. */
  Sample sample() {
    if (value == null) {
      throw new IllegalStateException("the goal has no value");
    }
    return new Sample(users, value.sum().doubleValue() / users, value.variance());
  }
}
