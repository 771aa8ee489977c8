package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.Deliveries;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  @ParameterizedTest
  @CsvSource({
    // took, paced, paused, all in milliseconds
    "0,0,0,not limited by your rate setting",
    "60000,0,0,not limited by your rate setting",
    "60000,5999,0,not limited by your rate setting",
    "60000,6000,0,'limited by your rate setting, 10% of the sending time'",
    "1000,1000,0,'limited by your rate setting, 100% of the sending time'",
    // a run that is over at once is not slow
    "1000,999,0,not limited by your rate setting",
    "60000,0,30000,'limited by the Segment API''s pauses, 50% of the sending time'",
    "60000,20000,30000,'limited by the Segment API''s pauses, 50% of the sending time'",
    "60000,30000,20000,'limited by your rate setting, 50% of the sending time'",
    "60000,2000,5000,not limited by your rate setting",
  })
  void isWhatTookMostOfTheTimeIfItMatters(long took, long paced, long paused, String text) {
    var time =
        new Deliveries.Time(
            Duration.ofMillis(took), Duration.ofMillis(paced), Duration.ofMillis(paused));
    assertThat(Brake.of(time).text()).isEqualTo(text);
  }
}
