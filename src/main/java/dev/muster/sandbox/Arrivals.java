package dev.muster.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;

/** How densely requests come, and whether they keep the pauses that were asked for. */
final class Arrivals {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  // A request that was on its way when the answer was written could not know of it.
  private static final long UNDER_WAY = Duration.ofMillis(250).toNanos();

  private record Arrival(long nanos, int events) {}

  private final ArrayDeque<Arrival> lastSecond = new ArrayDeque<>();
  private int eventsInSecond;
  private int peakRequests;
  private int peakEvents;
  private long duringPause;
  private boolean paused;
  private long pauseFrom;
  private long pauseTo;

  void add(long nanos, int events) {
    while (!lastSecond.isEmpty() && nanos - lastSecond.getFirst().nanos() >= SECOND) {
      eventsInSecond -= lastSecond.removeFirst().events();
    }
    lastSecond.addLast(new Arrival(nanos, events));
    eventsInSecond += events;
    peakRequests = Math.max(peakRequests, lastSecond.size());
    peakEvents = Math.max(peakEvents, eventsInSecond);
    if (paused && nanos - pauseFrom > UNDER_WAY && nanos - pauseTo < 0) {
      duringPause++;
    }
  }

  void pauseAsked(long nanos, long wait) {
    if (!paused || nanos - pauseTo >= 0) {
      pauseFrom = nanos;
      pauseTo = nanos + wait;
      paused = true;
    } else if (nanos + wait - pauseTo > 0) {
      pauseTo = nanos + wait;
    }
  }

  int peakRequests() {
    return peakRequests;
  }

  int peakEvents() {
    return peakEvents;
  }

  long duringPause() {
    return duringPause;
  }

  void clear() {
    lastSecond.clear();
    eventsInSecond = peakRequests = peakEvents = 0;
    duringPause = 0;
    paused = false;
  }
}
