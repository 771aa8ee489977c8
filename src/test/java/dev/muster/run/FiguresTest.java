package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 users",
    "1, 1 user",
    "999, 999 users",
    "55537, '55,537 users'",
    "1000000, '1,000,000 users'",
  })
  void haveCommasBetweenThousands(long number, String text) {
    assertThat(Figures.users(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 rows", "1, 1 row", "2, 2 rows", "1000, '1,000 rows'"})
  void sayOneOfOne(long number, String text) {
    assertThat(Figures.counted(number, "row")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.0 s",
    "PT14.24S, 14.2 s",
    "PT59.94S, 59.9 s",
    "PT60S, 1 min 0 s",
    "PT125.9S, 2 min 5 s",
    "PT59M59S, 59 min 59 s",
    "PT1H, 1 h 0 min",
    "PT26H3M59S, 26 h 3 min",
    "PT1500H, '1,500 h 0 min'",
  })
  void sayHowLongSomethingTook(Duration took, String text) {
    assertThat(Figures.duration(took)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-07T14:00:00Z, 2026-12-07T14:00:00Z",
    "2026-12-07T14:00:00.999999Z, 2026-12-07T14:00:00Z",
  })
  void sayWhenToTheSecond(Instant instant, String text) {
    assertThat(Figures.second(instant)).isEqualTo(text);
  }
}
