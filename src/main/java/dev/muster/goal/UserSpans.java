package dev.muster.goal;

import dev.muster.audience.Conversions.Conversion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The times of one user in runs with the same goal, and what they did in them. */
final class UserSpans {
  private final List<Span> spans = new ArrayList<>();
  private final MergedTimes together = new MergedTimes();
  private boolean isReached;
  private boolean isControl;
  private boolean hasConverted;
  private BigDecimal value = BigDecimal.ZERO;

  /**
   * The time of a user in a run that is measured by itself: from its anchor until before its end.
   */
  private static final class Span {
    private final RunTally tally;
    private final boolean reached;
    private final Instant from;
    private final Instant to;
    private boolean hasConverted;
    private BigDecimal value = BigDecimal.ZERO;

    private Span(RunTally tally, boolean reached, Instant from, Instant to) {
      this.tally = tally;
      this.reached = reached;
      this.from = from;
      this.to = to;
    }

    private boolean has(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** A time that counts for its run, and for the runs together where that is one of them. */
  void add(RunTally tally, boolean reached, Instant from, Instant to) {
    spans.add(new Span(tally, reached, from, to));
    if (tally.isPooled()) {
      addTogether(reached, from, to);
    }
  }

  /** One that counts for the runs together alone. */
  void addTogether(boolean reached, Instant from, Instant to) {
    together.add(from, to);
    isReached |= reached;
    isControl |= !reached;
  }

  /** Counts an event in each time in which it lies; for the runs together, once. */
  void count(Conversion event) {
    for (var span : spans) {
      if (span.has(event.at())) {
        span.hasConverted = true;
        span.value = span.value.add(event.value());
      }
    }
    if (together.has(event.at())) {
      hasConverted = true;
      value = value.add(event.value());
    }
  }

  /** Adds the user to what their runs came to, and to what these did together. */
  void addTo(PooledTally pooled) {
    for (var span : spans) {
      span.tally.add(span.reached, span.hasConverted, span.value);
    }
    if (isReached || isControl) {
      pooled.add(isReached, isControl, hasConverted, value);
    }
  }
}
