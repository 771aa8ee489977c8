package dev.muster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ControlGroup;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserGatesTest {
  private static final Share NOBODY = new Share(0);
  private static final Share EVERYBODY = new Share(1000);

  @Test
  void letsAReachableUserPass() {
    assertThat(UserGates.of(who(null, true), NOBODY).judge(user("u1"))).isEqualTo(Verdict.PENDING);
  }

  @Test
  void holdsBackForTheAccountBeforeTheCampaign() {
    var gates = UserGates.of(who(new ControlGroup(new Share(999), "winback"), true), EVERYBODY);

    assertThat(gates.judge(user("u1"))).isEqualTo(Verdict.SYSTEM_CONTROL);
  }

  @Test
  void takesACampaignOutOfTheAccountsControlGroup() {
    assertThat(UserGates.of(who(null, false), EVERYBODY).judge(user("u1")))
        .isEqualTo(Verdict.PENDING);
  }

  @Test
  void holdsBackBeforeItAsksForReachability() {
    var gates = UserGates.of(who(new ControlGroup(new Share(999), "winback"), true), NOBODY);

    assertThat(gates.judge(new Candidate(new UserId("u1"), null, false)))
        .isEqualTo(Verdict.CONTROL);
  }

  @Test
  void findsAUserWithoutAnyIdUnreachable() {
    var gates = UserGates.of(who(null, true), NOBODY);

    assertThat(gates.judge(new Candidate(new UserId("u1"), null, false)))
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(gates.judge(new Candidate(new UserId("u1"), new Recipient.Anonymous("a1"), false)))
        .isEqualTo(Verdict.PENDING);
  }

  private static Candidate user(String id) {
    return new Candidate(new UserId(id), new Recipient.User(id), false);
  }

  private static Who who(@Nullable ControlGroup control, boolean systemControl) {
    return new Who(
        new Who.PastBehaviour(new Condition.Everyone()),
        control,
        systemControl,
        null,
        new Again.Always(),
        null,
        true);
  }
}
