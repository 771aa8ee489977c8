package dev.muster.report;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.second;

import dev.muster.campaign.CampaignId;
import dev.muster.goal.Lift;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
import dev.muster.goal.ShownGoal;
import dev.muster.goal.Side;
import dev.muster.goal.Sides;
import dev.muster.run.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a goal came to, as lines of text for a terminal 80 columns wide. */
final class GoalLines {
  private final List<String> lines = new ArrayList<>();

  private GoalLines() {}

  /** Those of a run. */
  static List<String> of(MeasuredRun run) {
    var text = new GoalLines();
    text.line("goal", words(run.goal()));
    text.line("measured", measured(run));
    text.sides(
        run.sides(),
        "%s of the control group, who".formatted(Figures.users(run.notCompared())),
        run.notCompared(),
        run.timing().complete());
    for (var warning : run.warnings()) {
      text.line("warning", warning.text());
    }
    return text.lines;
  }

  /** Those of several runs together. */
  static List<String> of(Pooled pooled) {
    var text = new GoalLines();
    var live = pooled.live();
    if (live != null) {
      text.line("goal", words(live.goal()));
      text.line("measured", measured(live));
    }
    text.sides(
        pooled.sides(),
        live == null
            ? "%s of the control group, counted in each run, who"
                .formatted(Figures.users(pooled.notCompared()))
            : "%s of the control group, which"
                .formatted(Figures.counted(pooled.notCompared(), "trigger")),
        pooled.notCompared(),
        pooled.complete());
    if (pooled.both() > 0) {
      text.line(
          "left out", Figures.users(pooled.both()) + " who were on both sides, in different runs");
    }
    if (pooled.pruned() > 0) {
      text.line("left out", Figures.counted(pooled.pruned(), "run") + " that were pruned");
    }
    return text.lines;
  }

  /** Which goal a live campaign has, and who says what that came to. */
  static List<String> of(CampaignId campaign, NamedGoal named) {
    return List.of(
        LabelledLine.of("goal", words(named.goal())),
        LabelledLine.of(
            "measured",
            "by 'muster goals %s'%s"
                .formatted(campaign, named.rehearsal() ? ", over rehearsed runs" : "")));
  }

  static String words(ShownGoal goal) {
    return Printable.of(
        "%s within %s%s%s"
            .formatted(
                goal.event(),
                goal.within(),
                goal.where() == null ? "" : ", where " + goal.where(),
                goal.value() == null ? "" : ", worth its " + goal.value()));
  }

  private static String measured(MeasuredRun run) {
    var timing = run.timing();
    var closesAt = timing.closesAt();
    var at = second(timing.measuredAt());
    if (run.pruned()) {
      return at + ", before the run was pruned";
    }
    if (timing.complete()) {
      return at + ", complete";
    }
    return closesAt == null || !closesAt.isAfter(timing.measuredAt())
        ? at + "; the run is not completed"
        : "%s; users have time until %s".formatted(at, second(closesAt));
  }

  /** Of a live campaign: others will be sent to. */
  private static String measured(Pooled.OfLive live) {
    var runs = live.rehearsal() ? "rehearsed runs" : "runs";
    return second(live.timing().measuredAt())
        + (live.timing().complete() ? ", complete" : ", over all " + runs + " so far");
  }

  private void sides(Sides sides, String whoIsNotCompared, long notCompared, boolean complete) {
    var hasValue = sides.reached().value() != null;
    lines.add("");
    lines.add(
        "  %-14s%10s%12s%9s%s"
            .formatted(
                "", "users", "converted", "rate", hasValue ? "           value    a user" : ""));
    side("reached", sides.reached());
    var control = sides.control();
    if (control != null) {
      side("control", control);
    }
    lines.add("");
    if (notCompared > 0 && control != null) {
      line("not compared", whoIsNotCompared + " would not have been sent to");
    }
    var lift = sides.lift();
    if (lift != null) {
      lift(lift);
    }
    line("in words", words(lift, complete));
  }

  private void side(String name, Side side) {
    var rate = side.rate();
    var value = side.value();
    var perUser = side.valuePerUser();
    lines.add(
        "  %-14s%10s%12s%9s%s"
            .formatted(
                name,
                count(side.users()),
                count(side.converted()),
                rate == null ? "" : number("%.2f%%", 100 * rate),
                value == null
                    ? ""
                    : "%16s%10s"
                        .formatted(
                            String.format(Locale.ROOT, "%,.2f", value.sum()),
                            perUser == null ? "" : number("%,.2f", perUser)))
            .stripTrailing());
  }

  private void lift(Lift lift) {
    if (lift.rate() != null) {
      line("rate", difference(lift.rate(), 100, " points"));
    }
    if (lift.value() != null) {
      line("value a user", difference(lift.value(), 1, ""));
    }
    for (var tooFew : lift.tooFew()) {
      line("too few", tooFew);
    }
  }

  static String difference(Lift.Difference difference, double times, String unit) {
    var relative = difference.relative();
    return "%s%s (%s to %s)%s"
        .formatted(
            signed(times * difference.difference()),
            unit,
            signed(times * difference.bounds().low()),
            signed(times * difference.bounds().high()),
            relative == null
                ? ""
                : "; relative %s%% (%s%% to %s%%)"
                    .formatted(
                        number("%+,.1f", 100 * relative.relative()),
                        number("%+,.1f", 100 * relative.bounds().low()),
                        number("%+,.1f", 100 * relative.bounds().high())));
  }

  static String words(@Nullable Lift lift, boolean complete) {
    if (lift == null) {
      return "without a control group nobody knows what would have happened anyway";
    }
    var rate = lift.rate();
    if (rate == null) {
      return "too few to say whether being sent to made a difference";
    }
    if (rate.bounds().low() > 0) {
      return "reached users converted more often than chance alone explains";
    }
    if (rate.bounds().high() < 0) {
      return "reached users converted less often than chance alone explains";
    }
    return "no difference in conversions that chance alone does not explain"
        + (complete ? "" : ", so far");
  }

  private static String signed(double number) {
    return number("%+,.2f", number);
  }

  static String number(String form, double number) {
    return String.format(Locale.ROOT, form, number);
  }

  private void line(String label, String text) {
    lines.add(LabelledLine.of(label, text));
  }
}
