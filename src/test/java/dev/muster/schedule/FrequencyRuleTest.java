package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyRuleTest {
  @ParameterizedTest
  @CsvSource({
    "1, UTC,           2026-12-07T00:00:00Z, 2026-12-07T00:00:00Z",
    "1, UTC,           2026-12-07T23:59:59Z, 2026-12-07T00:00:00Z",
    "2, UTC,           2026-12-07T09:00:00Z, 2026-12-06T00:00:00Z",
    "7, UTC,           2026-12-07T09:00:00Z, 2026-12-01T00:00:00Z",
    "1, Europe/Berlin, 2026-12-07T23:30:00Z, 2026-12-07T23:00:00Z",
    "1, Europe/Berlin, 2026-12-07T22:30:00Z, 2026-12-06T23:00:00Z",
    // Over the day on which Berlin sets its clock on.
    "2, Europe/Berlin, 2027-03-28T10:00:00Z, 2027-03-26T23:00:00Z",
    "365, UTC,         2027-12-06T09:00:00Z, 2026-12-07T00:00:00Z",
  })
  void countsCalendarDaysOfTheAccountTodayIncluded(
      int days, ZoneId zone, Instant due, Instant since) {
    assertThat(new FrequencyRule(1, days, zone).since(due)).isEqualTo(since);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 'messages: expected 1 or more, found 0'",
    "-1, 7, 'messages: expected 1 or more, found -1'",
    "1, 0, 'days: expected 1 to 365, found 0'",
    "1, 366, 'days: expected 1 to 365, found 366'"
  })
  void refusesNonsense(int messages, int days, String message) {
    assertThatThrownBy(() -> new FrequencyRule(messages, days, ZoneId.of("UTC")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
