package dev.muster.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a conversion: a user does the event within the time after being sent to.
 *
 * @param where tests on the event's properties, all of which must hold; none for any event
 * @param asWritten the same as the file has them: a tree of maps, lists, text, {@link
 *     java.math.BigDecimal}, booleans and nulls
 * @param within how long, a day being 24 hours
 * @param value the property that is summed up, or null
 */
public record Goal(
    String event,
    Map<String, ValueTest> where,
    Map<String, @Nullable Object> asWritten,
    WrittenDuration within,
    @Nullable String value) {
  public Goal {
    where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    asWritten = Collections.unmodifiableMap(new LinkedHashMap<>(asWritten));
  }

  /** Whether both count the same, however they are written. */
  public boolean meansTheSameAs(Goal other) {
    return event.equals(other.event)
        && where.equals(other.where)
        && within.exact().equals(other.within.exact())
        && Objects.equals(value, other.value);
  }
}
