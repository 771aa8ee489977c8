package dev.muster.campaign.file;

import dev.muster.campaign.Moment;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code when}: planned times, and the windows of users. */
final class WhenGrammar {
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
    return new When(
        planning, null, When.CatchUp.LATEST, null, null, CutOffGrammar.unsaid(planning));
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
            .flatMap(spot -> CutOffGrammar.cutOff(spot, planning, when))
            .orElseGet(() -> CutOffGrammar.unsaid(planning)));
  }

  /** The audience of a campaign that is no live one. */
  private Optional<Spot> past() {
    return live.isPresent() ? Optional.empty() : audience;
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
