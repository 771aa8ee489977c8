package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginLimitTest {
  private final SettableClock clock = SettableClock.at("2026-12-07T14:00:00Z");
  private final LoginLimit limit = new LoginLimit(clock);

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      assertThat(limit.begin("ann", "10.0.0.1")).isEmpty();
    }
  }

  @Test
  void waitsAMinuteAfterFiveAndTwiceAsLongAfterEachUpToAQuarterOfAnHour() {
    fail(5);
    for (var minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      assertThat(limit.begin("ann", "10.0.0.1")).contains(Duration.ofMinutes(minutes));
      pass(Duration.ofMinutes(minutes).minusSeconds(1));
      assertThat(limit.begin("ann", "10.0.0.1")).contains(Duration.ofSeconds(1));
      pass(Duration.ofSeconds(1));
      fail(1);
    }
  }

  @Test
  void isOfANameAndAnAddress() {
    fail(5);
    assertThat(limit.begin("ann", "10.0.0.2")).isEmpty();
    assertThat(limit.begin("bob", "10.0.0.1")).isEmpty();
    assertThat(limit.begin("ann", "10.0.0.1")).isPresent();
  }

  @Test
  void forgetsAfterTheRightOneAndAfterAQuarterOfAnHour() {
    fail(4);
    limit.right("ann", "10.0.0.1");
    fail(4);
    pass(Duration.ofMinutes(15).plusSeconds(1));
    fail(5);
    assertThat(limit.begin("ann", "10.0.0.1")).contains(Duration.ofMinutes(1));
  }

  @Test
  void longNamesAreOneName() {
    for (var i = 0; i < 5; i++) {
      limit.begin("x".repeat(1_000) + i, "10.0.0.1");
    }
    assertThat(limit.begin("x".repeat(2_000), "10.0.0.1")).isPresent();
  }
}
