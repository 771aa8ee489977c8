package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.RunId;
import dev.muster.store.AlertEvent;
import dev.muster.store.LiveHealth.Health;
import dev.muster.store.LiveHealth.Noted;
import dev.muster.store.RunState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a live campaign's day when one of its runs has ended. */
class DayRuleTest {
  private static final RunId RUN = RunId.parse("cart@2026-12-01T10:00:00Z");
  private static final Instant AT = Instant.parse("2026-12-01T10:00:05Z");

  @ParameterizedTest(
      name = "{0}, failures {1}, told of {2}, another failed {3}, {4} {5} {6}, mended {7}: {8}")
  @CsvSource({
    // A run fails.
    "failed,    1, ,           false, 0, 0, 0, false,",
    "failed,    2, ,           false, 0, 0, 0, false,     failed",
    "failed,    3, failed,     true,  0, 0, 0, false,",
    "failed,    2, recovered,  true,  0, 0, 0, false,     failed",
    "failed,    2, incomplete, false, 200, 11, 0, false,  failed",
    "unusable,  1, ,           false, 0, 0, 0, false,     failed",
    "unusable,  1, failed,     true,  0, 0, 0, false,",
    // Another one does not, or it goes on.
    "completed, 0, ,           false, 0, 0, 0, false,",
    "completed, 0, ,           true,  0, 0, 0, false,",
    "completed, 0, failed,     true,  0, 0, 0, false,",
    "completed, 0, failed,     false, 0, 0, 0, false,     recovered",
    "waiting,   1, failed,     false, 0, 0, 0, false,     recovered",
    "abandoned, 1, failed,     false, 0, 0, 0, false,     recovered",
    "stopped,   1, failed,     true,  0, 0, 0, false,",
    "completed, 0, recovered,  false, 0, 0, 0, false,",
    "failed,    1, failed,     true,  0, 0, 0, false,",
    // The day's sums.
    "completed, 0, ,           false, 99, 99, 0, false,",
    "completed, 0, ,           false, 100, 5, 0, false,",
    "completed, 0, ,           false, 100, 6, 0, false,   incomplete",
    "completed, 0, ,           false, 100, 0, 10, false,",
    "completed, 0, ,           false, 100, 0, 11, false,  incomplete",
    "waiting,   0, ,           false, 100, 6, 0, false,   incomplete",
    "stopped,   0, ,           false, 100, 6, 0, false,   incomplete",
    "failed,    1, ,           true,  100, 6, 0, false,   incomplete",
    "completed, 0, incomplete, false, 200, 11, 0, false,",
    "completed, 0, incomplete, false, 200, 10, 0, true,   recovered",
    "completed, 0, incomplete, false, 200, 10, 0,  false,",
    "completed, 0, incomplete, false, 9000, 6, 0,  false,",
    "completed, 0, incomplete, false, 200, 11, 0,  true,",
    "completed, 0, incomplete, false, 200, 9, 21,  true,",
    "abandoned, 0, incomplete, false, 200, 10, 0,  true,",
    "completed, 0, incomplete, true,  200, 10, 0,  true,",
    "completed, 0, recovered,  false, 200, 10, 0,  true,",
    "completed, 0, incomplete, true,  200, 10, 0, false,",
    "completed, 0, failed,     true,  200, 11, 0, false,",
    "completed, 0, failed,     false, 200, 11, 0, false,  incomplete",
    "completed, 0, recovered,  false, 200, 11, 0, false,  incomplete",
  })
  void tellsOfEveryChangeOnce(
      String end,
      int failures,
      @Nullable String last,
      boolean anotherFailed,
      long due,
      long undelivered,
      long expired,
      boolean mended,
      @Nullable String told) {
    var news =
        new DayRule(new Thresholds(new BigDecimal(5), new BigDecimal(10), 2))
            .of(
                new DayAftermath(
                    RUN,
                    state(end),
                    end.equals("unusable"),
                    failures,
                    new Noted(new Health(due, undelivered, expired), mended),
                    Optional.ofNullable(last).map(AlertEvent::of),
                    () -> anotherFailed));

    assertThat(news.map(News::event)).isEqualTo(Optional.ofNullable(told).map(AlertEvent::of));
  }

  private static RunState.Ended state(String end) {
    return switch (end) {
      case "failed", "unusable" -> new RunState.Failed(AT, "out of tea");
      case "completed" -> new RunState.Completed(AT);
      case "waiting" -> new RunState.Waiting(AT, AT.plusSeconds(60));
      case "abandoned" -> new RunState.Abandoned(AT, null);
      case "stopped" -> new RunState.Stopped(AT, null);
      default -> throw new IllegalArgumentException(end);
    };
  }
}
