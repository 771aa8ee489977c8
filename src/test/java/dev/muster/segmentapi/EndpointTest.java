package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "us,https://api.segment.io/v1/batch",
    "US,https://api.segment.io/v1/batch",
    "eu,https://events.eu1.segmentapis.com/v1/batch",
    "sandbox,http://127.0.0.1:8377/v1/batch",
    "https://api.segment.io,https://api.segment.io/v1/batch",
    "https://api.segment.io/,https://api.segment.io/v1/batch",
    "https://api.segment.io/v1,https://api.segment.io/v1/batch",
    "https://api.segment.io/v1/,https://api.segment.io/v1/batch",
    "https://api.segment.io/v1/batch,https://api.segment.io/v1/batch",
    "HTTPS://proxy.example.com:8443/segment,https://proxy.example.com:8443/segment/v1/batch",
    "https://proxy.example.com/segment/v1/,https://proxy.example.com/segment/v1/batch",
    "http://localhost:9000,http://localhost:9000/v1/batch",
    "http://127.0.0.1:9000/v1,http://127.0.0.1:9000/v1/batch",
    "http://[::1]:9000/v1,http://[::1]:9000/v1/batch",
  })
  void readsRegionsAndAddressesWithOrWithoutV1(String text, String batch) {
    assertThat(Endpoint.of(text)).hasToString(batch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.segment.io",
        "http://127.evil.example.com",
        "http://localhost.example.com",
        "ftp://localhost/",
        "api.segment.io",
        "http://127.0.0.1:99999",
        "mars",
        "",
        "https://",
        "https://a b",
        "https://api.segment.io/v1?x=1",
        "https://api.segment.io/v1#x",
        "https://me:passw0rd@api.segment.io/v1",
        "http://127.0.0.1@evil.example.com/",
      })
  void refusesEverythingElseWithoutGivingAwayAPassword(String text) {
    assertThatThrownBy(() -> Endpoint.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected us, eu, sandbox, or an https address")
        .hasMessageNotContaining("passw0rd");
  }

  @Test
  void doesNotRepeatAKeyThatStandsInItsPlace() {
    assertThatThrownBy(() -> Endpoint.of("0123456789abcdefSECRETabcdef0123"))
        .hasMessageEndingWith("found a text of 32 characters");
  }
}
