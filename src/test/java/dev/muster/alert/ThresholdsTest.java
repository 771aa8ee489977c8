package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "100, 100, 1000", "0.001, 99.999, 2"})
  void arePercentagesAndANumberOfFailures(String rejected, String expired, int failures) {
    assertThatCode(
            () -> new Thresholds(new BigDecimal(rejected), new BigDecimal(expired), failures))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100.1 | 5   | 1 | rejected-percent: expected 0 to 100, found 100.1
          5     | -1  | 1 | expired-percent: expected 0 to 100, found -1
          5     | 1e3 | 1 | expired-percent: expected 0 to 100, found 1000
          5     | 5   | 0 | after-failures: expected 1 or more, found 0
          """)
  void areRefusedBeyondThat(String rejected, String expired, int failures, String message) {
    assertThatThrownBy(
            () -> new Thresholds(new BigDecimal(rejected), new BigDecimal(expired), failures))
        .hasMessage(message);
  }
}
