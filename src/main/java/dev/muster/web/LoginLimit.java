package dev.muster.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps people from guessing passwords: after five wrong ones for a name from one address within a
 * quarter of an hour it is a minute until the next may be tried, and twice as long after each wrong
 * one more, up to a quarter of an hour (looking.md, "Who may"). It knows neither who there is nor
 * which password was right.
 */
final class LoginLimit {
  private static final int FREE = 5;
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final Duration FIRST = Duration.ofMinutes(1);

  /** Whoever tries more names than that is forgotten first. */
  private static final int REMEMBERED = 10_000;

  private final Clock clock;
  private final Map<Key, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Tries> eldest) {
          return size() > REMEMBERED;
        }
      };

  LoginLimit(Clock clock) {
    this.clock = clock;
  }

  private record Key(String name, String address) {
    /** What is longer is nobody's name, and is not to fill the memory. */
    private static final int LONGEST = 100;

    static Key of(String name, String address) {
      return new Key(name.substring(0, Math.min(name.length(), LONGEST)), address);
    }
  }

  private static final class Tries {
    private final Deque<Instant> wrong = new ArrayDeque<>();
    private Instant free = Instant.MIN;
    private Duration pause = FIRST;
    private boolean isSlow;

    void forget() {
      isSlow = false;
      pause = FIRST;
      wrong.clear();
    }

    void slowDown(Instant now) {
      isSlow = true;
      free = now.plus(pause);
      var twice = pause.multipliedBy(2);
      pause = twice.compareTo(WITHIN) > 0 ? WITHIN : twice;
    }
  }

  /**
   * Begins to try a password, which counts as wrong until it is {@link #right}: so those that are
   * tried side by side count, too.
   *
   * @return how long it is until one may be tried, if this one may not
   */
  synchronized Optional<Duration> begin(String name, String address) {
    var now = clock.instant();
    var known = tries.computeIfAbsent(Key.of(name, address), _ -> new Tries());
    if (now.isBefore(known.free)) {
      return Optional.of(Duration.between(now, known.free));
    }
    if (known.isSlow && known.free.plus(WITHIN).isBefore(now)) {
      known.forget();
    }
    while (!known.wrong.isEmpty() && known.wrong.getFirst().plus(WITHIN).isBefore(now)) {
      known.wrong.removeFirst();
    }
    known.wrong.addLast(now);
    if (known.wrong.size() > FREE) {
      known.wrong.removeFirst();
    }
    if (known.isSlow || known.wrong.size() >= FREE) {
      known.slowDown(now);
    }
    return Optional.empty();
  }

  /** It was the right one. */
  synchronized void right(String name, String address) {
    tries.remove(Key.of(name, address));
  }
}
