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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          s3cret                                  | one without https:// at its beginning
          hooks.example.com/services/s3cret       | one without https:// at its beginning
          hooks.example.com:443/s3cret            | one without https:// at its beginning
          //hooks.example.com/s3cret              | one that begins otherwise
          ftp://example.com/s3cret                | one that begins otherwise
          s3cret://example.com/                   | one that begins otherwise
          https:///                               | one without a host
          https://?s3cret                         | one without a host
          https://:443/s3cret                     | one without a host
          https://hooks.example.com:99999/s3cret  | one whose port is not 1 to 65535
          https://hooks.example.com:0/s3cret      | one whose port is not 1 to 65535
          https://hooks.example.com:s3cret        | one whose port is not 1 to 65535
          https://me:s3cret@example.com:99999/    | one whose port is not 1 to 65535
          http://[::1]:65536/s3cret               | one whose port is not 1 to 65535
          https://hooks_%_s3cret/                 | one whose host is no name, and no address
          https://hooks..example.com:1/s3cret     | one whose host is no name, and no address
          http://[::s3cret]/                      | one whose host is no name, and no address
          "https://hooks.example.com/s3cret"      | one in quotation marks or brackets
          'https://hooks.example.com/s3cret'      | one in quotation marks or brackets
          <https://hooks.example.com/s3cret>      | one in quotation marks or brackets
          https://hooks.example.com s3cret        | one with a blank or a line break in it
          http://hooks.example.com/s3cret         | one that begins with http://
          http://127.0.0.1.example.com/s3cret     | one that begins with http://
          https://s3cret@hooks.example.com/       | one with a user name or password in it
          https://me:s3cret@hooks.example.com/    | one with a user name or password in it
          """)
  void isNotRepeatedWhereItIsWrong(String text, String found) {
    assertThatThrownBy(() -> WebhookUrl.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected an https address such as https://hooks.example.com/… (http only to this"
                + " machine itself), found "
                + found)
        .hasNoCause();
  }
}
