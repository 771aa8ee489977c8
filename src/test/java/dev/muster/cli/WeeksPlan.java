package dev.muster.cli;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens in a simulated week, as it follows from a seed. */
final class WeeksPlan {
  static final ZoneId ACCOUNT = ZoneId.of("Europe/Berlin");

  /** The clocks of Berlin change on the second day, and elsewhere on the last. */
  private static final List<Instant> BEGINNINGS =
      List.of(Instant.parse("2026-10-24T06:00:00Z"), Instant.parse("2027-03-27T06:00:00Z"));

  private static final Duration WEEK = Duration.ofDays(8);

  /** Within it, and a few later launches, the last windows open. */
  private static final Duration AFTERWARDS = Duration.ofDays(2);

  private static final List<String> ZONES =
      List.of("", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
  private static final int USERS = 9;
  private static final int SESSIONS = 140;
  private static final int BURST = 130;
  private static final long SCATTER = 6_364_136_223_846_793_005L;

  /** Something that happens before a launch, or one. */
  sealed interface Happening {
    Instant at();
  }

  record Arrives(Instant at, WeeksEvent event) implements Happening {}

  /** What has arrived is imported again. */
  record ArrivesAgain(Instant at, WeeksEvent event) implements Happening {}

  /** The beginning of a transaction that ends later. */
  record IsInserted(Instant at, WeeksEvent event) implements Happening {}

  record ProfileIs(Instant at, String user, WeeksRules.Profile profile) implements Happening {}

  record IsSuppressed(Instant at, String user) implements Happening {}

  /** The file as it is from now on; its text is null where there is none. */
  record FileIs(Instant at, String status, @Nullable WeeksCampaign campaign) implements Happening {}

  record ReceiverIs(Instant at, WeeksRules.Receiver receiver) implements Happening {}

  /** By the clocks of these machines, one after the other or at once. */
  record Launch(Instant at, List<Integer> machines, boolean atOnce) implements Happening {}

  private final Random random;
  private final Instant beginning;
  private final Instant end;
  private final List<Happening> happenings = new ArrayList<>();
  private final List<WeeksEvent> events = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  final List<Integer> clocksOff = new ArrayList<>();
  final WeeksRules.Frequency frequency;

  WeeksPlan(long seed) {
    // Seeds that lie side by side would begin alike.
    random = new Random(seed * SCATTER);
    beginning = BEGINNINGS.get((int) (seed % BEGINNINGS.size()));
    end = beginning.plus(WEEK);
    frequency =
        switch (random.nextInt(4)) {
          case 0 -> new WeeksRules.Frequency(2, 1);
          case 1 -> new WeeksRules.Frequency(4, 3);
          default -> new WeeksRules.Frequency(0, 1);
        };
    clocksOff.add(0);
    clocksOff.add(random.nextInt(9) - 4);
    launches();
    people();
    var campaign = files();
    sessions(campaign);
    receiver();
  }

  /** All of it, in order; of what comes at once, launches are last. */
  List<Happening> happenings() {
    return happenings.stream()
        .sorted(
            Comparator.comparing(Happening::at)
                .thenComparing(happening -> happening instanceof Launch))
        .toList();
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Instant anytime() {
    return beginning.plusSeconds(random.nextLong(WEEK.toSeconds()));
  }

  private Duration upTo(Duration longest) {
    return Duration.ofSeconds(1 + random.nextLong(longest.toSeconds()));
  }

  private void launches() {
    for (var at = beginning; at.isBefore(end.plus(AFTERWARDS)); ) {
      var machines =
          switch (random.nextInt(6)) {
            case 0 -> List.of(0, 1);
            case 1 -> List.of(1, 0);
            case 2, 3 -> List.of(1);
            default -> List.of(0);
          };
      launches.add(new Launch(at, machines, machines.size() > 1 && one(2)));
      at =
          at.plus(
              switch (random.nextInt(16)) {
                case 0 -> upTo(Duration.ofHours(14));
                case 1, 2 -> upTo(Duration.ofSeconds(6));
                default -> upTo(Duration.ofHours(3));
              });
    }
    for (var hours = 0; hours <= 60; hours += 12) {
      launches.add(
          new Launch(end.plus(AFTERWARDS).plus(Duration.ofHours(hours)), List.of(0), false));
    }
    happenings.addAll(launches);
  }

  private void people() {
    for (var number = 1; number <= USERS; number++) {
      var user = "u" + number;
      var name = any(ZONES);
      var zone = name.isEmpty() ? null : ZoneId.of(name);
      var pro = !one(4);
      // The last ones have a profile from some time on, or never.
      var since = number < USERS - 2 ? beginning.minusSeconds(1) : anytime();
      if (number < USERS) {
        happenings.add(new ProfileIs(since, user, new WeeksRules.Profile(pro, false, zone)));
      }
      if (number < USERS - 2 && one(3)) {
        happenings.add(new ProfileIs(anytime(), user, new WeeksRules.Profile(!pro, false, zone)));
      }
      if (number == 1) {
        happenings.add(new IsSuppressed(anytime(), user));
      }
      if (number == 2) {
        happenings.add(
            new ProfileIs(
                end.minus(upTo(Duration.ofDays(3))),
                user,
                new WeeksRules.Profile(pro, true, zone)));
      }
    }
    // Or a later change would take the opt-out back.
    happenings.removeIf(happening ->
        happening instanceof ProfileIs(var at, var user, var profile)
            && user.equals("u2")
            && !profile.optedOut()
            && at.isAfter(beginning));
  }

  private WeeksCampaign files() {
    var first = campaign();
    happenings.add(new FileIs(beginning.minusSeconds(1), "published", first));
    var now = first;
    var moments = new ArrayList<Instant>();
    for (var i = 0; i < 7; i++) {
      moments.add(anytime());
    }
    moments.sort(Comparator.naturalOrder());
    for (var at : moments) {
      switch (random.nextInt(6)) {
        case 0 -> {
          var status = any(List.of("stopped", "draft", "broken", "missing"));
          happenings.add(new FileIs(at, status, now));
          happenings.add(new FileIs(at.plus(upTo(Duration.ofHours(20))), "published", now));
        }
        case 1, 2 -> {
          now = triggeringOtherwise(now);
          happenings.add(new FileIs(at, "published", now));
        }
        default -> {
          now = sendingOtherwise(now);
          happenings.add(new FileIs(at, "published", now));
        }
      }
    }
    happenings.add(new FileIs(end, "published", now));
    return first;
  }

  private WeeksCampaign campaign() {
    var any =
        triggeringOtherwise(
            new WeeksCampaign(
                List.of("Cart"),
                false,
                null,
                false,
                WeeksCampaign.Audience.ALL,
                Duration.ofHours(1),
                null,
                WeeksCampaign.Cap.NONE,
                null,
                0,
                null,
                null,
                Duration.ZERO,
                null,
                null));
    return sendingOtherwise(sendingOtherwise(any));
  }

  /** The same, with other triggers. */
  private WeeksCampaign triggeringOtherwise(WeeksCampaign than) {
    var did = one(3) ? List.of("Cart", "Wish") : List.of("Cart");
    var thenNot =
        one(3)
            ? null
            : new WeeksCampaign.ThenNot(
                one(3) ? List.of("Charged", "Cart") : List.of("Charged"),
                Duration.ofMinutes(one(2) ? 10 : 45));
    var from = one(7) ? anytime().minus(Duration.ofDays(4)) : null;
    var until = one(7) ? anytime().plus(Duration.ofDays(3)) : null;
    return withRecheck(
        new WeeksCampaign(
            did,
            one(4),
            thenNot,
            thenNot != null && one(2),
            than.audience(),
            than.late(),
            than.recheck(),
            than.cap(),
            than.again(),
            than.control(),
            from,
            until != null && from != null && !until.isAfter(from) ? null : until,
            than.delay(),
            than.quiet(),
            than.cutOff()));
  }

  /** The same, with one or two things less or more to be thought of when it is sent. */
  private WeeksCampaign sendingOtherwise(WeeksCampaign than) {
    return withRecheck(
        new WeeksCampaign(
            than.did(),
            than.large(),
            than.thenNot(),
            than.same(),
            one(2) ? than.audience() : any(List.of(WeeksCampaign.Audience.values())),
            one(3) ? Duration.ofMinutes(any(List.of(60, 90, 240))) : than.late(),
            than.recheck(),
            one(4)
                ? any(
                    List.of(
                        WeeksCampaign.Cap.NONE,
                        new WeeksCampaign.Cap(100, true),
                        new WeeksCampaign.Cap(100, false),
                        new WeeksCampaign.Cap(120, false)))
                : than.cap(),
            one(3) ? again() : than.again(),
            one(5) ? 20 : than.control(),
            than.from(),
            than.until(),
            one(2) ? Duration.ofMinutes(any(List.of(0, 0, 30, 300))) : than.delay(),
            one(2) ? quiet() : than.quiet(),
            one(3) ? cutOff() : than.cutOff()));
  }

  private WeeksCampaign withRecheck(WeeksCampaign of) {
    var names = new ArrayList<String>();
    if (of.thenNot() != null && one(2)) {
      names.add("then_not");
    }
    if (of.audience() != WeeksCampaign.Audience.ALL && one(2)) {
      names.add("audience");
    }
    return new WeeksCampaign(
        of.did(),
        of.large(),
        of.thenNot(),
        of.same(),
        of.audience(),
        of.late(),
        one(2) ? names : null,
        of.cap(),
        of.again(),
        of.control(),
        of.from(),
        of.until(),
        of.delay(),
        of.quiet(),
        of.cutOff());
  }

  private @Nullable Duration again() {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ofHours(1);
      case 1 -> Duration.ofDays(1);
      case 2 -> Duration.ofDays(2);
      case 3 -> WeeksCampaign.NEVER;
      default -> null;
    };
  }

  private WeeksCampaign.@Nullable Quiet quiet() {
    if (one(5)) {
      return null;
    }
    var discard = one(4);
    var days =
        one(4) ? EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY) : EnumSet.allOf(DayOfWeek.class);
    var times =
        any(
            List.of(
                List.of("21:00", "09:00"),
                List.of("10:00", "14:00"),
                List.of("16:00", "02:30"),
                List.of("02:15", "11:00"),
                List.of("02:15", "02:45")));
    return new WeeksCampaign.Quiet(
        LocalTime.parse(times.getFirst()),
        LocalTime.parse(times.getLast()),
        Set.copyOf(days),
        discard,
        !discard && !one(4));
  }

  private WeeksCampaign.@Nullable CutOff cutOff() {
    return switch (random.nextInt(4)) {
      case 0 -> new WeeksCampaign.CutOff(Duration.ofHours(3), null);
      case 1 -> new WeeksCampaign.CutOff(Duration.ofHours(30), null);
      case 2 -> new WeeksCampaign.CutOff(null, LocalTime.of(20, 0));
      default -> null;
    };
  }

  private void sessions(WeeksCampaign first) {
    for (var i = 0; i < SESSIONS; i++) {
      var at = one(10) ? beginning.minus(upTo(Duration.ofDays(3))) : anytime();
      if (one(5)) {
        var launch = any(launches);
        at =
            launch
                .at()
                .plusSeconds(requireNonNull(clocksOff.get(launch.machines().getFirst())))
                .minus(first.within());
      }
      session(at, "u" + (random.nextInt(USERS) + 1), first.within());
    }
    if (one(3)) {
      var day = anytime();
      for (var i = 0; i < BURST; i++) {
        var at = day.plus(upTo(Duration.ofHours(4)));
        happens("u" + (random.nextInt(USERS) + 1), "Cart", at, "1");
      }
    }
  }

  private void session(Instant at, String user, Duration within) {
    var product = any(WeeksEvent.PRODUCTS);
    if (one(4)) {
      happens(user, "Visit", at.minus(upTo(Duration.ofMinutes(90))), null);
    }
    happens(user, one(4) ? "Wish" : "Cart", at, one(8) ? null : product);
    if (one(4)) {
      happens(user, "Cart", at.plus(upTo(Duration.ofMinutes(50))), any(WeeksEvent.PRODUCTS));
    }
    if (!one(3)) {
      var after =
          switch (random.nextInt(6)) {
            case 0 -> Duration.ZERO;
            case 1 -> within;
            case 2 -> upTo(Duration.ofHours(6));
            default -> upTo(Duration.ofMinutes(60));
          };
      happens(user, "Charged", at.plus(after), one(3) ? any(WeeksEvent.PRODUCTS) : product);
    }
  }

  private void happens(String user, String name, Instant at, @Nullable String product) {
    var number = events.size() + 1;
    // Who has no id is ordered by a hash.
    var id = one(6) ? null : any(List.of("e", "z", "ｚ", "😀")) + number;
    var arrives =
        switch (random.nextInt(12)) {
          case 0 -> at.minus(upTo(Duration.ofHours(6)));
          case 1, 2 -> at.plus(upTo(Duration.ofHours(5)));
          case 3 -> at.plus(upTo(Duration.ofDays(2)));
          default -> at.plusSeconds(random.nextInt(60));
        };
    if (arrives.isBefore(beginning.minus(Duration.ofHours(1)))) {
      arrives = one(2) ? anytime() : beginning.minusSeconds(1);
    }
    if (!arrives.isBefore(end)) {
      arrives = end.minusSeconds(1);
    }
    var event =
        new WeeksEvent(
            number,
            id,
            user,
            name,
            id == null ? at.plusNanos(1000L * number) : at,
            random.nextInt(100),
            product,
            arrives);
    events.add(event);
    if (id == null && one(3)) {
      happenings.add(new IsInserted(arrives.minus(upTo(Duration.ofHours(3))), event));
    }
    happenings.add(new Arrives(arrives, event));
    if (one(12)) {
      happenings.add(new ArrivesAgain(arrives.plus(upTo(Duration.ofDays(1))), event));
    }
  }

  private void receiver() {
    for (var i = 0; i < 3; i++) {
      var at = anytime();
      var receiver = one(4) ? WeeksRules.Receiver.REJECTING : WeeksRules.Receiver.DOWN;
      happenings.add(new ReceiverIs(at, receiver));
      happenings.add(new ReceiverIs(at.plus(upTo(Duration.ofHours(9))), WeeksRules.Receiver.UP));
    }
    happenings.add(new ReceiverIs(end, WeeksRules.Receiver.UP));
  }
}
