package dev.muster.goal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.audience.ConversionCursor;
import dev.muster.audience.Conversions.Conversion;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events in order of their users' ids, asked for user by user in the same order. */
final class EventsInOrder {
  private final ConversionCursor cursor;
  private @Nullable Conversion next;

  EventsInOrder(ConversionCursor cursor) {
    this.cursor = cursor;
    this.next = cursor.next();
  }

  /** Hands over the events of a user who comes behind all who were asked for before. */
  void of(String user, Consumer<Conversion> events) {
    while (next != null) {
      var event = next;
      var order = compare(event.userId(), user);
      if (order > 0) {
        return;
      }
      if (order == 0) {
        events.accept(event);
      }
      next = following(event);
    }
  }

  private @Nullable Conversion following(Conversion event) {
    var following = cursor.next();
    if (following != null && compare(following.userId(), event.userId()) < 0) {
      // Else events would be missed without a word.
      throw new IllegalStateException("the source does not order user ids by code point");
    }
    return following;
  }

  /** By code point, as their bytes in UTF-8 are ordered. */
  static int compare(String one, String other) {
    return one.equals(other)
        ? 0
        : Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
