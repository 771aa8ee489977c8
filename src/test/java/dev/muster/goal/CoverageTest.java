package dev.muster.goal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Of campaigns with a known lift, 95 of 100 intervals have it in them: some thousand users are
 * reached, a tenth as many are held back, some buy, and some of these for much more than others.
 */
class CoverageTest {
  private static final int CAMPAIGNS = 500;
  private static final int REACHED = 4000;
  private static final int CONTROL = 800;
  private static final double REACHED_RATE = 0.12;
  private static final double CONTROL_RATE = 0.10;

  /** What a purchase is worth on average: a fixed part, and an exponential one. */
  private static final double WORTH = 20 + 10;

  private static final Iterable<Lift> LIFTS =
      IntStream.range(0, CAMPAIGNS).mapToObj(CoverageTest::lift).toList();

  private static Lift lift(int seed) {
    var random = new Random(20_261_207L + seed);
    return Lift.of(side(random, REACHED, REACHED_RATE), side(random, CONTROL, CONTROL_RATE));
  }

  private static Side side(Random random, int users, double rate) {
    var tally = new SideTally();
    for (var user = 0; user < users; user++) {
      var converts = random.nextDouble() < rate;
      tally.add(
          converts,
          converts
              ? BigDecimal.valueOf(20 - 10 * Math.log(1 - random.nextDouble()))
              : BigDecimal.ZERO);
    }
    return tally.side(true);
  }

  @Test
  void coversTheDifferenceOfRates() {
    assertThat(covered(REACHED_RATE - CONTROL_RATE, lift -> rate(lift).bounds()))
        .isBetween(93.0, 97.0);
  }

  @Test
  void coversTheDifferenceOfValues() {
    assertThat(covered((REACHED_RATE - CONTROL_RATE) * WORTH, lift -> value(lift).bounds()))
        .isBetween(93.0, 97.0);
  }

  @Test
  void coversTheRelativeDifferences() {
    var relative = REACHED_RATE / CONTROL_RATE - 1;
    assertThat(covered(relative, lift -> requireNonNull(rate(lift).relative()).bounds()))
        .isBetween(93.0, 97.0);
    assertThat(covered(relative, lift -> requireNonNull(value(lift).relative()).bounds()))
        .isBetween(93.0, 97.0);
  }

  private static Lift.Difference rate(Lift lift) {
    return requireNonNull(lift.rate());
  }

  private static Lift.Difference value(Lift lift) {
    return requireNonNull(lift.value());
  }

  /** In how many of 100 the truth is within bounds. */
  private static double covered(double truth, Function<Lift, Bounds> bounds) {
    var covered = 0;
    for (var lift : LIFTS) {
      var found = bounds.apply(lift);
      if (found.low() <= truth && truth <= found.high()) {
        covered++;
      }
    }
    return 100.0 * covered / CAMPAIGNS;
  }
}
