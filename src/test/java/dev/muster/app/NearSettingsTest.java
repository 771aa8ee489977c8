package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "SEGMENT_WRITEKEY, SEGMENT_WRITE_KEY",
    "SEGMENT_KEY, SEGMENT_WRITE_KEY",
    "SEGMENT_API_KEY, SEGMENT_WRITE_KEY",
    "SEGMENT_SOURCE_KEY, SEGMENT_WRITE_KEY",
    "SEGMENT_WRITE_KYE, SEGMENT_WRITE_KEY",
    "SEGMENT_WIRTE_KEY, SEGMENT_WRITE_KEY",
    "SEGMENTIO_WRITEKEY, SEGMENT_WRITE_KEY",
    "segment_writekey, SEGMENT_WRITE_KEY",
    "SEGMENT_REGION, SEGMENT_API",
    "SEGMENT_API_URL, SEGMENT_API",
    "SEGMENT_ENDPOINT, SEGMENT_API",
    "SEGMENT_HOST, SEGMENT_API",
    "SEGMENTAPI, SEGMENT_API",
    "SPRING_MIAL_HOST, SPRING_MAIL_HOST",
    "SPRINGMAIL_PORT, SPRING_MAIL_PORT",
    "SRPING_MAIL_PASSWORD, SPRING_MAIL_PASSWORD",
  })
  void warnsOfNamesThatAreNearlyThoseOfSettingsWithoutTheirValues(String name, String setting) {
    assertThat(NearSettings.warnings(Map.of(name, "s3cret")))
        .containsExactly(
            name + " is set, and is no setting of Muster's; did you mean " + setting + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEGMENT_WRITE_KEY",
        "SEGMENT_API",
        "SEGMENT_WRITE_KEY_2",
        "SEGMENT_DOWNLOAD_TIMEOUT_MINS",
        "SEGMENT_APP",
        "SEGMENT_TOKEN",
        "SEGMENT_SIZE",
        "SEGMENT_WORKSPACE",
        "SEGMENTS",
        "SEGMENT",
        "MARKET_SEGMENT_KEY",
        "SPRING_MAIL_HOST",
        "SPRING_MAIL_HOTS",
        "SPRING_DATA_HOST",
        "MAIL_HOST",
        "PATH"
      })
  void passesOverTheSettingsAndOtherPrograms(String name) {
    assertThat(NearSettings.warnings(Map.of(name, "x"))).isEmpty();
  }

  @Test
  void passesOverWhatIsEmptyOrStandsBesideTheSetting() {
    assertThat(NearSettings.warnings(Map.of("SEGMENT_KEY", " "))).isEmpty();
    assertThat(NearSettings.warnings(Map.of("SEGMENT_KEY", "x", "SEGMENT_WRITE_KEY", "y")))
        .isEmpty();
  }
}
