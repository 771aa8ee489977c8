package dev.muster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.goal.Lift;
import dev.muster.goal.Measured;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.NamedGoal;
import dev.muster.goal.Pooled;
import dev.muster.goal.ShownGoal;
import dev.muster.goal.Side;
import dev.muster.goal.Sides;
import dev.muster.goal.Timing;
import dev.muster.goal.Warning;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goals came to as JSON; null for what cannot be said. */
public final class GoalsJson {
  /** So many digits of a second. */
  private static final int NANOS = 9;

  private GoalsJson() {}

  /** Several runs, and these together. */
  public static String of(Measured measured) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("campaign", measured.campaign().value());
    tree.put("measured_at", measured.measuredAt().toString());
    tree.put("runs", measured.runs().stream().map(GoalsJson::tree).toList());
    tree.put("pooled", measured.pooled() == null ? null : tree(measured.pooled()));
    return JsonWriter.document(tree);
  }

  /** One run. */
  static Map<String, @Nullable Object> tree(MeasuredRun run) {
    var timing = run.timing();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("run", run.run().toString());
    tree.put("rehearsal", run.rehearsal());
    tree.put("goal", tree(run.goal()));
    addTiming(timing, tree);
    tree.put("pruned", run.pruned());
    tree.put("delay_seconds", plain(BigDecimal.valueOf(timing.delay().toNanos(), NANOS)));
    addSides(run.sides(), run.notCompared(), tree);
    tree.put("warnings", run.warnings().stream().map(GoalsJson::tree).toList());
    return tree;
  }

  /** Several runs together; of those of a live campaign, also by what they were measured. */
  static Map<String, @Nullable Object> tree(Pooled pooled) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    var live = pooled.live();
    if (live != null) {
      tree.put("rehearsal", live.rehearsal());
      tree.put("goal", tree(live.goal()));
      addTiming(live.timing(), tree);
    }
    tree.put("runs", pooled.runs());
    tree.put("both", pooled.both());
    tree.put("pruned", pooled.pruned());
    addSides(pooled.sides(), pooled.notCompared(), tree);
    return tree;
  }

  /** By what a live campaign is measured; figures are another command's. */
  static Map<String, @Nullable Object> tree(NamedGoal named) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("rehearsal", named.rehearsal());
    tree.put("goal", tree(named.goal()));
    return tree;
  }

  private static void addTiming(Timing timing, Map<String, @Nullable Object> tree) {
    tree.put("measured_at", timing.measuredAt().toString());
    tree.put("closes_at", timing.closesAt() == null ? null : timing.closesAt().toString());
    tree.put("complete", timing.complete());
  }

  private static Map<String, @Nullable Object> tree(ShownGoal goal) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("event", goal.event());
    tree.put(
        "where", goal.where() == null ? null : JsonWriter.asItStands(goal.where().getBytes(UTF_8)));
    tree.put("within", goal.within());
    tree.put("value", goal.value());
    return tree;
  }

  private static void addSides(Sides sides, long notCompared, Map<String, @Nullable Object> tree) {
    tree.put("reached", tree(sides.reached()));
    if (sides.control() == null) {
      tree.put("control", null);
    } else {
      var control = tree(sides.control());
      control.put("not_compared", notCompared);
      tree.put("control", control);
    }
    var lift = sides.lift();
    tree.put("lift", lift == null ? null : tree(lift));
    tree.put("method", Lift.METHOD);
    tree.put("too_few", lift == null ? List.of() : lift.tooFew());
  }

  private static Map<String, @Nullable Object> tree(Side side) {
    var value = side.value();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("users", side.users());
    tree.put("converted", side.converted());
    tree.put("rate", side.rate());
    tree.put("value", value == null ? null : plain(value.sum()));
    tree.put("value_per_user", finite(side.valuePerUser()));
    return tree;
  }

  /** Without an exponent, and without zeros behind the point. */
  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** JSON has no infinite number. */
  private static @Nullable Double finite(@Nullable Double number) {
    return number == null || !Double.isFinite(number) ? null : number;
  }

  private static Map<String, @Nullable Object> tree(Lift lift) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("rate", lift.rate() == null ? null : tree(lift.rate()));
    tree.put("value", lift.value() == null ? null : tree(lift.value()));
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Lift.Difference difference) {
    var relative = difference.relative();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("difference", difference.difference());
    tree.put("low", difference.bounds().low());
    tree.put("high", difference.bounds().high());
    tree.put("relative", relative == null ? null : relative.relative());
    tree.put("relative_low", relative == null ? null : relative.bounds().low());
    tree.put("relative_high", relative == null ? null : relative.bounds().high());
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Warning warning) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("code", warning.code().key());
    tree.put("text", warning.text());
    return tree;
  }
}
