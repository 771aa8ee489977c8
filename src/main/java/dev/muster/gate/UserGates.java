package dev.muster.gate;

import dev.muster.campaign.Share;
import dev.muster.campaign.Who;
import java.util.List;
import java.util.function.Predicate;

/**
 * The gates that look at one user alone, in the contract's order. Those that need the whole
 * audience (the safety limit, doubles, repetition, the cap) follow when it is known.
 */
public final class UserGates {
  private final List<Gate> gates;

  private UserGates(List<Gate> gates) {
    this.gates = gates;
  }

  /**
   * The gates of a campaign.
   *
   * @param systemControl the share of all users whom the account holds back
   */
  public static UserGates of(Who who, Share systemControl) {
    var gates = new java.util.ArrayList<Gate>();
    gates.add(new Gate(Verdict.SUPPRESSED, Candidate::optedOutElsewhere));
    if (who.systemControlGroup()) {
      var rule = ControlRule.system(systemControl);
      gates.add(new Gate(Verdict.SYSTEM_CONTROL, user -> rule.holdsBack(user.userId())));
    }
    if (who.controlGroup() != null) {
      var rule = new ControlRule(who.controlGroup());
      gates.add(new Gate(Verdict.CONTROL, user -> rule.holdsBack(user.userId())));
    }
    gates.add(new Gate(Verdict.UNREACHABLE, user -> !user.reachable()));
    return new UserGates(List.copyOf(gates));
  }

  /** The first gate's verdict that keeps the user, else {@link Verdict#PENDING}. */
  public Verdict judge(Candidate user) {
    for (var gate : gates) {
      if (gate.keeps().test(user)) {
        return gate.verdict();
      }
    }
    return Verdict.PENDING;
  }

  private record Gate(Verdict verdict, Predicate<Candidate> keeps) {}
}
