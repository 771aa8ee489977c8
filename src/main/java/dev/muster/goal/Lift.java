package dev.muster.goal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much more the reached users did than those of the control group. Where there are too few
 * users to say, it says so instead.
 *
 * @param rate of the shares of users who converted, or null
 * @param value of the values a user, or null
 * @param tooFew what is missing, a line each
 */
public record Lift(@Nullable Difference rate, @Nullable Difference value, List<String> tooFew) {
  /** How its figures are come by. */
  public static final String METHOD =
      "95 % intervals; rate: Newcombe's hybrid score, without continuity correction (1998, method"
          + " 10); value: Welch, by the normal distribution; relative: Fieller";

  private static final long USERS = 100;
  private static final long CONVERTED = 10;
  private static final long WITH_VALUE = 30;

  public Lift {
    tooFew = List.copyOf(tooFew);
  }

  /**
   * A difference, reached users less control users, with its interval.
   *
   * @param relative the same as a part of what the control users did, or null where that is
   *     nothing, or too little to be told from it
   */
  public record Difference(double difference, Bounds bounds, @Nullable Relative relative) {

    private static Difference of(Bounds bounds, Sample reached, Sample control) {
      var difference = reached.mean() - control.mean();
      return new Difference(
          difference,
          bounds,
          Fieller.of(reached, control)
              .map(ratio ->
                  new Relative(
                      difference / control.mean(), new Bounds(ratio.low() - 1, ratio.high() - 1)))
              .orElse(null));
    }
  }

  /** A relative difference, such as 0.1 for a tenth more, with its interval. */
  public record Relative(double relative, Bounds bounds) {}

  /** That between two sides. */
  static Lift of(Side reached, Side control) {
    var tooFew = new ArrayList<String>();
    need("reached", reached.users(), USERS, tooFew);
    need("control", control.users(), USERS, tooFew);
    var enoughUsers = tooFew.isEmpty();
    var converted = reached.converted() + control.converted();
    if (converted < CONVERTED) {
      tooFew.add("both sides together: %d converted, %d needed".formatted(converted, CONVERTED));
    }
    var rate = tooFew.isEmpty() ? rate(reached, control) : null;
    noteMissingRatio("rate", rate, tooFew);
    var value = enoughUsers ? value(reached, control, tooFew) : null;
    noteMissingRatio("value", value, tooFew);
    return new Lift(rate, value, tooFew);
  }

  private static void need(String side, long users, long needed, List<String> tooFew) {
    if (users < needed) {
      tooFew.add("%s: %d users, %d needed".formatted(side, users, needed));
    }
  }

  private static void noteMissingRatio(
      String what, @Nullable Difference difference, List<String> tooFew) {
    if (difference != null && difference.relative() == null) {
      tooFew.add(
          "relative %s: the control group's is 0, or cannot be told from it".formatted(what));
    }
  }

  private static Difference rate(Side reached, Side control) {
    return Difference.of(
        Newcombe.of(reached.converted(), reached.users(), control.converted(), control.users()),
        Sample.ofRate(reached.converted(), reached.users()),
        Sample.ofRate(control.converted(), control.users()));
  }

  private static @Nullable Difference value(Side reached, Side control, List<String> tooFew) {
    var ofReached = reached.value();
    var ofControl = control.value();
    if (ofReached == null || ofControl == null) {
      return null;
    }
    var before = tooFew.size();
    needValues("reached", ofReached.users(), tooFew);
    needValues("control", ofControl.users(), tooFew);
    if (tooFew.size() > before) {
      return null;
    }
    var one = reached.sample();
    var other = control.sample();
    var bounds = Welch.of(one, other);
    if (!Double.isFinite(bounds.low()) || !Double.isFinite(bounds.high())) {
      tooFew.add("value: too large to be compared");
      return null;
    }
    return Difference.of(bounds, one, other);
  }

  private static void needValues(String side, long users, List<String> tooFew) {
    if (users < WITH_VALUE) {
      tooFew.add("%s: %d users with a value, %d needed".formatted(side, users, WITH_VALUE));
    }
  }
}
