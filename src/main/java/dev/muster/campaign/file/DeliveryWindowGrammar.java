package dev.muster.campaign.file;

import dev.muster.campaign.When;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys under {@code when} that decide for each user: time zone, do-not-disturb. */
final class DeliveryWindowGrammar {
  private DeliveryWindowGrammar() {}

  static Optional<When.UserTimezone> userTimezone(Spot spot) {
    var fields = spot.fields("a map such as { passed: next_day }", List.of("passed", "unknown"));
    var passed =
        fields
            .flatMap(f -> f.need("passed", "skip or next_day, for users whose time has passed"))
            .flatMap(s -> s.oneOf(When.UserTimezone.Passed.class));
    var unknown =
        fields
            .flatMap(f -> f.find("unknown"))
            .flatMap(s -> s.oneOf(When.UserTimezone.Unknown.class))
            .orElse(When.UserTimezone.Unknown.ACCOUNT);
    return passed.map(p -> new When.UserTimezone(p, unknown));
  }

  /**
   * When users are left in peace.
   *
   * @param past {@code who.audience} of a campaign that is no live one
   */
  static Optional<When.DoNotDisturb> doNotDisturb(Spot spot, Optional<Spot> past) {
    var fields =
        spot.fields(
            "a map such as { from: \"21:00\", to: \"09:00\", then: delay }",
            List.of("from", "to", "days", "then", "collapse"));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var from = fields.get().need("from", "the clock time at which it begins");
    var to = fields.get().need("to", "the clock time at which it ends");
    var whatThen = fields.get().need("then", "delay or discard, for users who are due inside");
    var then = whatThen.flatMap(s -> s.oneOf(When.DoNotDisturb.Then.class));
    var collapse = fields.get().find("collapse").flatMap(s -> collapse(s, past, whatThen, then));
    Set<DayOfWeek> days =
        fields
            .get()
            .find("days")
            .map(RepeatGrammar::weekdays)
            .orElseGet(() -> EnumSet.allOf(DayOfWeek.class));
    var begin = from.flatMap(TimeGrammar::clockTime);
    var end = to.flatMap(TimeGrammar::clockTime);
    if (begin.isEmpty() || end.isEmpty() || then.isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    if (begin.equals(end)) {
      Fields.clash(from.get(), to.get(), ": they are equal");
      return Optional.empty();
    }
    return Optional.of(
        new When.DoNotDisturb(
            begin.get(),
            end.get(),
            days,
            then.get(),
            collapse.orElse(When.DoNotDisturb.Collapse.NONE)));
  }

  private static Optional<When.DoNotDisturb.Collapse> collapse(
      Spot spot,
      Optional<Spot> past,
      Optional<Spot> whatThen,
      Optional<When.DoNotDisturb.Then> then) {
    past.ifPresent(audience -> Fields.clash(audience, spot, ": it is for live campaigns only"));
    var collapse = spot.oneOf(When.DoNotDisturb.Collapse.class);
    if (then.filter(word -> word != When.DoNotDisturb.Then.DELAY).isEmpty()) {
      return collapse;
    }
    Fields.clash(whatThen.get(), spot, ": it is about triggers that wait; write then: delay");
    return Optional.empty();
  }
}
