package dev.muster.campaign;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@code when}: planned times, and the windows of users. */
final class WhenGrammar {
  private static final List<String> KNOWN =
      List.of(
          "at",
          "from",
          "repeat",
          "until",
          "catch_up",
          "timezone",
          "user_timezone",
          "do_not_disturb",
          "cut_off",
          "delay");

  private final Fields when;
  private final Optional<Spot> live;
  private final Optional<Spot> audience;

  private WhenGrammar(Fields when, Optional<Spot> who) {
    this.when = when;
    this.live = who.flatMap(spot -> spot.peek("live"));
    this.audience = who.flatMap(spot -> spot.peek("audience"));
  }

  /**
   * When the campaign is sent; nothing when there is no map.
   *
   * @param who the campaign's {@code who}, which makes it a live one or not
   */
  static Optional<When> when(Spot spot, Optional<Spot> who) {
    return spot.fields("a map such as { at: launch }", KNOWN)
        .map(fields -> new WhenGrammar(fields, who).when());
  }

  private When when() {
    var planning = planning();
    return new When(
        planning,
        when.find("timezone").flatMap(TimeGrammar::zone).orElse(null),
        when.find("catch_up").flatMap(spot -> catchUp(spot, planning)).orElse(When.CatchUp.LATEST),
        when.find("user_timezone").flatMap(spot -> userTimezone(spot, planning)).orElse(null),
        when.find("do_not_disturb").flatMap(WindowsOfUsers::doNotDisturb).orElse(null),
        when.find("cut_off").flatMap(WindowsOfUsers::cutOff).orElse(null));
  }

  private When.Planning planning() {
    var at = when.find("at");
    var repeat = when.find("repeat");
    var times = at.filter(spot -> !isLaunch(spot)).map(WhenGrammar::times).orElse(List.of());
    var repetition = repeat.flatMap(RepeatGrammar::repetition);
    refuseClashes();
    if (live.isPresent()) {
      return live();
    }
    if (repeat.isPresent()) {
      return repeated(repetition);
    }
    when.find("from").ifPresent(TimeGrammar::moment);
    when.find("until").ifPresent(TimeGrammar::day);
    return times.isEmpty() ? new When.AtLaunch() : new When.AtTimes(times);
  }

  private static boolean isLaunch(Spot spot) {
    return spot.value() instanceof Yaml.Text(var at, var text) && text.equals("launch");
  }

  private static List<Moment> times(Spot spot) {
    if (spot.value() instanceof Yaml.Sequence) {
      return spot.someOf("a list of dates with clock times").stream()
          .flatMap(item -> TimeGrammar.pointInTime(item).stream())
          .toList();
    }
    if (spot.value() instanceof Yaml.Text(var at, var text) && Moment.parse(text).isEmpty()) {
      spot.expected(
          "launch, or a date with a clock time such as 2026-12-01T09:00",
          NearMiss.choice(text, List.of("launch")));
      return List.of();
    }
    return TimeGrammar.pointInTime(spot).stream().toList();
  }

  private void refuseClashes() {
    var at = when.find("at");
    var from = when.find("from");
    var until = when.find("until");
    var repeat = when.find("repeat");
    var delay = when.find("delay");
    if (live.isPresent()) {
      at.filter(spot -> !isLaunch(spot))
          .ifPresent(spot -> Fields.clash(spot, live.get(), ": it has no planned times"));
      repeat.ifPresent(spot -> Fields.clash(spot, live.get(), ": it has no planned times"));
      return;
    }
    if (delay.isPresent() && audience.isPresent()) {
      Fields.clash(delay.get(), audience.get(), ": it is for live campaigns only");
    }
    delay.ifPresent(TimeGrammar::duration);
    if (at.isPresent()) {
      for (var other : when.present(List.of("from", "repeat", "until"))) {
        Fields.clash(at.get(), other, ": the times are planned by one of them");
      }
    } else if (repeat.isEmpty() && (from.isPresent() || until.isPresent())) {
      when.missing("repeat", "a repeat such as { every: day, at: \"09:00\" }");
    } else if (repeat.isPresent() && from.isEmpty()) {
      when.missing("from", "the date from which it repeats");
    }
  }

  private When.Planning repeated(Optional<Repetition> repetition) {
    var from = when.find("from").flatMap(TimeGrammar::day);
    var until = when.find("until").flatMap(TimeGrammar::day);
    refuseReversed(from);
    var right = from.isPresent() && repetition.isPresent();
    return right && until.filter(day -> day.isBefore(from.get())).isEmpty()
        ? new When.Repeat(from.get(), until.orElse(null), repetition.get())
        : new When.AtLaunch();
  }

  private When.Planning live() {
    var from = when.find("from").flatMap(TimeGrammar::moment);
    refuseReversed(from.map(WhenGrammar::day));
    return new When.Live(
        from.orElse(null),
        when.find("until").flatMap(TimeGrammar::day).orElse(null),
        when.find("delay").flatMap(TimeGrammar::duration).orElse(Duration.ZERO));
  }

  private static LocalDate day(Moment moment) {
    return switch (moment) {
      case Moment.Day day -> day.date();
      case Moment.Local local -> local.time().toLocalDate();
      case Moment.Absolute absolute ->
          // somewhere on earth it is still the day before
          absolute.instant().atZone(ZoneOffset.ofHours(-12)).toLocalDate();
    };
  }

  private void refuseReversed(Optional<LocalDate> from) {
    var until = when.find("until");
    var last = until.flatMap(spot -> textOf(spot).flatMap(Moment::parse)).orElse(null);
    if (from.isPresent() && last instanceof Moment.Day(var day) && day.isBefore(from.get())) {
      Fields.clash(when.find("from").get(), until.get(), ": the last day lies before the first");
    }
  }

  private static Optional<String> textOf(Spot spot) {
    return spot.value() instanceof Yaml.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private Optional<When.CatchUp> catchUp(Spot spot, When.Planning planning) {
    refuseUnplanned(spot, planning, "planned times, which are caught up");
    return spot.oneOf(When.CatchUp.class);
  }

  private Optional<When.UserTimezone> userTimezone(Spot spot, When.Planning planning) {
    refuseUnplanned(spot, planning, "a planned clock time");
    if (planning instanceof When.AtTimes(var moments)
        && moments.stream().anyMatch(Moment.Absolute.class::isInstance)) {
      when.find("at")
          .ifPresent(
              at -> Fields.clash(at, spot, ": an instant is no clock time; leave out its zone"));
    }
    return WindowsOfUsers.userTimezone(spot);
  }

  /** Without planned times, a key that is about them makes no sense. */
  private void refuseUnplanned(Spot spot, When.Planning planning, String what) {
    var planned = when.find("at").filter(at -> !isLaunch(at)).or(() -> when.find("repeat"));
    if (live.isPresent()) {
      Fields.clash(spot, live.get(), ": it needs " + what);
    } else if (planned.isEmpty() && planning instanceof When.AtLaunch) {
      Optional<Spot> at = when.find("at");
      if (at.isPresent()) {
        Fields.clash(spot, at.get(), ": launch; it needs " + what);
      } else {
        spot.faultAtKey("expected " + what + " (at: 2026-12-01T09:00, or repeat), found none");
      }
    }
  }
}
