package dev.muster.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps answers for a while, so that each is computed once in that time, however many ask for it
 * meanwhile; those who come while it is computed wait for it.
 */
final class Kept<K, V> {
  /** More than are asked for in that while; they are all forgotten then. */
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Duration validity;
  private final int most;
  private final ConcurrentHashMap<K, Answer<V>> answers = new ConcurrentHashMap<>();

  Kept(Clock clock, Duration validity) {
    this(clock, validity, MOST);
  }

  /**
   * The same of large answers.
   *
   * @param most with so many more all are forgotten
   */
  Kept(Clock clock, Duration validity, int most) {
    this.clock = clock;
    this.validity = validity;
    this.most = most;
  }

  private record Answer<V>(V value, Instant until) {}

  /** The answer; what computing it throws is thrown, and nothing is kept. */
  V get(K key, Function<? super K, ? extends V> compute) {
    if (answers.size() > most) {
      answers.clear();
    }
    return answers
        .compute(
            key,
            (asked, before) ->
                before != null && clock.instant().isBefore(before.until())
                    ? before
                    : new Answer<>(compute.apply(asked), clock.instant().plus(validity)))
        .value();
  }
}
