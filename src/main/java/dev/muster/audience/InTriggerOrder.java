package dev.muster.audience;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Puts triggers in order of their instants and keys. They come in order of their instants, those
 * without an id, whose keys no database knows, first, and then those with one in order of it.
 */
final class InTriggerOrder {
  private static final Comparator<Triggered> BY_KEY =
      Comparator.comparing(Triggered::key, InTriggerOrder::byCodePoint);

  private final Source events;
  private final Queue<Triggered> withoutId = new PriorityQueue<>(BY_KEY);
  private @Nullable Triggered ahead;
  private boolean isBegun;

  InTriggerOrder(Source events) {
    this.events = events;
  }

  /** Where they come from; null after the last. */
  @FunctionalInterface
  interface Source {
    @Nullable Triggered next() throws SQLException;
  }

  @Nullable Triggered next() throws SQLException {
    if (!isBegun) {
      isBegun = true;
      ahead = events.next();
    }
    if (withoutId.isEmpty()) {
      takeWithoutId();
    }
    var waiting = withoutId.peek();
    var read = ahead;
    if (waiting != null && (read == null || isBefore(waiting, read))) {
      return withoutId.poll();
    }
    if (read != null) {
      ahead = events.next();
    }
    return read;
  }

  /** All those of the next instant. */
  private void takeWithoutId() throws SQLException {
    while (ahead != null
        && ahead.id() == null
        && (withoutId.isEmpty() || isAtOnce(withoutId.element(), ahead))) {
      withoutId.add(ahead);
      ahead = events.next();
    }
  }

  private static boolean isBefore(Triggered one, Triggered other) {
    return !isAtOnce(one, other) || BY_KEY.compare(one, other) <= 0;
  }

  private static boolean isAtOnce(Triggered one, Triggered other) {
    return one.occurredAt().equals(other.occurredAt());
  }

  private static int byCodePoint(String one, String other) {
    var ones = one.codePoints().iterator();
    var others = other.codePoints().iterator();
    while (ones.hasNext() && others.hasNext()) {
      var compared = Integer.compare(ones.nextInt(), others.nextInt());
      if (compared != 0) {
        return compared;
      }
    }
    return Boolean.compare(ones.hasNext(), others.hasNext());
  }
}
