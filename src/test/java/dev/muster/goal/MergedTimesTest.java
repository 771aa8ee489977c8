package dev.muster.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergedTimesTest {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

  private record Time(int from, int to) {}

  @ParameterizedTest
  @CsvSource({
    "0, false",
    "1, true",
    "2, true",
    "3, true",
    "4, true",
    "5, false",
    "7, true",
    "8, false"
  })
  void hasFromTheBeginningOfATimeUntilBeforeItsEnd(int second, boolean has) {
    var times = new MergedTimes();
    times.add(at(7), at(8));
    times.add(at(1), at(3));
    times.add(at(3), at(5));
    assertThat(times.has(at(second))).isEqualTo(has);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasWhatLiesInAnyOfThem(long seed) {
    var random = new Random(seed);
    var merged = new MergedTimes();
    var times = new ArrayList<Time>();
    for (var round = 0; round < 40; round++) {
      var from = random.nextInt(500);
      var time = new Time(from, from + random.nextInt(15));
      times.add(time);
      merged.add(at(time.from()), at(time.to()));
      // Asked in between, too.
      for (var second = 0; second < 520; second += 1 + random.nextInt(5)) {
        var at = second;
        assertThat(merged.has(at(at)))
            .as("%s of %s", at, times)
            .isEqualTo(times.stream().anyMatch(each -> each.from() <= at && at < each.to()));
      }
    }
  }

  /** One by one that would be ten thousand million tests. */
  @Test
  void findsManyMomentsInManyTimes() {
    var times = new MergedTimes();
    for (var i = 0; i < 100_000; i++) {
      times.add(at(2 * i), at(2 * i + 1));
    }
    var in = 0;
    for (var i = 0; i < 100_000; i++) {
      in += times.has(at(i)) ? 1 : 0;
    }
    assertThat(in).isEqualTo(50_000);
  }

  private static Instant at(int second) {
    return START.plus(Duration.ofSeconds(second));
  }
}
