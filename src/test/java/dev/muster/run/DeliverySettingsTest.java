package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverySettingsTest {

  @ParameterizedTest
  @CsvSource({
    // requests and messages a second at most; messages and requests of a chunk; messages a second
    "1000, 2000000, 2000, 1, 2000000",
    "2, 4000, 2000, 1, 4000",
    // large messages: two bodies a chunk, and more
    "2, 4000, 2000, 2, 2000",
    "2, 4000, 2000, 3, 1333",
    "2, 4000, 40, 3, 27",
    // small chunks
    "1000, 2000000, 50, 1, 50000",
    // the rate of messages is less
    "1000, 600, 2000, 2, 600",
    // never none
    "1, 2000, 1, 3, 1",
  })
  void areReckonedFromHowFullRequestsAre(
      long requestsPerSecond, long most, long messages, long requests, long messagesPerSecond) {
    var settings = new DeliverySettings(4, 2000, 4, requestsPerSecond, most, Duration.ZERO);

    assertThat(settings.messagesPerSecond(messages, requests)).isEqualTo(messagesPerSecond);
  }
}
