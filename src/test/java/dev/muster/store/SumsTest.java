package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.gate.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SumsTest {
  private static final Map<Verdict, Long> CLOSED =
      Map.of(Verdict.CONTROL, 10L, Verdict.CAPPED, 5L, Verdict.PENDING, 85L);
  private static final Map<Verdict, Long> DONE =
      Map.of(
          Verdict.CONTROL, 10L,
          Verdict.CAPPED, 5L,
          Verdict.SUPPRESSED, 1L,
          Verdict.INVALID, 2L,
          Verdict.REJECTED, 3L,
          Verdict.ACCEPTED, 79L);

  @Test
  void addsUpAfterACompleteDelivery() {
    assertThat(sums(100L, DONE, CLOSED, 5, 79).faultAtTheEnd()).isEmpty();
  }

  @Test
  void addsUpWhileUsersArePending() {
    assertThat(sums(100L, CLOSED, CLOSED, 0, 0).fault()).isEmpty();
  }

  @Test
  void addsUpBeforeAnythingIsKnown() {
    assertThat(sums(null, Map.of(), Map.of(), 0, 0).fault()).isEmpty();
    assertThat(sums(100L, Map.of(Verdict.PENDING, 100L), Map.of(), 0, 0).fault()).isEmpty();
  }

  @Test
  void countsSeveralMessagesOfAUser() {
    assertThat(sums(100L, DONE, CLOSED, 5, 158).faultAtTheEnd()).isEmpty();
  }

  @Test
  void namesWhereTheFirstUserIsMissing() {
    assertThat(sums(101L, DONE, CLOSED, 5, 79).fault())
        .contains("the users do not add up at 'qualify': 101 users qualified, and 100 are members");
  }

  @Test
  void namesTheGateThatNoLongerHoldsWhomItKept() {
    var moved =
        Map.of(
            Verdict.CONTROL, 9L,
            Verdict.CAPPED, 5L,
            Verdict.ACCEPTED, 86L);
    assertThat(sums(100L, moved, CLOSED, 0, 86).fault())
        .contains("the users do not add up at 'control': the gate kept 10 users, and now it is 9");
  }

  @Test
  void namesAGateThatHoldsUsersWhomItDidNotKeep() {
    var moved =
        Map.of(
            Verdict.CONTROL, 10L, Verdict.CAPPED, 5L, Verdict.REPEATED, 1L, Verdict.PENDING, 84L);
    assertThat(sums(100L, moved, CLOSED, 0, 0).fault())
        .contains("the users do not add up at 'repeated': the gate kept 0 users, and now it is 1");
  }

  @Test
  void wantsAReasonForEveryUserWhoIsRefused() {
    assertThat(sums(100L, DONE, CLOSED, 4, 79).fault())
        .contains("the users do not add up at 'rejected, invalid': 5 users, and reasons for 4");
  }

  @Test
  void wantsAMessageForEveryUserWhoWasAccepted() {
    assertThat(sums(100L, DONE, CLOSED, 5, 78).fault())
        .contains("the users do not add up at 'accepted': 79 users, and 78 messages");
  }

  @Test
  void wantsNobodyPendingAtTheEnd() {
    assertThat(sums(100L, CLOSED, CLOSED, 0, 0).faultAtTheEnd())
        .contains("the users do not add up at 'deliver': 85 users are pending, and 0 may be");
  }

  private static Sums sums(
      @Nullable Long qualified,
      Map<Verdict, Long> members,
      Map<Verdict, Long> gates,
      long reasons,
      long messages) {
    return new Sums(qualified, members, gates, reasons, messages);
  }
}
