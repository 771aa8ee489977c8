package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTextTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-07-15, 2026-07-14T22:00:00Z",
    "2024-02-29, 2024-02-28T23:00:00Z",
    "2026-07-15T09:00, 2026-07-15T07:00:00Z",
    "2026-07-15T09:00:01.1234569, 2026-07-15T07:00:01.123456Z",
    "2026-07-15T09:00Z, 2026-07-15T09:00:00Z",
    "2026-07-15T09:00:59+05:30, 2026-07-15T03:30:59Z",
    "2026-07-15T09:00:00.9999999999-18:00, 2026-07-16T03:00:00.999999Z",
    "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
    // skipped, then repeated
    "2026-03-29T02:30, 2026-03-29T01:30:00Z",
    "2026-10-25T02:30, 2026-10-25T00:30:00Z"
  })
  void isADateOrTime(String text, @Nullable Instant instant) {
    assertThat(IsoText.read(text, BERLIN)).hasValue(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026",
        "2026-07",
        "2026-7-5",
        "20260715",
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-01",
        "0000-01-01",
        "+12026-01-01",
        " 2026-07-15",
        "2026-07-15\n",
        "2026-07-15Z",
        "2026-07-15 09:00",
        "2026-07-15T09",
        "2026-07-15T24:00",
        "2026-07-15T09:60",
        "2026-07-15T23:59:60",
        "2026-07-15T09:00:00.",
        "2026-07-15T09:00:00+2",
        "2026-07-15T09:00:00+18:01",
        "٢٠٢٦-٠٧-١٥"
      })
  void isNone(String text) {
    assertThat(IsoText.read(text, BERLIN)).isEmpty();
  }
}
