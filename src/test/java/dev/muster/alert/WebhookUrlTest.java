package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com/services/T0/B0/s3cret",
        " https://hooks.example.com/?sig=s3cret ",
        "http://localhost:8080/s3cret",
        "http://127.0.0.1/s3cret",
        "http://[::1]:9/s3cret"
      })
  void isHttpsOrOnThisMachine(String text) {
    assertThat(WebhookUrl.of(text).toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "s3cret, a text that is none",
    "ftp://example.com/s3cret, a text that is none",
    "https:///, a text that is none",
    "http://hooks.example.com/s3cret, one that begins with http",
    "http://127.0.0.1.example.com/s3cret, one that begins with http",
    "https://s3cret@hooks.example.com/, one with a user name or password in it",
    "https://me:s3cret@hooks.example.com/, one with a user name or password in it"
  })
  void isNotRepeatedWhereItIsWrong(String text, String found) {
    assertThatThrownBy(() -> WebhookUrl.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an https address (http only to this machine itself), found " + found)
        .hasNoCause();
  }
}
