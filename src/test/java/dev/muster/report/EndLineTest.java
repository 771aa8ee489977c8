package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          completed | accepted 55537, rejected 1          | PT14.24S | completed: 55,537 accepted, 1 rejected, 14.2 s
          completed | control 50                          | PT1S     | completed: 0 accepted, 1.0 s
          completed | accepted 9, invalid 2, control 50   | PT125S   | completed: 9 accepted, 2 invalid, 2 min 5 s
          waiting   | accepted 9, waiting 1644, expired 3 | PT1S     | waiting: 9 accepted, 3 expired, 1,644 waiting, 1.0 s
          failed    | pending 6000                        | PT0.4S   | failed: 0 accepted, 6,000 pending, 0.4 s
          stopped   | accepted 2000, pending 4000         | PT3S     | stopped: 2,000 accepted, 4,000 pending, 3.0 s
          refused   | refused 1500                        | PT0.8S   | refused: 0 accepted, 1,500 refused, 0.8 s
          """)
  void saysHowALaunchEnded(String status, String users, Duration took, String line) {
    assertThat(EndLine.of(AnyRunReport.of(status, null, users, null, null), took)).isEqualTo(line);
  }
}
