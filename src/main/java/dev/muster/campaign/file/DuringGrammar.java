package dev.muster.campaign.file;

import dev.muster.campaign.During;
import dev.muster.campaign.Moment;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@code during}, and the date operators of a test. */
final class DuringGrammar {
  /** What {@code during} may be. */
  static final List<String> DURING =
      List.of(
          "last_days",
          "last_hours",
          "days_ago",
          "between_days_ago",
          "between_hours_ago",
          "more_than_days_ago",
          "on",
          "between",
          "before",
          "after",
          "month");

  /** Databases know no days before these. */
  private static final int MOST_DAYS = 1_000_000;

  private static final int MOST_HOURS = 24 * MOST_DAYS;

  private DuringGrammar() {}

  /** The window of an event condition; {@code Ever} also for a faulty one. */
  static During during(Fields condition) {
    return condition
        .find("during")
        .flatMap(DuringGrammar::fields)
        .flatMap(fields -> fields.exactlyOne(DURING))
        .flatMap(DuringGrammar::window)
        .orElseGet(During.Ever::new);
  }

  private static Optional<Fields> fields(Spot spot) {
    if (!(spot.value() instanceof Yaml.Mapping)) {
      spot.expected(
          "a window such as { last_days: 30 }",
          MeantTime.window(spot.value()).map(meant -> "; write { " + meant + " }").orElse(""));
      return Optional.empty();
    }
    return spot.fields("a window", DURING);
  }

  /** The window that a key of {@link #DURING}, or {@code next_days}, stands for. */
  static Optional<During> window(Spot spot) {
    return switch (spot.name()) {
      case "last_days" -> days(spot).map(During.LastDays::new);
      case "next_days" -> days(spot).map(During.NextDays::new);
      case "last_hours" -> hours(spot).map(During.LastHours::new);
      case "days_ago" -> days(spot).map(During.DaysAgo::new);
      case "more_than_days_ago" -> days(spot).map(During.MoreThanDaysAgo::new);
      case "between_days_ago" -> range(spot, DuringGrammar::days, During.BetweenDaysAgo::new);
      case "between_hours_ago" -> range(spot, DuringGrammar::hours, During.BetweenHoursAgo::new);
      case "on" -> TimeGrammar.day(spot).map(During.On::new);
      case "before" -> TimeGrammar.moment(spot).map(During.Before::new);
      case "after" -> TimeGrammar.moment(spot).map(During.After::new);
      case "between" -> between(spot);
      case "month" -> month(spot);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> days(Spot spot) {
    return spot.whole(0, MOST_DAYS, value -> MeantTime.number(value, ChronoUnit.DAYS));
  }

  private static Optional<Integer> hours(Spot spot) {
    return spot.whole(0, MOST_HOURS, value -> MeantTime.number(value, ChronoUnit.HOURS));
  }

  private static Optional<During> month(Spot spot) {
    var months = new LinkedHashMap<String, During>();
    months.put("this", new During.ThisMonth());
    months.put("previous", new During.PreviousMonth());
    return spot.oneOf(months);
  }

  private static Optional<During> range(
      Spot spot,
      Function<Spot, Optional<Integer>> end,
      BiFunction<Integer, Integer, During> window) {
    var ends = spot.list("a range such as [7, 30]");
    if (ends.size() != 2) {
      Ranges.notTwo(spot, ends);
      return Optional.empty();
    }
    var nearest = end.apply(ends.getFirst());
    var farthest = end.apply(ends.getLast());
    if (nearest.isEmpty() || farthest.isEmpty()) {
      return Optional.empty();
    }
    if (nearest.get() > farthest.get()) {
      Ranges.reversed(spot, nearest.get(), farthest.get());
      return Optional.empty();
    }
    return Optional.of(window.apply(nearest.get(), farthest.get()));
  }

  /** {@code between} of two dates, two local date-times or two instants. */
  static Optional<During> between(Spot spot) {
    var ends = spot.list("a range such as [2026-12-01, 2026-12-24]");
    if (ends.size() != 2) {
      Ranges.notTwo(spot, ends);
      return Optional.empty();
    }
    var first = TimeGrammar.moment(ends.getFirst());
    var last = TimeGrammar.moment(ends.getLast());
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    var order =
        switch (first.get()) {
          case Moment.Day(var from) when last.get() instanceof Moment.Day(var to) ->
              Optional.of(from.compareTo(to));
          case Moment.Local(var from) when last.get() instanceof Moment.Local(var to) ->
              Optional.of(from.compareTo(to));
          case Moment.Absolute(var from) when last.get() instanceof Moment.Absolute(var to) ->
              Optional.of(from.compareTo(to));
          case Moment.Day day -> Optional.<Integer>empty();
          case Moment.Local local -> Optional.<Integer>empty();
          case Moment.Absolute absolute -> Optional.<Integer>empty();
        };
    if (order.isEmpty()) {
      spot.fault("expected two dates, two local date-times or two instants, found two kinds");
      return Optional.empty();
    }
    if (order.get() > 0) {
      Ranges.reversed(spot, Found.in(ends.getFirst().value()), Found.in(ends.getLast().value()));
      return Optional.empty();
    }
    return Optional.of(new During.Between(first.get(), last.get()));
  }
}
