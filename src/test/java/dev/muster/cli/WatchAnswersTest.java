package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.launch.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchAnswersTest {
  private final StringWriter err = new StringWriter();
  private final WatchAnswers answers =
      new WatchAnswers(
          new Output(), "us", new PrintWriter(new StringWriter()), new PrintWriter(err, true));

  @Test
  void sayOnceWhatFailsAgainAndAgainHoweverLongItWasTried() {
    fails("gave up after the retry budget of 2 s, 1,603 ms after the first");
    fails("gave up after the retry budget of 2 s, 998 ms after the first");
    fails("gave up after the retry budget of 2 s, 1.2 s after the first");
    fails("HTTP 503 after 2 s");
    fails("HTTP 502 after 3 s");

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("1,603 ms after the first"),
            line -> assertThat(line).contains("HTTP 503"),
            line -> assertThat(line).contains("HTTP 502"));
  }

  @Test
  void sayAgainWhatComesBackAfterALaunchWithoutIt() {
    fails("HTTP 503");
    answers.launched();
    fails("HTTP 503");

    assertThat(lines()).hasSize(2);
  }

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  private void fails(String reason) {
    answers.add(new Answer.Failed("cart@2026-12-01T10:00:00Z", reason, true));
    answers.launched();
  }
}
