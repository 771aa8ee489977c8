package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.gate.EarlierCount;
import dev.muster.gate.UsualCount;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.AlertEvent;
import dev.muster.store.RunState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # state   | needs a remedy | failures | after how many |
          refused   | false          | 0        | 1              | REFUSED
          missed    | false          | 0        | 1              | MISSED
          failed    | false          | 1        | 1              | FAILED
          failed    | false          | 2        | 3              |
          failed    | false          | 3        | 3              | FAILED
          failed    | false          | 4        | 3              | FAILED
          failed    | true           | 1        | 3              | FAILED
          completed | false          | 0        | 1              | RECOVERED
          waiting   | false          | 0        | 1              |
          stopped   | false          | 0        | 1              |
          abandoned | false          | 0        | 1              |
          """)
  void goesByTheStateAfterAnEnd(
      String state, boolean needsRemedy, int failures, int afterFailures, AlertEvent event) {
    var rule = new AlertRule(new Thresholds(percent("5"), percent("5"), afterFailures));
    var after = new Aftermath(state(state), needsRemedy, failures, users("accepted 100"), usual());

    assertThat(rule.of(after).map(News::event).orElse(null)).isEqualTo(event);
  }

  /** More than so many percent, exactly, of those whom no gate before the window had kept. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rejected 5 accepted 95                          | 5   | 5 | RECOVERED
          rejected 6 accepted 94                          | 5   | 5 | INCOMPLETE
          rejected 3 invalid 2 accepted 95                | 5   | 5 | RECOVERED
          rejected 3 invalid 3 accepted 94                | 5   | 5 | INCOMPLETE
          rejected 5 accepted 94 aborted 1                | 5   | 5 | RECOVERED
          rejected 5 accepted 94                          | 5   | 5 | INCOMPLETE
          rejected 5 discarded 95                         | 5   | 5 | RECOVERED
          rejected 5 expired 5 accepted 90                | 5   | 5 | RECOVERED
          expired 5 accepted 95                           | 5   | 5 | RECOVERED
          expired 6 accepted 94                           | 5   | 5 | INCOMPLETE
          expired 6 accepted 94                           | 5   | 6 | RECOVERED
          rejected 5 accepted 94 control 1 capped 100     | 5   | 5 | INCOMPLETE
          rejected 333333 accepted 666667                 | 33.3333 | 5 | RECOVERED
          rejected 333334 accepted 666666                 | 33.3333 | 5 | INCOMPLETE
          rejected 1 accepted 999999999999                | 0   | 5 | INCOMPLETE
          accepted 100                                    | 0   | 0 | RECOVERED
          rejected 100                                    | 100 | 5 | RECOVERED
          control 100                                     | 5   | 5 | RECOVERED
          """)
  void isIncompleteBeyondThePercentagesThatAreSet(
      String users, String rejected, String expired, AlertEvent event) {
    var rule = new AlertRule(new Thresholds(percent(rejected), percent(expired), 1));

    assertThat(rule.of(completed(users, usual())).map(News::event)).contains(event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # qualified earlier, the latest first; o where an operator has let it pass
          0   | 100 100 100     | EMPTY
          0   | 99              | RECOVERED
          0   | 100             | EMPTY
          0   | 99 100          | RECOVERED
          0   | 100 100         | EMPTY
          0   | 0 0 100 500 500 | EMPTY
          0   | 0 0 99 500 500  | RECOVERED
          0   | 0 0 0 500 500 500 500 | RECOVERED
          0   | 10o 500 500     | RECOVERED
          0   | 500o 10 10      | EMPTY
          0   |                 | RECOVERED
          1   | 500 500         | RECOVERED
          """)
  void isEmptyWhereManyUsuallyQualify(long qualified, String earlier, AlertEvent event) {
    var after = completed("accepted " + qualified, usual(earlier));

    assertThat(rule().of(after).map(News::event)).contains(event);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,, true",
    "REFUSED, REFUSED, false",
    "REFUSED, FAILED, true",
    "FAILED, FAILED, false",
    "FAILED, RECOVERED, true",
    "MISSED, MISSED, false",
    "EMPTY, INCOMPLETE, true",
    "RECOVERED,, false",
    "RECOVERED, RECOVERED, false",
    "RECOVERED, MISSED, true"
  })
  void isToldWhereTheStateIsAnotherThanThatOfTheLastAlert(
      AlertEvent event, AlertEvent last, boolean isNew) {
    assertThat(AlertRule.isNew(event, Optional.ofNullable(last))).isEqualTo(isNew);
  }

  @Test
  void saysWhy() {
    assertThat(rule().of(completed("rejected 6 invalid 1 expired 6 accepted 87", usual())))
        .map(News::reason)
        .contains(
            "completed, but 7 of 100 users who were due were rejected or invalid, more than 5 %, and"
                + " 6 of 100 users who were due expired, more than 5 %");
    assertThat(rule().of(completed("accepted 0", usual("1000 2001"))))
        .map(News::reason)
        .contains("completed, but nobody qualified; usually 1,500.5 do (median of 2 runs)");
  }

  private static AlertRule rule() {
    return new AlertRule(new Thresholds(percent("5"), percent("5"), 1));
  }

  private static Aftermath completed(String users, UsualCount usual) {
    return new Aftermath(new RunState.Completed(NOW), false, 0, users(users), usual);
  }

  private static RunState.Ended state(String state) {
    return switch (state) {
      case "refused" -> new RunState.Refused(NOW, "too many");
      case "missed" -> new RunState.Missed(NOW, "nobody came");
      case "failed" -> new RunState.Failed(NOW, "no answer");
      case "completed" -> new RunState.Completed(NOW);
      case "waiting" -> new RunState.Waiting(NOW, NOW);
      case "stopped" -> new RunState.Stopped(NOW, null);
      case "abandoned" -> new RunState.Abandoned(NOW, null);
      default -> throw new IllegalArgumentException(state);
    };
  }

  private static Accounting users(String text) {
    Map<Verdict, Long> users = new EnumMap<>(Verdict.class);
    Pattern.compile("(\\w+) (\\d+)")
        .matcher(text)
        .results()
        .forEach(one -> users.put(Verdict.of(one.group(1)), Long.valueOf(one.group(2))));
    return new Accounting(users.values().stream().mapToLong(Long::longValue).sum(), users);
  }

  private static UsualCount usual() {
    return UsualCount.of(List.of());
  }

  private static UsualCount usual(String earlier) {
    return earlier == null
        ? usual()
        : UsualCount.of(
            Arrays.stream(earlier.split(" "))
                .map(count ->
                    new EarlierCount(Long.parseLong(count.replace("o", "")), count.endsWith("o")))
                .toList());
  }

  private static BigDecimal percent(String text) {
    return new BigDecimal(text);
  }
}
