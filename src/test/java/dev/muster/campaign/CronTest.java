package dev.muster.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * *       | 2026-12-01 | true
          0 9 * * 1       | 2026-12-07 | true
          0 9 * * 1       | 2026-12-08 | false
          0 9 * * MON-fri | 2026-12-04 | true
          0 9 * * mon-fri | 2026-12-05 | false
          0 9 * * 0       | 2026-12-06 | true
          0 9 * * 7       | 2026-12-06 | true
          0 9 1,15 * *    | 2026-12-15 | true
          0 9 1,15 * *    | 2026-12-16 | false
          0 9 1 jan *     | 2026-01-01 | true
          0 9 1 jan *     | 2026-02-01 | false
          0 9 13 * fri    | 2026-12-13 | true
          0 9 13 * fri    | 2026-12-04 | true
          0 9 13 * fri    | 2026-12-05 | false
          0 9 */10 * *    | 2026-12-21 | true
          0 9 */10 * *    | 2026-12-20 | false
          0 9 29 2 *      | 2028-02-29 | true
          """)
  void matchesDays(String expression, LocalDate day, boolean matches) {
    assertThat(Cron.parse(expression).matches(day)).isEqualTo(matches);
  }

  @Test
  void readsRangesListsAndSteps() {
    var cron = Cron.parse("5-20/5,0 */8,1 1 * *");
    assertThat(cron.minutes()).containsExactly(0, 5, 10, 15, 20);
    assertThat(cron.hours()).containsExactly(0, 1, 8, 16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 13 *",
        "* * * * 8",
        "* * * * monday",
        "5-1 * * * *",
        "*/0 * * * *",
        "1/2/3 * * * *",
        "1-2-3 * * * *",
        ", * * * *",
        "-1 * * * *",
        "99999999999 * * * *",
        "0 0 31 2,4 *",
        "@daily"
      })
  void refusesWhatIsNone(String expression) {
    assertThatThrownBy(() -> Cron.parse(expression)).isInstanceOf(IllegalArgumentException.class);
  }
}
