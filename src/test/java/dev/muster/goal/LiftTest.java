package dev.muster.goal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiftTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "100, 5, 100, 5, -",
        "99, 5, 100, 5, 'reached: 99 users, 100 needed'",
        "100, 5, 42, 5, 'control: 42 users, 100 needed'",
        "100, 5, 100, 4, 'both sides together: 9 converted, 10 needed'",
        "100, 10, 100, 0, 'relative rate: the control group''s is 0, or cannot be told from it'",
        "1000, 20, 100, 1, 'relative rate: the control group''s is 0, or cannot be told from it'",
      })
  void saysWhereThereAreTooFewUsersForTheRate(
      long reached,
      long converted,
      long control,
      long others,
      @org.jspecify.annotations.Nullable String tooFew) {
    var lift = Lift.of(new Side(reached, converted, null), new Side(control, others, null));

    if (tooFew == null) {
      assertThat(lift.tooFew()).isEmpty();
    } else {
      assertThat(lift.tooFew()).containsExactly(tooFew);
    }
    assertThat(lift.rate() == null).isEqualTo(tooFew != null && !tooFew.startsWith("relative"));
    assertThat(lift.value()).isNull();
  }

  @Test
  void saysAllThatIsMissing() {
    var side = new Side(3, 1, new Side.Value(BigDecimal.ONE, 1, 0.3));

    assertThat(Lift.of(side, side).tooFew())
        .containsExactly(
            "reached: 3 users, 100 needed",
            "control: 3 users, 100 needed",
            "both sides together: 2 converted, 10 needed");
  }

  @ParameterizedTest
  @CsvSource({"30, 30, true", "29, 30, false", "30, 29, false"})
  void saysNothingOfValuesThatTooFewUsersHave(int reached, int control, boolean said) {
    var lift = Lift.of(buying(reached, 200), buying(control, 200));

    assertThat(lift.rate()).isNotNull();
    assertThat(lift.value() != null).isEqualTo(said);
    if (!said) {
      assertThat(lift.tooFew())
          .containsExactly(
              (reached < 30 ? "reached" : "control") + ": 29 users with a value, 30 needed");
    }
  }

  @Test
  void holdsTheSidesAgainstEachOther() {
    var lift = Lift.of(buying(60, 200), buying(40, 200));

    var rate = requireNonNull(lift.rate());
    assertThat(rate.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(requireNonNull(rate.relative()).relative()).isCloseTo(0.5, within(1e-12));
    var value = requireNonNull(lift.value());
    assertThat(value.difference()).isCloseTo(0.25, within(1e-12));
    assertThat(requireNonNull(value.relative()).relative()).isCloseTo(0.5, within(1e-12));
    assertThat(lift.tooFew()).isEmpty();
  }

  @Test
  void doesNotCompareValuesBeyondAllNumbers() {
    var tally = new SideTally();
    for (var user = 0; user < 100; user++) {
      tally.add(true, new BigDecimal("1e400"));
    }

    var lift = Lift.of(tally.side(true), buying(40, 200));

    assertThat(lift.value()).isNull();
    assertThat(lift.tooFew()).containsExactly("value: too large to be compared");
  }

  private static Side buying(int users, int of) {
    var tally = new SideTally();
    for (var user = 0; user < of; user++) {
      tally.add(user < users, user < users ? new BigDecimal("2.5") : BigDecimal.ZERO);
    }
    return tally.side(true);
  }

  @ParameterizedTest
  @CsvSource({"0", "1e9", "-1e9"})
  void keepsTheDigitsOfAVariance(double offset) {
    var tally = new SideTally();
    DoubleStream.of(4, 7, 13, 16).forEach(n -> tally.add(true, BigDecimal.valueOf(offset + n)));

    var value = requireNonNull(tally.side(true).value());

    assertThat(value.variance()).isEqualTo(30);
    assertThat(value.sum()).isEqualByComparingTo(BigDecimal.valueOf(4 * offset + 40));
  }

  /** 5 % of 10,000 with a standard deviation of 21.79: beyond 3.29 of these it is no chance. */
  @ParameterizedTest
  @CsvSource({
    "500, 10000, false",
    "571, 10000, false",
    "572, 10000, true",
    "429, 10000, false",
    "428, 10000, true",
    "0, 0, false",
    "0, 100, false",
    "0, 206, true",
  })
  void noticesWhenASideIsNotItsShare(long control, long all, boolean missed) {
    assertThat(new ControlShare(50).isMissedBy(control, all)).isEqualTo(missed);
    assertThat(new ControlShare(0).isMissedBy(control, all)).isFalse();
  }
}
