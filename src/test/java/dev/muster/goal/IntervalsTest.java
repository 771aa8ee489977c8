package dev.muster.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoublePredicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The intervals as they were published, and by their definition. */
class IntervalsTest {
  private static final Offset<Double> AS_PRINTED = within(0.00005);

  /** Table I of Newcombe's paper on the single proportion, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718",
  })
  void findsThePublishedIntervalsOfAProportion(long some, long all, double low, double high) {
    assertThat(Wilson.of(some, all).low()).isCloseTo(low, AS_PRINTED);
    assertThat(Wilson.of(some, all).high()).isCloseTo(high, AS_PRINTED);
  }

  /** Table II of his paper on differences, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1.0000",
    "10, 10, 0, 10, 0.6075, 1.0000",
  })
  void findsThePublishedIntervalsOfADifference(
      long some, long all, long otherSome, long otherAll, double low, double high) {
    var bounds = Newcombe.of(some, all, otherSome, otherAll);
    assertThat(bounds.low()).isCloseTo(low, AS_PRINTED);
    assertThat(bounds.high()).isCloseTo(high, AS_PRINTED);

    var turned = Newcombe.of(otherSome, otherAll, some, all);
    assertThat(turned.low()).isCloseTo(-high, AS_PRINTED);
    assertThat(turned.high()).isCloseTo(-low, AS_PRINTED);
  }

  /**
   * Miles per gallon of cars from the USA and from Japan: data set AUTO83B of the NIST/SEMATECH
   * e-Handbook, 1.3.5.3, whose test of unequal variances has the statistic −12.94627.
   */
  @Test
  void findsThePublishedIntervalOfADifferenceOfMeans() {
    var us = new Sample(249, 20.14458, 6.41470 * 6.41470);
    var japan = new Sample(79, 30.48101, 6.10771 * 6.10771);

    var bounds = Welch.of(us, japan);

    var deviation = (us.mean() - japan.mean()) / -12.94627;
    assertThat((bounds.high() - bounds.low()) / 2 / Bounds.Z).isCloseTo(deviation, within(0.00001));
    assertThat((bounds.high() + bounds.low()) / 2).isCloseTo(-10.33643, within(0.00001));
  }

  /** The ratios that the data do not speak against, found by halving. */
  @ParameterizedTest
  @CsvSource({
    "10, 4, 8, 9, 100, 100",
    "0.05, 0.0475, 0.04, 0.0384, 10000, 500",
    "-3, 5, 8, 9, 200, 300",
    "-3, 5, -8, 9, 200, 300",
    "3, 5, -8, 9, 200, 300",
    "0, 5, 8, 9, 200, 300",
    "7, 0, 8, 9, 200, 300",
    "7, 3, 8, 0, 200, 300",
  })
  void findsTheRatiosThatTheDataDoNotSpeakAgainst(
      double mean, double variance, double other, double otherVariance, long n, long m) {
    var one = new Sample(n, mean, variance);
    var two = new Sample(m, other, otherVariance);
    DoublePredicate fits =
        ratio ->
            Math.abs(mean - ratio * other)
                <= 1.959964 * Math.sqrt(variance / n + ratio * ratio * otherVariance / m);
    var ratio = mean / other;

    var bounds = Fieller.of(one, two).orElseThrow();

    assertThat(bounds.low()).isCloseTo(lastThatFits(ratio, -1000, fits), within(1e-9));
    assertThat(bounds.high()).isCloseTo(lastThatFits(ratio, 1000, fits), within(1e-9));
  }

  private static double lastThatFits(double inside, double outside, DoublePredicate fits) {
    var in = inside;
    var out = outside;
    for (var i = 0; i < 200; i++) {
      var middle = (in + out) / 2;
      if (fits.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  /** With g at 1 or beyond, the ratios that fit have no end. */
  @ParameterizedTest
  @CsvSource({"0, 1, 100", "0, 0, 100", "0.1, 1, 100", "0.1959963, 1, 100"})
  void hasNoRatioToWhatCannotBeToldFromNothing(double other, double variance, long m) {
    assertThat(Fieller.of(new Sample(100, 5, 1), new Sample(m, other, variance))).isEmpty();
    assertThat(Fieller.of(new Sample(100, 5, 1), new Sample(m, -other, variance))).isEmpty();
  }

  @Test
  void hasARatioToWhatCanJustBeToldFromNothing() {
    assertThat(Fieller.of(new Sample(100, 5, 1), new Sample(100, 0.1959965, 1))).isPresent();
  }
}
