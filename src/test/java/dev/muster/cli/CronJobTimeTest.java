package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobTimeTest {

  @ParameterizedTest
  @CsvSource({
    // 29993700 minutes after 1970
    "nightly-29993700, 2027-01-10T23:00:00Z",
    "a-1-b-29993700, 2027-01-10T23:00:00Z",
    // started late, or by a machine whose clock is behind
    "nightly-29989400, 2027-01-07T23:20:00Z",
    "nightly-29993701, 2027-01-10T23:01:00Z",
    // given by hand
    "nightly,",
    "nightly-by-hand,",
    "nightly-2,",
    "nightly-20270110,",
    "nightly-29993700-retry,",
    "nightly29993700,",
    "'',",
    ",",
  })
  void isReadFromNamesThatACronJobGave(String name, Instant time) {
    assertThat(CronJobTime.in(name, Instant.parse("2027-01-10T23:00:05Z"))).isEqualTo(time);
  }
}
