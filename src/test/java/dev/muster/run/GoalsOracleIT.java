package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.gate.Verdict;
import dev.muster.goal.Side;
import dev.muster.store.MemberList;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs over a seeded population, measured once more here: user by user and event by event, in
 * memory, without a word of SQL.
 */
class GoalsOracleIT {
  private static final Instant FIRST = Instant.parse("2026-12-07T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-12-10T12:00:00Z");
  private static final Duration WITHIN = Duration.ofDays(1);
  private static final int USERS = 300;

  /** Whose order is another where half surrogate pairs, or languages, are compared. */
  private static final List<String> BEGINNINGS = List.of("u", "U", "é", "Ω", "\uFF5E", "😀", "a b");

  @TempDir private Path folder;

  private record Event(String user, Instant at, @Nullable BigDecimal amount, String country) {
    String json() {
      return "{\"user_id\": \"%s\", \"event\": \"Charged\", \"occurred_at\": \"%s\", \"properties\": {\"amount\": %s, \"country\": \"%s\"}}%n"
          .formatted(user, at, amount == null ? "\"12\"" : amount, country);
    }

    private boolean counts() {
      return country.equals("DE");
    }
  }

  /** A user's time in a run. */
  private record Time(String user, int run, boolean reached, Instant from) {
    private boolean has(Event event) {
      return event.user().equals(user)
          && event.counts()
          && event.at().isBefore(NOW)
          && !event.at().isBefore(from)
          && event.at().isBefore(from.plus(WITHIN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void measuresWhatCountingUserByUserFinds(Database database) throws Exception {
    var random = new Random(20_261_207);
    var users = new ArrayList<String>();
    for (var number = 0; number < USERS; number++) {
      users.add(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())) + number);
    }
    var events = events(random, users);
    var clock = SettableClock.at(FIRST.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.profiles(
              users.stream()
                  .map(user ->
                      "{\"user_id\": \"%s\", \"plan\": \"%s\"}%n"
                          .formatted(user, random.nextInt(3) == 0 ? "pro" : "free"))
                  .collect(Collectors.joining()))
          .events(events.stream().map(Event::json).collect(Collectors.joining()));
      var runs = new ArrayList<List<MemberList.Row>>();
      for (var day = 0; day < 4; day++) {
        var planned = FIRST.plus(Duration.ofDays(day));
        clock.set(planned.plusSeconds(day * 7L));
        var end = pad.launch(campaign(pad, day), planned);
        var members = new ArrayList<MemberList.Row>();
        pad.store()
            .members()
            .list()
            .each(pad.run(end), EnumSet.of(Verdict.ACCEPTED, Verdict.CONTROL), members::add);
        runs.add(members);
      }

      var campaign = pad.id(FIRST).campaign();
      var measured = pad.measuring(NOW).of(campaign, pad.store().runs().list(campaign), null);

      var times = times(runs);
      for (var day = 0; day < 4; day++) {
        var run = day;
        var ofRun = times.stream().filter(time -> time.run() == run).toList();
        var sides = measured.runs().get(day).sides();
        assertThat(figures(sides.reached())).isEqualTo(figures(true, ofRun, events));
        assertThat(figures(requireNonNull(sides.control())))
            .isEqualTo(figures(false, ofRun, events));
      }
      var both = onBothSides(times);
      var pooled = requireNonNull(measured.pooled());
      var left = times.stream().filter(time -> !both.contains(time.user())).toList();
      assertThat(both).isNotEmpty();
      assertThat(pooled.both()).isEqualTo(both.size());
      assertThat(figures(pooled.sides().reached())).isEqualTo(figures(true, left, events));
      assertThat(figures(requireNonNull(pooled.sides().control())))
          .isEqualTo(figures(false, left, events));
    }
  }

  /** On the first day for some alone; on the last, fewer are held back. */
  private static Path campaign(LaunchPad pad, int day) throws Exception {
    return pad.campaign(
        "all",
        """
        who:
          audience: %s
          control_group: { percent: %d }
          again: { after: 2d }
        what: { track: Offer }
        when: { at: launch }
        goal: { event: Charged, where: { country: DE }, within: 1d, value: amount }
        """
            .formatted(
                day == 0 ? "{ profile: { plan: pro } }" : "{ everyone: true }",
                day == 3 ? 20 : 40));
  }

  private static List<Event> events(Random random, List<String> users) {
    var events = new ArrayList<Event>();
    for (var number = 0; number < 2000; number++) {
      events.add(
          new Event(
              users.get(random.nextInt(users.size())),
              FIRST.minusSeconds(3600).plusSeconds(random.nextInt(4 * 86_400)),
              random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(10_000), 2),
              random.nextInt(3) == 0 ? "US" : "DE"));
    }
    // Right at the ends of times.
    for (var user : users) {
      events.add(new Event(user, FIRST.plus(Duration.ofDays(1)), BigDecimal.ONE, "DE"));
      events.add(
          new Event(user, FIRST.plus(Duration.ofDays(1)).plusSeconds(7), BigDecimal.TEN, "DE"));
    }
    return events;
  }

  /** Two days apart, users are reached, or compared, again; whoever is due later is not yet. */
  private static List<Time> times(List<List<MemberList.Row>> runs) {
    var times = new ArrayList<Time>();
    Map<String, Integer> lately = new HashMap<>();
    for (var run = 0; run < runs.size(); run++) {
      var delay = Duration.ofSeconds(run * 7L);
      for (var member : runs.get(run)) {
        var user = member.userId().value();
        var acceptedAt = member.acceptedAt();
        if (acceptedAt != null) {
          times.add(new Time(user, run, true, acceptedAt));
        } else if (lately.getOrDefault(user, -9) <= run - 2) {
          times.add(new Time(user, run, false, member.dueAt().plus(delay)));
        }
      }
      for (var time : times) {
        if (time.run() == run) {
          lately.put(time.user(), run);
        }
      }
    }
    return times.stream().filter(time -> !time.from().isAfter(NOW)).toList();
  }

  private static Set<String> onBothSides(List<Time> times) {
    var reached = new HashSet<String>();
    var held = new HashSet<String>();
    times.forEach(time -> (time.reached() ? reached : held).add(time.user()));
    reached.retainAll(held);
    return reached;
  }

  /** Of the users of a side, each once: users, converted, with a value, sum, variance. */
  private static String figures(boolean reached, List<Time> times, List<Event> events) {
    var values = new TreeMap<String, BigDecimal>();
    var converted = new HashSet<String>();
    for (var time : times) {
      if (time.reached() == reached) {
        values.putIfAbsent(time.user(), BigDecimal.ZERO);
      }
    }
    for (var event : events) {
      if (times.stream().anyMatch(time -> time.reached() == reached && time.has(event))) {
        converted.add(event.user());
        values.merge(
            event.user(),
            event.amount() == null ? BigDecimal.ZERO : event.amount(),
            BigDecimal::add);
      }
    }
    var sum = values.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    var mean = sum.doubleValue() / values.size();
    var variance =
        values.values().stream().mapToDouble(value -> Math.pow(value.doubleValue() - mean, 2)).sum()
            / (values.size() - 1);
    return figures(
        values.size(),
        converted.size(),
        values.values().stream().filter(value -> value.signum() != 0).count(),
        sum,
        variance);
  }

  private static String figures(Side side) {
    var value = requireNonNull(side.value());
    return figures(side.users(), side.converted(), value.users(), value.sum(), value.variance());
  }

  private static String figures(
      long users, long converted, long withValue, BigDecimal sum, double variance) {
    return "%d users, %d converted, %d with a value, %s, variance %.6e"
        .formatted(users, converted, withValue, sum.stripTrailingZeros().toPlainString(), variance);
  }
}
