package dev.muster.report;

import dev.muster.campaign.UserId;
import dev.muster.gate.Gate;
import dev.muster.schedule.AgainRule;
import dev.muster.store.MemberFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether those who were reached are compared with a user of the control group, and if not, which
 * gate would have kept the user.
 */
record ControlAnswer(
    MemberFacts facts, UserReport.Basis basis, UserId user, MemberFacts.Fate fate) {

  /**
   * That of a user.
   *
   * @param keptBy the gate, or null of one who is compared
   */
  record Comparison(@Nullable Gate keptBy, String said) {}

  /** Nothing where nobody has looked: before the gates closed, or in an earlier version. */
  Optional<Comparison> comparison() {
    var compared = facts.compared();
    if (compared.count(basis.run().key()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        compared.has(basis.run(), user)
            ? new Comparison(null, "compared with those who were reached")
            : notCompared());
  }

  private Comparison notCompared() {
    if (fate.recipient() == null) {
      return of(Gate.REACHABLE, "there is no id to send to");
    }
    var rule = new AgainRule(basis.campaign().who().again(), basis.run().accountZone());
    var before =
        rule.always()
            ? Optional.<MemberFacts.Reached>empty()
            : facts.comparedLately(basis.run(), user, rule, fate.dueAt());
    if (before.isPresent()) {
      return of(
          Gate.AGAIN,
          "reached, or compared, by %s, due at %s"
              .formatted(before.get().run(), before.get().due()));
    }
    return hasTooManyContacts()
        ? of(Gate.FREQUENCY_CAP, "reached too often by other runs")
        : of(Gate.WINDOW, "the window was missed");
  }

  private boolean hasTooManyContacts() {
    var rule = basis.campaign().who().limitPerUser() ? basis.account().frequencyCap() : null;
    return rule != null
        && facts.contacts(basis.run(), user, rule.since(fate.dueAt())).size() >= rule.messages();
  }

  private static Comparison of(Gate gate, String why) {
    return new Comparison(gate, "not compared with those who were reached: " + why);
  }
}
