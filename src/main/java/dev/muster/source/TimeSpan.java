package dev.muster.source;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Interval;
import java.time.Instant;
import java.util.ArrayList;

/** When an instant lies in a half-open stretch of time. */
public final class TimeSpan {
  // What PostgreSQL can hold, a little less at both ends; nothing can have happened outside.
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+294276-01-01T00:00:00Z");

  private TimeSpan() {}

  public static Clause contains(Interval span, Clause instant) {
    var bounds = new ArrayList<Clause>();
    var from = span.from();
    if (from != null && from.isAfter(EARLIEST)) {
      bounds.add(from.isAfter(LATEST) ? Clause.FALSE : sql("? >= ?", instant, from));
    }
    var to = span.to();
    if (to != null && to.isBefore(LATEST)) {
      bounds.add(to.isBefore(EARLIEST) ? Clause.FALSE : sql("? < ?", instant, to));
    }
    return Clause.all(bounds);
  }
}
