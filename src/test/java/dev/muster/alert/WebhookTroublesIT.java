package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver that does not take an alert is said to have done. */
class WebhookTroublesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http  | BYE                                | its connection was closed before an answer came
          http  | 220 smtp.example.com               | what answers at its address does not speak HTTP
          https | HTTP/1.1 400 Bad Request           | its connection cannot be secured (TLS)
          """)
  void areSaidInWordsOfOurs(String scheme, String answer, String trouble) throws Exception {
    try (var server = new ScriptedSmtp(Map.of("", answer))) {
      var url = "%s://127.0.0.1:%d/s3cret".formatted(scheme, server.port());

      assertThat(new Webhook(WebhookUrl.of(url), PATIENCE).greet().orElse(null)).isEqualTo(trouble);
    }
  }
}
