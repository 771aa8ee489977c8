package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "12.50",
        "1e5",
        "1E+5",
        "-1.5e-3",
        "9007199254740993",
        "0.1",
        "1e400",
        "1e1000",
        "-1e1000",
        "1e-1000",
        "123456789012345678901234567890.123456789"
      })
  void isKeptAsItIsWritten(String number) throws BadRow {
    assertThat(JsonNumber.is(number)).isTrue();
    assertThat(JsonNumber.checked(number)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "01",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x10",
        "1,000",
        "NaN",
        "Infinity",
        " 1",
        "1 ",
        "--1",
        "1.2.3",
        "1e5.0",
        "１",
        "true",
        "-01",
        "1_000"
      })
  void isNoNumber(String text) {
    assertThat(JsonNumber.is(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-0,0", "-0.00,0", "0e5,0", "0E-99999999999,0", "-0e5000,0", "0.00,0.00"})
  void isPlainWhenItIsZero(String zero, String kept) throws BadRow {
    assertThat(JsonNumber.is(zero)).isTrue();
    assertThat(JsonNumber.checked(zero)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1001",
        "-1e1001",
        "1.1e1000",
        "10e1000",
        "1e-1001",
        "9.9e-1001",
        "123e4567",
        "1e99999999999",
        "1e-99999999999",
        "0.1e-1000"
      })
  void isRefusedBeyondTheRange(String number) {
    assertThatThrownBy(() -> JsonNumber.checked(number)).hasMessage("a number beyond 1e±1000");
  }

  @Test
  void mayBeLongWithinTheRange() throws BadRow {
    var largest = "1" + "0".repeat(1000);
    var smallest = "0." + "0".repeat(999) + "1";

    assertThat(JsonNumber.checked(largest)).isEqualTo(largest);
    assertThat(JsonNumber.checked(smallest)).isEqualTo(smallest);
    assertThatThrownBy(() -> JsonNumber.checked(largest + "0"))
        .hasMessage("a number beyond 1e±1000");
    assertThatThrownBy(() -> JsonNumber.checked("0." + "3".repeat(JsonNumber.MAX_LENGTH)))
        .hasMessageContaining("more than 10000 digits");
  }
}
