package dev.muster.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.goal.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days of a live campaign whose control group is sifted as those are that are sent to: its goal is
 * counted once more here, trigger by trigger, in memory, without a word of SQL.
 */
class LiveGoalsOracleIT {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofHours(60));
  private static final Duration INACTION = Duration.ofMinutes(10);
  private static final Duration DELAY = Duration.ofMinutes(30);
  private static final Duration AGAIN = Duration.ofHours(6);
  private static final Duration WITHIN = Duration.ofHours(8);
  private static final int HELD_BACK = 400;
  private static final int USERS = 40;
  private static final int EVENTS = 500;

  @TempDir private Path folder;

  /** An event, at a second of its own. */
  private record Happened(int number, String user, String name, Instant at, BigDecimal amount) {
    String line() {
      return "{\"id\": \"e%d\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": {\"amount\": %s}}%n"
          .formatted(number, user, name, at, amount);
    }
  }

  /**
   * What becomes of a trigger that qualifies.
   *
   * @param takenUp by which launch
   * @param sent by which launch it is sent, or would be; or null where a gate keeps it
   * @param lapsed whether that finds that it has lapsed
   */
  private record Fate(
      Happened event, Instant takenUp, Instant due, @Nullable Instant sent, boolean lapsed) {
    private boolean isHeldBack() {
      return heldBack(event.user());
    }

    private boolean isCompared() {
      return sent != null && !lapsed;
    }

    /**
     * Whether it counts for a later trigger: what has lapsed by then does not, and what the same
     * launch has taken up is tested again only afterwards.
     */
    private boolean countsAt(Instant launch) {
      return sent != null && (!lapsed || sent.isAfter(launch) || takenUp.equals(launch));
    }
  }

  @ParameterizedTest
  @CsvSource({"H2, 1", "POSTGRESQL, 2"})
  void measuresWhatCountingTriggerByTriggerFinds(Database database, long seed) throws Exception {
    var random = new Random(seed);
    var events = events(random);
    var launches = launches(random);
    var clock = SettableClock.at(START.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(USERS)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who:
                live: { did: Cart, then_not: { did: Charged, within: 10m } }
                control_group: { percent: 40 }
                again: { after: 6h }
              what: { track: Reminder }
              when: { delay: 30m, cut_off: { after: 7d } }
              goal: { event: Charged, within: 8h, value: amount }
              """);
      pad.launchLive(campaign);
      pad.events(events.stream().map(Happened::line).collect(Collectors.joining()));
      for (var launch : launches) {
        clock.set(launch);
        pad.launchLive(campaign);
      }

      var fates = fates(events, launches);
      var measured = pad.measuring(NOW).ofLive(new CampaignId("cart"), null).orElseThrow();

      assertThat(figures(measured.sides().reached())).isEqualTo(figures(false, fates, events));
      assertThat(figures(requireNonNull(measured.sides().control())))
          .isEqualTo(figures(true, fates, events));
      assertThat(measured.notCompared())
          .isEqualTo(fates.stream().filter(fate -> fate.isHeldBack() && !fate.isCompared()).count())
          .isPositive();
      assertThat(measured.both()).isZero();
      assertThat(fates).filteredOn(fate -> fate.isHeldBack() && fate.lapsed()).isNotEmpty();
      assertThat(measured.sides().reached().converted()).isPositive();
    }
  }

  private static List<Happened> events(Random random) {
    var seconds = new TreeSet<Long>();
    while (seconds.size() < EVENTS) {
      seconds.add(random.nextLong(Duration.ofDays(2).toSeconds()));
    }
    var events = new ArrayList<Happened>();
    for (var second : seconds) {
      events.add(
          new Happened(
              events.size(),
              "u" + (1 + random.nextInt(USERS)),
              random.nextInt(3) == 0 ? "Charged" : "Cart",
              START.plusSeconds(second),
              new BigDecimal(random.nextInt(10_000)).movePointLeft(2)));
    }
    // Some buy within the delay, which lets what is waited for lapse.
    for (var each : List.copyOf(events)) {
      if (each.name().equals("Cart") && random.nextInt(4) == 0) {
        events.add(
            new Happened(
                events.size(),
                each.user(),
                "Charged",
                each.at().plusSeconds(random.nextLong(3600)),
                new BigDecimal("7.77")));
      }
    }
    return events;
  }

  /** Up to three hours apart. */
  private static List<Instant> launches(Random random) {
    var launches = new ArrayList<Instant>();
    for (var at = START.plusSeconds(1);
        at.isBefore(NOW);
        at = at.plusSeconds(random.nextLong(3 * 3600))) {
      launches.add(at);
    }
    launches.add(NOW);
    return launches.stream().distinct().toList();
  }

  private static List<Fate> fates(List<Happened> events, List<Instant> launches) {
    var fates = new ArrayList<Fate>();
    var triggers =
        events.stream()
            .filter(event -> event.name().equals("Cart"))
            .filter(event -> !isFollowed(event, events, event.at().plus(INACTION)))
            .toList();
    for (var launch : launches) {
      var before =
          launches.indexOf(launch) == 0 ? START : launches.get(launches.indexOf(launch) - 1);
      triggers.stream()
          .filter(event -> event.at().plus(INACTION).isBefore(launch))
          .filter(event -> !event.at().plus(INACTION).isBefore(before))
          .sorted(Comparator.comparing(Happened::at).thenComparing(event -> "e" + event.number()))
          .forEach(event -> fates.add(fate(event, launch, fates, events, launches)));
    }
    return fates;
  }

  private static Fate fate(
      Happened event,
      Instant takenUp,
      List<Fate> earlier,
      List<Happened> events,
      List<Instant> launches) {
    var planned = event.at().plus(INACTION).plus(DELAY);
    var due = planned.isAfter(takenUp) ? planned : takenUp;
    var isRepeated =
        earlier.stream()
            .filter(other -> other.event().user().equals(event.user()))
            .filter(other -> other.countsAt(takenUp))
            .anyMatch(other -> due.isBefore(other.due().plus(AGAIN)));
    var sent =
        isRepeated
            ? null
            : launches.stream().filter(at -> !at.isBefore(due)).findFirst().orElse(null);
    return new Fate(event, takenUp, due, sent, sent != null && isFollowed(event, events, sent));
  }

  private static boolean isFollowed(Happened cart, List<Happened> events, Instant until) {
    return events.stream()
        .anyMatch(event ->
            event.name().equals("Charged")
                && event.user().equals(cart.user())
                && !event.at().isBefore(cart.at())
                && event.at().isBefore(until));
  }

  private static boolean heldBack(String user) {
    return Lot.of("cart", HELD_BACK).test(user);
  }

  /** Whom a control group holds back, by the contract's formula. */
  static final class Lot {
    private Lot() {}

    static Predicate<String> of(String salt, int perMille) {
      return user -> {
        try {
          var hash =
              MessageDigest.getInstance("SHA-256").digest((salt + ":" + user).getBytes(UTF_8));
          var first = new BigInteger(1, Arrays.copyOf(hash, 8));
          return first.mod(BigInteger.valueOf(1000)).intValue() < perMille;
        } catch (NoSuchAlgorithmException e) {
          throw new AssertionError(e);
        }
      };
    }
  }

  /** Users, how many converted, and what that was worth. */
  private static List<Object> figures(boolean heldBack, List<Fate> fates, List<Happened> events) {
    var times = new HashMap<String, List<Instant>>();
    for (var fate : fates) {
      if (fate.isCompared() && fate.isHeldBack() == heldBack) {
        var anchor = heldBack ? fate.due().plus(delay(fate, fates)) : requireNonNull(fate.sent());
        if (!anchor.isAfter(NOW)) {
          times.computeIfAbsent(fate.event().user(), _ -> new ArrayList<>()).add(anchor);
        }
      }
    }
    var converted = 0L;
    var value = BigDecimal.ZERO;
    for (var user : times.entrySet()) {
      var counting = counting(user, events);
      converted += counting.isEmpty() ? 0 : 1;
      value = counting.stream().map(Happened::amount).reduce(value, BigDecimal::add);
    }
    return List.of((long) times.size(), converted, value.stripTrailingZeros());
  }

  private static List<Happened> counting(
      Map.Entry<String, List<Instant>> user, List<Happened> events) {
    return events.stream()
        .filter(event -> event.name().equals("Charged") && event.user().equals(user.getKey()))
        .filter(event -> event.at().isBefore(NOW))
        .filter(event ->
            user.getValue().stream()
                .anyMatch(
                    from -> !event.at().isBefore(from) && event.at().isBefore(from.plus(WITHIN))))
        .toList();
  }

  /** By how much later than they were due those of the same launch were sent: the lower median. */
  private static Duration delay(Fate held, List<Fate> fates) {
    var delays =
        fates.stream()
            .filter(fate -> fate.takenUp().equals(held.takenUp()))
            .filter(fate -> !fate.isHeldBack() && fate.isCompared())
            .map(fate -> Duration.between(fate.due(), fate.sent()))
            .sorted()
            .toList();
    return delays.isEmpty() ? Duration.ZERO : delays.get((delays.size() - 1) / 2);
  }

  private static List<Object> figures(Side side) {
    return List.of(
        side.users(), side.converted(), requireNonNull(side.value()).sum().stripTrailingZeros());
  }
}
