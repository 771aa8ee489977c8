package dev.muster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Expectation;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
  private static final ApprovalRule NOT_REQUIRED = new ApprovalRule.NotRequired();

  private static final Expectation NEAR_A_THOUSAND =
      new Expectation(800L, 1200L, new BigDecimal("0.30"));

  /** Both ends are in it. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,   true,  false
          9,   true,  false
          10,  true,  true
          20,  true,  true
          21,  true,  false
          100, true,  false
          101, false, false
          """)
  void allowARangeOfNumbersWithItsEnds(long qualified, boolean most, boolean between) {
    var guards =
        new Guards(
            who(new Cap.AbortAbove(100), new Expectation(10L, 20L, null)), List.of(), NOT_REQUIRED);

    assertThat(guards.asked(qualified))
        .containsExactly(
            new GuardAnswer(Guard.ABORT_ABOVE, new CountRange(0L, 100L), null, null, qualified),
            new GuardAnswer(Guard.BETWEEN, new CountRange(10L, 20L), null, null, qualified))
        .extracting(GuardAnswer::holds)
        .containsExactly(most, between);
  }

  /**
   * Earlier runs from the latest on, an overridden one with a mark; the least and the most that a
   * change allows then, and what it goes by.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30     | 1000 1000 1000 1000 1000          | 700  | 1300  | median 1,000 of 5 runs
          30     |                                   |      |       | no run
          30     | 1000                              | 700  | 1300  | median 1,000 of 1 run
          30     | 1000 2000                         | 1050 | 1950  | median 1,500 of 2 runs
          30     | 1000 1001                         | 701  | 1300  | median 1,000.5 of 2 runs
          30     | 3000 1000 2000                    | 1400 | 2600  | median 2,000 of 3 runs
          30     | 10 4000 1000 2000                 | 1050 | 1950  | median 1,500 of 4 runs
          30     | 10 4000 1000 2000 9000            | 1400 | 2600  | median 2,000 of 5 runs
          30     | 10 4000 1000 2000 9000 9000 9000  | 1400 | 2600  | median 2,000 of 5 runs
          30     | 5000! 1000 1000 1000 1000         | 3500 | 6500  | median 5,000 of 1 run
          30     | 1000 5000! 1000 1000 1000         | 2100 | 3900  | median 3,000 of 2 runs
          30     | 1000 5000! 7000! 1000 1000        | 2100 | 3900  | median 3,000 of 2 runs
          30     | 1000 1000 1000 1000 5000!         | 700  | 1300  | median 1,000 of 5 runs
          30     | 1000 1000 1000 1000 1000 5000!    | 700  | 1300  | median 1,000 of 5 runs
          30     | 0                                 | 0    | 99    | median 0 of 1 run
          0      | 0 1                               | 0    | 100   | median 0.5 of 2 runs
          30     | 50                                | 0    | 149   | median 50 of 1 run
          30     | 99                                | 0    | 198   | median 99 of 1 run
          30     | 100                               | 1    | 199   | median 100 of 1 run
          10     | 990                               | 891  | 1089  | median 990 of 1 run
          10     | 1000                              | 900  | 1100  | median 1,000 of 1 run
          10     | 1009                              | 909  | 1109  | median 1,009 of 1 run
          0      | 1000                              | 901  | 1099  | median 1,000 of 1 run
          0      | 1000 1001                         | 901  | 1100  | median 1,000.5 of 2 runs
          100    | 1000                              | 0    | 2000  | median 1,000 of 1 run
          250    | 1000                              | 0    | 3500  | median 1,000 of 1 run
          12.5   | 1000                              | 875  | 1125  | median 1,000 of 1 run
          12.55  | 1000                              | 875  | 1125  | median 1,000 of 1 run
          33.333 | 30000                             | 20001 | 39999 | median 30,000 of 1 run
          999999.999999 | 2147483647                 | 0    | 21476983953625 | median 2,147,483,647 of 1 run
          """)
  void allowAChangeAgainstWhatIsUsual(
      BigDecimal percent,
      @Nullable String earlier,
      @Nullable Long least,
      @Nullable Long most,
      String usual) {
    var expect = new Expectation(null, null, percent.movePointLeft(2));

    var answer = new Guards(who(null, expect), earlier(earlier), NOT_REQUIRED).asked(1).getFirst();

    assertThat(answer.guard()).isEqualTo(Guard.CHANGE_AT_MOST);
    assertThat(answer.allowed()).isEqualTo(new CountRange(least, most));
    assertThat(answer.usual()).extracting(UsualCount::inWords).isEqualTo(usual);
  }

  /** As the contract has it, number by number. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "5", "9.99", "10", "12.5", "30", "100", "333"})
  void allowNoOtherNumberThanTheRuleOfTheChange(BigDecimal percent) {
    for (var doubled = 0; doubled < 4000; doubled += 37) {
      var median = BigDecimal.valueOf(doubled).divide(BigDecimal.TWO);
      var range = CountRange.around(median, percent.movePointLeft(2));
      for (var q = 0L; q < 4000; q++) {
        var difference = BigDecimal.valueOf(q).subtract(median).abs();
        var holds =
            difference.movePointRight(2).compareTo(percent.multiply(median)) <= 0
                || difference.compareTo(BigDecimal.valueOf(100)) < 0;
        if (range.contains(q) != holds) {
          assertThat(range.contains(q)).as("%d around %s".formatted(q, median)).isEqualTo(holds);
        }
      }
    }
  }

  @Test
  void areAskedInOneOrderAndOnlyThoseThatTheCampaignHas() {
    assertThat(Guard.values())
        .extracting(Guard::key)
        .containsExactly("abort_above", "between", "change_at_most", "approval");
    assertThat(
            new Guards(
                    who(new Cap.AbortAbove(2000), NEAR_A_THOUSAND),
                    List.of(),
                    new ApprovalRule.Missing())
                .asked(1))
        .extracting(GuardAnswer::guard)
        .containsExactly(Guard.values());
    assertThat(
            new Guards(who(null, new Expectation(1L, 2L, null)), List.of(), NOT_REQUIRED).asked(1))
        .extracting(GuardAnswer::guard)
        .containsExactly(Guard.BETWEEN);
    assertThat(new Guards(who(new Cap.Only(100), null), List.of(), NOT_REQUIRED).asked(1_000_000))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void areKnownByTheirKeys(Guard guard) {
    assertThat(Guard.of(guard.key())).isEqualTo(guard);
    assertThat(guard.setBy()).endsWith("." + guard.key());
  }

  /** The first that does not hold is the reason, though all are asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000 |
          1201 | 1,201 users qualify, and who.expect.between allows 800 to 1,200
          1    | 1 user qualifies, and who.expect.between allows 800 to 1,200
          0    | 0 users qualify, and who.expect.between allows 800 to 1,200
          2001 | 2,001 users qualify, and who.cap.abort_above allows 2,000
          820  | 820 users qualify, and who.expect.change_at_most allows 840 to 1,560 (median 1,200 of 2 runs)
          """)
  void giveTheFirstThatFailsAsTheReason(long qualified, @Nullable String reason) {
    var guards =
        new Guards(
            who(new Cap.AbortAbove(2000), NEAR_A_THOUSAND), earlier("1000 1400"), NOT_REQUIRED);

    var answers = guards.asked(qualified);

    assertThat(answers).hasSize(3);
    assertThat(
            GuardAnswer.refusing(answers, false).stream()
                .findFirst()
                .map(GuardAnswer::inWords)
                .orElse(null))
        .isEqualTo(reason);
  }

  /**
   * How many were approved, and who qualifies: within 10 %, or by less than 100, it may be another.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5000 | 4500 | true  | 5,000 approved by Ann
          5000 | 4499 | false | 5,000 approved by Ann
          5000 | 5500 | true  | 5,000 approved by Ann
          5000 | 5501 | false | 5,000 approved by Ann
          5005 | 4504 | false | 5,005 approved by Ann
          5005 | 4505 | true  | 5,005 approved by Ann
          100  | 199  | true  | 100 approved by Ann
          100  | 200  | false | 100 approved by Ann
          100  | 1    | true  | 100 approved by Ann
          100  | 0    | false | 100 approved by Ann
          0    | 99   | true  | 0 approved by Ann
          0    | 100  | false | 0 approved by Ann
               | 0    | false | none, as no approval holds for what the campaign says
               | 5000 | false | none, as no approval holds for what the campaign says
          """)
  void keepARunNearWhatWasApproved(
      @Nullable Long approved, long qualified, boolean holds, String said) {
    var rule =
        approved == null
            ? new ApprovalRule.Missing()
            : new ApprovalRule.Given(new Approval(7, "Ann", approved));

    var answer = new Guards(who(null, null), List.of(), rule).asked(qualified).getFirst();

    assertThat(answer.guard()).isEqualTo(Guard.APPROVAL);
    assertThat(answer.guard().mayBeOverridden()).isFalse();
    assertThat(answer.holds()).isEqualTo(holds);
    assertThat(answer.inWords()).contains(", and muster.account.approval allows ").contains(said);
  }

  /** An override lets a run pass all but an approval that is missing. */
  @Test
  void refuseWhatNobodyHasOverridden() {
    var guards =
        new Guards(who(new Cap.AbortAbove(100), null), List.of(), new ApprovalRule.Missing());
    var answers = guards.asked(101);

    assertThat(GuardAnswer.refusing(answers, false))
        .extracting(GuardAnswer::guard)
        .containsExactly(Guard.ABORT_ABOVE, Guard.APPROVAL);
    assertThat(GuardAnswer.refusing(answers, true))
        .extracting(GuardAnswer::guard)
        .containsExactly(Guard.APPROVAL);
    assertThat(GuardAnswer.refusing(guards.asked(100), true))
        .extracting(GuardAnswer::guard)
        .containsExactly(Guard.APPROVAL);
  }

  @Test
  void saySoWhereNothingIsUsualYet() {
    var answer =
        new Guards(who(null, NEAR_A_THOUSAND), List.of(), NOT_REQUIRED).asked(1_000_000).getLast();

    assertThat(answer.holds()).isTrue();
    assertThat(answer.usual()).isEqualTo(new UsualCount(null, 0));
    assertThat(answer.allowedInWords()).isEqualTo("any number, as no earlier run is completed");
  }

  @Test
  void writeAMedianWithoutZerosBehindThePoint() {
    assertThat(Stream.of("1000.0", "1E+3", "0.0", "1000.50").map(GuardsTest::median).toList())
        .containsExactly("1000", "1000", "0", "1000.5");
  }

  private static String median(String number) {
    return String.valueOf(new UsualCount(new BigDecimal(number), 2).median());
  }

  private static List<EarlierCount> earlier(@Nullable String counts) {
    return counts == null
        ? List.of()
        : Arrays.stream(counts.split(" "))
            .map(count ->
                new EarlierCount(Long.parseLong(count.replace("!", "")), count.endsWith("!")))
            .toList();
  }

  private static Who who(@Nullable Cap cap, @Nullable Expectation expect) {
    return new Who(
        new Who.PastBehaviour(new Condition.Everyone()),
        null,
        true,
        cap,
        new Again.Always(),
        expect,
        true);
  }
}
