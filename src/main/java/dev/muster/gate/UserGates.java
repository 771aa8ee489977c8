package dev.muster.gate;

import dev.muster.campaign.Share;
import dev.muster.campaign.Who;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The gates that look at one user alone, in their order. Those that need the whole audience follow
 * when it is known.
 */
public final class UserGates {
  private final Map<Gate, Predicate<Candidate>> keeps;

  private UserGates(Map<Gate, Predicate<Candidate>> keeps) {
    this.keeps = keeps;
  }

  /**
   * The gates of a campaign.
   *
   * @param systemControl the share of all users whom the account holds back
   */
  public static UserGates of(Who who, Share systemControl) {
    var keeps = new EnumMap<Gate, Predicate<Candidate>>(Gate.class);
    for (var gate : Gate.thatLookAt(Gate.LooksAt.USER)) {
      rule(gate, who, systemControl).ifPresent(rule -> keeps.put(gate, rule));
    }
    return new UserGates(keeps);
  }

  /** Whom a gate keeps; nothing where the campaign does not ask for it. */
  private static Optional<Predicate<Candidate>> rule(Gate gate, Who who, Share systemControl) {
    return switch (gate) {
      case SUPPRESSED -> Optional.of(Candidate::optedOutElsewhere);
      case SYSTEM_CONTROL ->
          who.systemControlGroup()
              ? Optional.of(heldBack(ControlRule.system(systemControl)))
              : Optional.empty();
      case CONTROL_GROUP ->
          Optional.ofNullable(who.controlGroup()).map(group -> heldBack(new ControlRule(group)));
      case REACHABLE -> Optional.of(user -> !user.reachable());
      case AUDIENCE, GUARDS, AGAIN, FREQUENCY_CAP, CAP, WINDOW, DELIVERY ->
          throw new IllegalArgumentException(gate + " does not look at one user alone");
    };
  }

  private static Predicate<Candidate> heldBack(ControlRule rule) {
    return user -> rule.holdsBack(user.userId());
  }

  /** The first gate's verdict that keeps the user, else {@link Verdict#PENDING}. */
  public Verdict judge(Candidate user) {
    for (var gate : keeps.entrySet()) {
      if (gate.getValue().test(user)) {
        return gate.getKey().verdicts().getFirst();
      }
    }
    return Verdict.PENDING;
  }
}
