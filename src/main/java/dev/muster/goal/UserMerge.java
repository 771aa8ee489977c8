package dev.muster.goal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Goes through the times of users and their events side by side, both in order of users' ids. */
final class UserMerge {
  private final EventsInOrder events;
  private final PooledTally pooled;
  private @Nullable String user;
  private UserSpans spans = new UserSpans();

  UserMerge(EventsInOrder events, PooledTally pooled) {
    this.events = events;
    this.pooled = pooled;
  }

  /** The next time of a user, from its beginning until before its end. */
  void add(String of, RunTally tally, boolean reached, Instant from, Instant to) {
    turnTo(of);
    spans.add(tally, reached, from, to);
  }

  /** The same of one that counts for the runs together alone. */
  void addTogether(String of, boolean reached, Instant from, Instant to) {
    turnTo(of);
    spans.addTogether(reached, from, to);
  }

  private void turnTo(String of) {
    if (!of.equals(user)) {
      end();
      user = of;
    }
  }

  /** Counts the user who was met last. */
  void end() {
    if (user != null) {
      events.of(user, spans::count);
      spans.addTo(pooled);
      spans = new UserSpans();
    }
  }
}
