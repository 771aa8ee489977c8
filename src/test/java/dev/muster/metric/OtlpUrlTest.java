package dev.muster.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://collector:4318/v1/metrics",
        " https://otlp.example.com/otlp/v1/metrics?tenant=7 ",
        "http://[::1]:4318/v1/metrics"
      })
  void isAnAddressOfTheWeb(String text) {
    assertThat(OtlpUrl.of(text).url()).hasToString(text.strip());
    assertThat(OtlpUrl.of(text)).hasToString("the receiver of metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "collector:4318, something else",
    "grpc://collector:4317, something else",
    "'', something else",
    "https://user:s3cret@collector/v1/metrics, one with a user name or password in it"
  })
  void isNothingElseAndSaysNothingOfWhatItIs(String text, String found) {
    assertThatThrownBy(() -> OtlpUrl.of(text))
        .hasMessage("expected an address such as http://collector:4318/v1/metrics, found " + found);
  }
}
