package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Instant NINE = Instant.parse("2027-01-15T09:00:00Z");

  @Test
  void endsAtOnceWhereNobodyIsLeft() {
    assertThat(Forecast.of(List.of(), 10, NINE)).isEqualTo(new Forecast(NINE, 0));
    assertThat(
            Forecast.of(List.of(new Opening(NINE.plusSeconds(60), null, 100, 90, 10, 0)), 10, NINE))
        .isEqualTo(new Forecast(NINE, 0));
  }

  @Test
  void waitsForOpeningsAndForThoseBeforeThem() {
    // 100 s for the first, who are not done when the second are due; the third are due later.
    assertThat(
            Forecast.of(
                List.of(opening(0, 1000, null), opening(60, 500, null), opening(600, 10, null)),
                10,
                NINE))
        .isEqualTo(new Forecast(NINE.plusSeconds(601), 0));
    assertThat(Forecast.of(List.of(opening(0, 1000, null), opening(60, 500, null)), 10, NINE))
        .isEqualTo(new Forecast(NINE.plusSeconds(150), 0));
  }

  @Test
  void countsThoseWhoWillHaveExpired() {
    assertThat(Forecast.of(List.of(opening(0, 1000, 60)), 10, NINE))
        .isEqualTo(new Forecast(NINE.plusSeconds(60), 400));
    assertThat(Forecast.of(List.of(opening(0, 600, 60)), 10, NINE))
        .isEqualTo(new Forecast(NINE.plusSeconds(60), 0));
    // Those who expire before their turn take no time from others.
    assertThat(
            Forecast.of(
                List.of(opening(0, 1000, null), opening(10, 50, 90), opening(20, 100, null)),
                10,
                NINE))
        .isEqualTo(new Forecast(NINE.plusSeconds(110), 50));
  }

  private static Opening opening(long due, long users, @Nullable Integer expires) {
    return Opening.ahead(
        NINE.plusSeconds(due), expires == null ? null : NINE.plusSeconds(expires), users);
  }
}
