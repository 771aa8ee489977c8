package dev.muster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {

  /** The order is the contract's; a gate more is a row more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audience       | data    |
          guards         | number  | refused
          suppressed     | user    | suppressed
          system_control | user    | system_control
          control_group  | user    | control
          reachable      | user    | unreachable
          again          | members | repeated
          frequency_cap  | members | frequency_capped
          cap            | members | capped
          window         | clock   | discarded, expired, collapsed, waiting
          delivery       | message | pending, lapsed, aborted, invalid, rejected, accepted
          """)
  void looksAtOneThingAndKeepsUsersForItsReasons(String gate, String looksAt, String verdicts) {
    var found = Gate.valueOf(gate.toUpperCase(Locale.ROOT));

    assertThat(found.key()).isEqualTo(gate);
    assertThat(found.looksAt().name()).isEqualToIgnoringCase(looksAt);
    assertThat(keys(found.verdicts())).isEqualTo(verdicts == null ? "" : verdicts);
  }

  @Test
  void asksInTheOrderOfTheContract() {
    assertThat(Gate.values())
        .extracting(Gate::key)
        .containsExactly(
            "audience",
            "guards",
            "suppressed",
            "system_control",
            "control_group",
            "reachable",
            "again",
            "frequency_cap",
            "cap",
            "window",
            "delivery");
  }

  @ParameterizedTest
  @EnumSource
  void givesEachVerdictAtOneGate(Verdict verdict) {
    assertThat(Gate.values())
        .filteredOn(gate -> gate.verdicts().contains(verdict))
        .containsExactly(verdict.gate());
  }

  @Test
  void isFollowedByVerdictsInTheOrderInWhichReportsTellOfThemButForTheRefused() {
    var byGate =
        Arrays.stream(Gate.values()).flatMap(gate -> gate.verdicts().stream()).skip(1).toList();
    var reported = EnumSet.complementOf(EnumSet.of(Verdict.REFUSED));

    assertThat(byGate).containsExactlyElementsOf(reported);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          suppressed | false | suppressed
          suppressed | true  | delivery
          discarded  | false | window
          discarded  | true  | window
          expired    | true  | window
          capped     | false | cap
          accepted   | true  | delivery
          pending    | false | delivery
          """)
  void tellsAnOptOutSinceTheGatesWereClosedFromOneBefore(
      String verdict, boolean inDelivery, String gate) {
    assertThat(Verdict.of(verdict).gate(inDelivery).key()).isEqualTo(gate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audience  |
          suppressed | refused
          again     | suppressed, system_control, control, unreachable, refused
          cap       | suppressed, system_control, control, unreachable, repeated, frequency_capped, refused
          """)
  void isNeverReachedByWhomAGateBeforeItKept(String gate, String verdicts) {
    var before = Gate.valueOf(gate.toUpperCase(Locale.ROOT)).verdictsBefore();

    assertThat(keys(List.copyOf(before))).isEqualTo(verdicts == null ? "" : verdicts);
  }

  private static String keys(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::key).collect(Collectors.joining(", "));
  }
}
