package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days of a live campaign, held against what live.md says, counted without SQL: events that come in
 * time, late, too late and before their moment, and launches at random intervals.
 */
class TakingUpOracleIT {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration DAYS = Duration.ofDays(1);
  private static final int EVENTS = 250;
  private static final int USERS = 12;

  @TempDir private Path folder;

  /**
   * An event.
   *
   * @param arrived when it was inserted
   */
  private record Happened(String id, String user, String name, Instant at, Instant arrived) {
    String line() {
      return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\"}%n"
          .formatted(id, user, name, at);
    }

    Instant instant() {
      return at.plus(WITHIN);
    }
  }

  /** What becomes of triggers: the ids of those that are sent, and how many came too late. */
  private record Fates(Collection<String> sent, long tooLate) {}

  @ParameterizedTest
  @CsvSource({"H2, 1", "POSTGRESQL, 3"})
  void sendForEachTriggerOnceOrCountIt(Database database, long seed) throws Exception {
    var random = new Random(seed);
    var events = events(random);
    var launches = launches(random);
    var clock = SettableClock.at(START.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(USERS)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who: { live: { did: [Cart], then_not: { did: Paid, within: 10m }, recheck: [] } }
              what: { track: Reminder, properties: { event: "{{ event.id }}" } }
              when: {}
              """);
      var arrived = new ArrayList<Happened>();
      var tooLate = 0L;
      for (var launch : launches) {
        var news =
            events.stream()
                .filter(event -> !event.arrived().isAfter(launch) && !arrived.contains(event))
                .toList();
        arrived.addAll(news);
        if (!news.isEmpty()) {
          pad.events(String.join("", news.stream().map(Happened::line).toList()));
        }
        clock.set(launch);
        var late = pad.launchLive(campaign).others().tooLate();
        tooLate += late == null ? 0 : late;
      }

      var sent =
          pad.sandbox().events().stream()
              .map(event -> event.message().path("properties").path("event").asString())
              .toList();
      var expected = fates(events, launches);
      assertThat(sent).doesNotHaveDuplicates();
      assertThat(new TreeSet<>(sent)).isEqualTo(new TreeSet<>(expected.sent()));
      assertThat(tooLate).isEqualTo(expected.tooLate());
      assertThat(expected.sent().size()).isGreaterThan(50);
      assertThat(expected.tooLate()).isPositive();
    }
  }

  private static List<Happened> events(Random random) {
    return IntStream.range(0, EVENTS)
        .mapToObj(number -> {
          var at = START.plusSeconds(random.nextLong(DAYS.toSeconds()));
          var delay =
              switch (random.nextInt(6)) {
                case 0 -> -random.nextLong(Duration.ofHours(3).toSeconds());
                case 1 -> random.nextLong(Duration.ofHours(5).toSeconds());
                default -> random.nextLong(60);
              };
          return new Happened(
              "e" + number,
              "u" + (random.nextInt(USERS) + 1),
              random.nextInt(3) == 0 ? "Paid" : "Cart",
              at,
              at.plusSeconds(delay));
        })
        .toList();
  }

  private static List<Instant> launches(Random random) {
    var launches = new ArrayList<Instant>();
    for (var at = START; at.isBefore(START.plus(DAYS).plus(Duration.ofHours(12))); ) {
      launches.add(at);
      var longest = random.nextInt(10) == 0 ? Duration.ofHours(6) : Duration.ofMinutes(40);
      at = at.plusSeconds(1 + random.nextLong(longest.toSeconds()));
    }
    return launches;
  }

  /** Each by itself: by the launch that first sees it, and by the first after its instant. */
  private static Fates fates(List<Happened> events, List<Instant> launches) {
    var sent = new ArrayList<String>();
    var tooLate = 0L;
    for (var trigger : events) {
      if (!trigger.name().equals("Cart") || trigger.at().isBefore(launches.getFirst())) {
        continue;
      }
      var seenBy = first(launches, launch -> !launch.isBefore(trigger.arrived()));
      if (trigger.instant().isBefore(horizon(launches, seenBy))) {
        tooLate += nothingFollowed(trigger, events, launches.get(seenBy)) ? 1 : 0;
        continue;
      }
      var takenBy = first(launches, launch -> launch.isAfter(trigger.instant()));
      var judgedBy = launches.get(Math.max(seenBy, takenBy));
      if (nothingFollowed(trigger, events, judgedBy)
          && judgedBy.isBefore(trigger.instant().plus(Duration.ofHours(24)))) {
        sent.add(trigger.id());
      }
    }
    return new Fates(sent, tooLate);
  }

  private interface Test {
    boolean holds(Instant launch);
  }

  private static int first(List<Instant> launches, Test test) {
    return IntStream.range(0, launches.size())
        .filter(index -> test.holds(launches.get(index)))
        .findFirst()
        .orElseThrow();
  }

  /** That of the first launch is its as-of; afterwards the watermark, less what may be late. */
  private static Instant horizon(List<Instant> launches, int launch) {
    var first = launches.getFirst();
    if (launch == 0) {
      return first;
    }
    var horizon = launches.get(launch - 1).minus(LATE);
    return horizon.isAfter(first) ? horizon : first;
  }

  private static boolean nothingFollowed(Happened trigger, List<Happened> events, Instant seenAt) {
    return events.stream()
        .noneMatch(event ->
            event.name().equals("Paid")
                && event.user().equals(trigger.user())
                && !event.arrived().isAfter(seenAt)
                && !event.at().isBefore(trigger.at())
                && event.at().isBefore(trigger.instant()));
  }
}
