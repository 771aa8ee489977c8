package dev.muster.campaign.file;

import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The keys under {@code when} that plan: {@code at}, {@code from}, {@code repeat} and so on. */
final class PlanningGrammar {
  private final Fields when;
  private final Optional<Spot> live;
  private final Optional<Spot> audience;

  PlanningGrammar(Fields when, Optional<Spot> live, Optional<Spot> audience) {
    this.when = when;
    this.live = live;
    this.audience = audience;
  }

  /** How planned times come about; something harmless where it is faulty. */
  When.Planning planning() {
    var at = when.find("at");
    var repeat = when.find("repeat");
    var times = at.filter(spot -> !isLaunch(spot)).map(PlanningGrammar::times).orElse(List.of());
    var repetition = repeat.flatMap(RepeatGrammar::repetition);
    if (live.isPresent()) {
      return LivePlanningGrammar.planning(when, live.get());
    }
    refuseClashes();
    if (repeat.isPresent()) {
      return repeated(repetition);
    }
    when.find("from").ifPresent(TimeGrammar::moment);
    when.find("until").ifPresent(TimeGrammar::day);
    return times.isEmpty() ? new When.AtLaunch() : new When.AtTimes(times);
  }

  /** Whether a value of {@code at} is the word {@code launch}. */
  static boolean isLaunch(Spot spot) {
    return spot.value() instanceof Yaml.Text(_, var text, _) && text.equals("launch");
  }

  private static List<Moment> times(Spot spot) {
    if (spot.value() instanceof Yaml.Sequence) {
      return spot.someOf("a list of dates with clock times").stream()
          .flatMap(item -> TimeGrammar.pointInTime(item).stream())
          .toList();
    }
    if (spot.value() instanceof Yaml.Text(_, var text, _) && Moment.parse(text).isEmpty()) {
      var clock = TimeGrammar.pointInTimeRemedy(spot);
      spot.expected(
          "launch, a date with a clock time such as 2026-12-01T09:00, or a list of such",
          clock.isEmpty() ? NearMiss.choice(text, List.of("launch")) : clock);
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
    refuseNever(from, repetition);
    var right = from.isPresent() && repetition.isPresent();
    return right && until.filter(day -> day.isBefore(from.get())).isEmpty()
        ? new When.Repeat(from.get(), until.orElse(null), repetition.get())
        : new When.AtLaunch();
  }

  private void refuseNever(Optional<LocalDate> from, Optional<Repetition> repetition) {
    if (from.isPresent()
        && repetition.orElse(null) instanceof Repetition.Months months
        && months.thatCome(from.get()).isEmpty()) {
      when.find("repeat").ifPresent(spot -> spot.fault("no day ever matches it"));
    }
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
}
