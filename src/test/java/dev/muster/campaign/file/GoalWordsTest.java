package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Goal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoalWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ event: Charged, within: 7d }",
        "{ event: \"a: \\\"b\\\" # 'c' {\", within: 90m, value: \"1.50\" }",
        "{ event: Charged, where: { amount: { above: 5.50 }, plan: { in: [pro, 1.5] } }, within: 1h }",
        "{ event: Charged, where: { amount: 1e3, gift: false, city: 'No' }, within: 24h }",
      })
  void areReadAsTheGoalThatTheyAreOf(String written) {
    var goal = goal(written);
    var words = String.valueOf(GoalWords.of(goal));

    // A number may be written out otherwise.
    assertThat(GoalWords.read(words).orElseThrow().where()).isEqualTo(goal.where());
    assertThat(GoalWords.of(GoalWords.read(words).orElseThrow())).isEqualTo(words);
    assertThat(GoalWords.say(words, goal)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | { event: A, within: 7d } | { within: 168h, event: 'A' }",
        "true  | { event: A, within: 7d, where: { a: 1, b: 2 } } | { event: A, within: 7d, where: { b: 2, a: 1 } }",
        "false | { event: A, within: 7d } | { event: B, within: 7d }",
        "false | { event: A, within: 7d } | { event: A, within: 8d }",
        "false | { event: A, within: 7d } | { event: A, within: 7d, value: v }",
        "false | { event: A, within: 7d } | { event: A, within: 7d, where: { a: 1 } }",
      })
  void sayTheSameWhateverIsWrittenFirst(boolean same, String one, String other) {
    assertThat(GoalWords.say(GoalWords.of(goal(one)), goal(other))).isEqualTo(same);
  }

  @Test
  void sayNothingOfNoGoal() {
    assertThat(GoalWords.of(null)).isNull();
    assertThat(GoalWords.say(null, null)).isTrue();
    assertThat(GoalWords.say(null, goal("{ event: A, within: 7d }"))).isFalse();
    assertThat(GoalWords.say("{\"event\":\"A\",\"within\":\"7d\"}", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Charged · {} · PT24H · null",
        "{}",
        "{\"event\":\"A\",\"within\":\"7d\",\"new\":1}"
      })
  void areNotReadWhereTheyAreOthers(String words) {
    assertThat(GoalWords.read(words)).isEmpty();
  }

  private static Goal goal(String written) {
    return GoalWords.read(written).orElseThrow();
  }
}
