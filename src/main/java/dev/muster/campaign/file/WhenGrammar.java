package dev.muster.campaign.file;

import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code when}: planned times, and the windows of users. */
final class WhenGrammar {
  /** A cut-off that comes sooner leaves a launch hardly time to send. */
  private static final Duration SOON = Duration.ofMinutes(5);

  static final List<String> KNOWN =
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

  /** When nothing is said of it. */
  static When unsaid(Who who) {
    var planning =
        switch (who.selection()) {
          case Who.PastBehaviour past -> new When.AtLaunch();
          case Who.Live live -> new When.Live(null, null, Duration.ZERO);
        };
    return new When(planning, null, When.CatchUp.LATEST, null, null, usualCutOff(planning));
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
    var planning = new PlanningGrammar(when, live, audience).planning();
    return new When(
        planning,
        when.find("timezone").flatMap(TimeGrammar::zone).orElse(null),
        when.find("catch_up").flatMap(spot -> catchUp(spot, planning)).orElse(When.CatchUp.LATEST),
        when.find("user_timezone").flatMap(spot -> userTimezone(spot, planning)).orElse(null),
        when.find("do_not_disturb")
            .flatMap(spot -> DeliveryWindowGrammar.doNotDisturb(spot, past()))
            .orElse(null),
        when.find("cut_off")
            .flatMap(spot -> cutOff(spot, planning))
            .orElseGet(() -> usualCutOff(planning)));
  }

  /** The audience of a campaign that is no live one. */
  private Optional<Spot> past() {
    return live.isPresent() ? Optional.empty() : audience;
  }

  private static When.@Nullable CutOff usualCutOff(When.Planning planning) {
    return switch (planning) {
      case When.Live _ -> When.CutOff.OF_LIVE;
      case When.AtLaunch _, When.AtTimes _, When.Repeat _ -> null;
    };
  }

  private Optional<When.CutOff> cutOff(Spot spot, When.Planning planning) {
    var cutOff = DeliveryWindowGrammar.cutOff(spot);
    if (cutOff.isPresent()
        && cutOff.get() instanceof When.CutOff.AtClock(var time)
        && clockTimes(planning).equals(Set.of(time))) {
      when.find("at")
          .or(() -> when.find("repeat"))
          .ifPresent(planned ->
              Fields.clash(
                  planned, spot, ": users would be due at that very time, and never sent to"));
    }
    if (live.isEmpty()
        && cutOff.isPresent()
        && cutOff.get() instanceof When.CutOff.After(var span)
        && span.compareTo(SOON) < 0) {
      spot.warn(
          ("it is over %d s after a user is due, and a launch may need minutes: it begins some time"
                  + " after the minute it is planned for, and finds its users first; who is not"
                  + " sent to by then expires, perhaps all of them; write { after: 1h }")
              .formatted(span.toSeconds()));
    }
    return cutOff;
  }

  /** Those at which runs are planned; none where they are not known from the file alone. */
  private static Set<LocalTime> clockTimes(When.Planning planning) {
    return switch (planning) {
      case When.AtTimes(var moments) ->
          moments.stream().allMatch(Moment.Local.class::isInstance)
              ? moments.stream()
                  .map(moment -> ((Moment.Local) moment).time().toLocalTime())
                  .collect(Collectors.toSet())
              : Set.of();
      case When.Repeat repeat ->
          switch (repeat.repetition()) {
            case Repetition.Days days -> Set.of(days.at());
            case Repetition.Weeks weeks -> Set.of(weeks.at());
            case Repetition.Months months -> Set.of(months.at());
            case Repetition.ByCron _ -> Set.of();
          };
      case When.AtLaunch _, When.Live _ -> Set.of();
    };
  }

  private Optional<When.CatchUp> catchUp(Spot spot, When.Planning planning) {
    refuseUnplanned(spot, planning, "planned times");
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
    return DeliveryWindowGrammar.userTimezone(spot);
  }

  /** Without planned times, a key that is about them makes no sense. */
  private void refuseUnplanned(Spot spot, When.Planning planning, String what) {
    var at = when.find("at");
    var planned = at.filter(a -> !PlanningGrammar.isLaunch(a)).or(() -> when.find("repeat"));
    var why = "; " + spot.name() + " needs " + what;
    if (live.isPresent()) {
      Fields.clash(spot, live.get(), why);
    } else if (planned.isEmpty() && planning instanceof When.AtLaunch) {
      at.ifPresentOrElse(
          launch -> Fields.clash(spot, launch, why + ", not launch"),
          () ->
              spot.faultAtKey(
                  "expected " + what + " (at: 2026-12-01T09:00, or repeat), found none"));
    }
  }
}
