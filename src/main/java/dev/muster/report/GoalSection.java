package dev.muster.report;

import dev.muster.goal.Lift;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run's goal came to.
 *
 * @param goal in words
 * @param measured when, and whether that is all
 * @param sides the reached, and those of the control group if there are any
 * @param lifts how much more the reached did
 * @param notes what is too little, and what speaks against trusting it
 * @param inWords what it means
 */
public record GoalSection(
    String goal,
    Words measured,
    List<Row> sides,
    List<LiftRow> lifts,
    List<Words> notes,
    String inWords,
    long notCompared) {

  public GoalSection {
    sides = List.copyOf(sides);
    lifts = List.copyOf(lifts);
    notes = List.copyOf(notes);
  }

  /**
   * One side.
   *
   * @param rate such as {@code 4.20%}, or empty
   * @param value the sum, or empty
   * @param perUser the mean, or empty
   */
  public record Row(
      String name, long users, long converted, String rate, String value, String perUser) {}

  /** A difference with its interval, in words and drawn. */
  public record LiftRow(String name, String words, Picture picture) {}

  /** That of a run, or null where it has none. */
  static @Nullable GoalSection of(@Nullable MeasuredRun run) {
    if (run == null) {
      return null;
    }
    var sides = new ArrayList<Row>();
    sides.add(row("reached", run.sides().reached()));
    var control = run.sides().control();
    if (control != null) {
      sides.add(row("control", control));
    }
    var lift = run.sides().lift();
    return new GoalSection(
        GoalLines.words(run.goal()),
        measured(run),
        sides,
        lift == null ? List.of() : lifts(lift),
        Stream.concat(
                lift == null
                    ? Stream.of()
                    : lift.tooFew().stream().map(tooFew -> Words.counting("too few: " + tooFew)),
                run.warnings().stream().map(warning -> Words.of("{}", warning.text())))
            .toList(),
        GoalLines.words(lift, run.timing().complete()),
        run.notCompared());
  }

  private static Words measured(MeasuredRun run) {
    var at = run.timing().measuredAt();
    var closesAt = run.timing().closesAt();
    if (run.pruned()) {
      return Words.of("measured {}, before the run was pruned", at);
    }
    if (run.timing().complete()) {
      return Words.of("measured {}, complete", at);
    }
    return closesAt == null || !closesAt.isAfter(at)
        ? Words.of("measured {}; the run is not completed", at)
        : Words.of("measured {}; users have time until {}", at, closesAt);
  }

  private static Row row(String name, Side side) {
    var rate = side.rate();
    var value = side.value();
    var perUser = side.valuePerUser();
    return new Row(
        name,
        side.users(),
        side.converted(),
        rate == null ? "" : GoalLines.number("%.2f%%", 100 * rate),
        value == null ? "" : String.format(Locale.ROOT, "%,.2f", value.sum()),
        perUser == null ? "" : GoalLines.number("%,.2f", perUser));
  }

  private static List<LiftRow> lifts(Lift lift) {
    var rows = new ArrayList<LiftRow>();
    if (lift.rate() != null) {
      rows.add(row("conversion rate", lift.rate(), 100, " points"));
    }
    if (lift.value() != null) {
      rows.add(row("value a user", lift.value(), 1, ""));
    }
    return rows;
  }

  private static LiftRow row(String name, Lift.Difference difference, double times, String unit) {
    var words = GoalLines.difference(difference, times, unit);
    var low = difference.bounds().low();
    var high = difference.bounds().high();
    var reach = Math.max(Math.max(Math.abs(low), Math.abs(high)), Double.MIN_NORMAL) * 1.1;
    var from = place(low, reach);
    return new LiftRow(
        name,
        words,
        new Picture(
            "chart",
            40,
            "%s: %s; the line in the middle is no difference.".formatted(name, words),
            List.of(
                new Picture.Rect(0, 100, 11.5, 1, Ink.LINE, false),
                new Picture.Rect(
                    from, Math.max(place(high, reach) - from, 0.5), 8, 8, Ink.SOFT, true),
                new Picture.Rect(
                    place(difference.difference(), reach) - 0.2, 0.4, 4, 16, Ink.ACCENT, false),
                new Picture.Rect(49.9, 0.2, 0, 24, Ink.TEXT, false)),
            List.of(new Picture.Label(50, 36, "middle", "no difference")),
            null));
  }

  private static double place(double value, double reach) {
    return 50 + 50 * Math.clamp(value / reach, -1, 1);
  }
}
