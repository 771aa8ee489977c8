package dev.muster.goal;

import dev.muster.campaign.Goal;
import dev.muster.campaign.Interval;
import dev.muster.store.GoalSides;
import dev.muster.store.GoalUsers;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be measured, and when the time of its users begins and ends.
 *
 * @param delay how long after they were due it has reached its users
 * @param group what is known of its control group
 */
record Plan(
    Run run,
    Goal goal,
    GoalSides.Some reached,
    GoalSides.Some compared,
    Duration delay,
    ControlFacts group) {

  /** The anchor of a user: from then on events count. */
  Instant anchor(GoalUsers.Row user) {
    return user.reached() ? user.reachedAt() : user.dueAt().plus(delay);
  }

  /** Until when the events of a user count, that moment excluded. */
  Instant end(Instant anchor) {
    return anchor.plus(goal.within().exact());
  }

  /** When the last user's time is over, or null of nobody. */
  @Nullable Instant closesAt() {
    return both(reached.last(), compared.last())
        .max(Comparator.naturalOrder())
        .map(this::end)
        .orElse(null);
  }

  /** When events count of anybody, or null of nobody. */
  @Nullable Interval during() {
    return both(reached.first(), compared.first())
        .min(Comparator.naturalOrder())
        .map(first -> new Interval(first, closesAt()))
        .orElse(null);
  }

  private Stream<Instant> both(@Nullable Instant reachedAt, @Nullable Instant dueAt) {
    return Stream.of(reachedAt, dueAt == null ? null : dueAt.plus(delay)).filter(Objects::nonNull);
  }

  /** How many users it has on both sides. */
  long users() {
    return reached.users() + compared.users();
  }

  Timing timing(Instant now) {
    var closesAt = closesAt();
    return new Timing(
        now,
        closesAt,
        run.status() == RunStatus.COMPLETED && (closesAt == null || !closesAt.isAfter(now)),
        delay);
  }
}
