package dev.muster.goal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whether moments lie in any of some times, each from its beginning until before its end. There may
 * be as many of both as a user has triggers and events: those that overlap are one, which is
 * searched for.
 */
final class MergedTimes {
  private final List<Time> added = new ArrayList<>();

  /** Ends by beginnings; none touches another. */
  private final NavigableMap<Instant, Instant> merged = new TreeMap<>();

  private record Time(Instant from, Instant to) {}

  void add(Instant from, Instant to) {
    added.add(new Time(from, to));
  }

  boolean has(Instant at) {
    merge();
    var last = merged.floorEntry(at);
    return last != null && at.isBefore(last.getValue());
  }

  private void merge() {
    added.sort(Comparator.comparing(Time::from));
    for (var time : added) {
      var before = merged.floorEntry(time.from());
      if (before == null || before.getValue().isBefore(time.from())) {
        put(time.from(), time.to());
      } else if (time.to().isAfter(before.getValue())) {
        put(before.getKey(), time.to());
      }
    }
    added.clear();
  }

  /** Takes in those behind that are overlapped. */
  private void put(Instant from, Instant to) {
    var end = to;
    for (var next = merged.higherEntry(from);
        next != null && !next.getKey().isAfter(end);
        next = merged.higherEntry(from)) {
      end = next.getValue().isAfter(end) ? next.getValue() : end;
      merged.remove(next.getKey());
    }
    merged.put(from, end);
  }
}
