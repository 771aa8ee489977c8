package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.goal.Pooled;
import dev.muster.goal.Side;
import dev.muster.goal.Sides;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalLinesTest {
  /** The sides have each user once; who is not compared is so in a run, and in the next again. */
  @ParameterizedTest
  @CsvSource({
    "1, '1 user of the control group, counted in each run, who would not have been sent to'",
    "2332, '2,332 users of the control group, counted in each run, who would not have been sent to'"
  })
  void saysOfRunsTogetherThatThoseWhoAreNotComparedAreCountedInEachRun(
      long notCompared, String said) {
    var sides = new Sides(new Side(1774, 40, null), new Side(1166, 20, null));

    assertThat(GoalLines.of(new Pooled(5, sides, notCompared, 0, 0, true, null)))
        .anySatisfy(line -> assertThat(line).contains("not compared").endsWith(said));
  }
}
