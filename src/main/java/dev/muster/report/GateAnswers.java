package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.campaign.UserId;
import dev.muster.gate.ControlRule;
import dev.muster.gate.Gate;
import dev.muster.gate.GuardAnswer;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.store.MemberFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gates behind the audience, as one member of a run met them: what the run decided stands in
 * its tables, and why is worked out from the same rules again.
 */
record GateAnswers(
    MemberFacts facts,
    List<GuardAnswer> guards,
    UserReport.Basis basis,
    @Nullable Instant goneSince,
    @Nullable Instant inDoubtSince,
    @Nullable String listedIn,
    Explained now) {

  /** The answers up to the gate that kept the user. */
  List<GateAnswer> of(UserId user, MemberFacts.Fate fate) {
    var compared = new ComparedAnswers(facts, basis, user, fate);
    var answers = new ArrayList<GateAnswer>();
    for (var gate : Gate.values()) {
      var answer =
          switch (gate) {
            // Every member has come through it.
            case AUDIENCE -> Optional.<GateAnswer>empty();
            case GUARDS -> GuardsAnswer.of(guards, basis);
            case SUPPRESSED -> suppressed(fate);
            case SYSTEM_CONTROL -> systemControl(user, fate);
            case CONTROL_GROUP -> controlGroup(user, fate);
            case REACHABLE -> Optional.of(compared.reachable());
            case AGAIN -> compared.again();
            case FREQUENCY_CAP -> compared.frequencyCap();
            case CAP -> compared.cap();
            case WINDOW -> WindowAnswer.of(basis, fate);
            case DELIVERY ->
                Optional.of(
                    new DeliveryAnswer(facts, basis, goneSince, inDoubtSince, listedIn, now)
                        .of(fate));
          };
      answer.ifPresent(answers::add);
      if (answer.isPresent() && answer.get().outcome() == Outcome.KEPT) {
        break;
      }
    }
    return answers;
  }

  /** What was found out when the profile's turn came is the last gate's. */
  private Optional<GateAnswer> suppressed(MemberFacts.Fate fate) {
    var other = now instanceof Explained.WithProfile profile ? profile.optedOutAs() : null;
    var kept = fate.gate() == Gate.SUPPRESSED;
    if (!kept && other == null && listedIn == null) {
      return Optional.empty();
    }
    return Optional.of(
        new GateAnswer(
            Gate.SUPPRESSED,
            kept ? Outcome.KEPT : Outcome.PASSED,
            kept ? suppressedThen(other) : suppressedSince(other),
            new Inputs()
                .with("opted_out_as", other == null ? null : other.value())
                .with("listed_in", listedIn)
                .all()));
  }

  private String suppressedThen(@Nullable UserId other) {
    if (listedIn != null) {
      return "on " + listedIn;
    }
    return other == null
        ? "had opted out as another profile, or was on the account's list, and is neither now"
        : "opted out as %s, which has the same id for the Segment API".formatted(other.value());
  }

  private String suppressedSince(@Nullable UserId other) {
    return other == null
        ? "was not on %s then; is now".formatted(listedIn)
        : "had not opted out then; has now, as %s, which has the same id for the Segment API"
            .formatted(other.value());
  }

  private Optional<GateAnswer> systemControl(UserId user, MemberFacts.Fate fate) {
    var held = fate.gate() == Gate.SYSTEM_CONTROL;
    var share = basis.account().systemControl();
    var asked = basis.campaign().who().systemControlGroup() && share.perMille() > 0;
    return asked || held
        ? Optional.of(
            control(Gate.SYSTEM_CONTROL, "the account's", ControlRule.system(share), user, held))
        : Optional.empty();
  }

  private Optional<GateAnswer> controlGroup(UserId user, MemberFacts.Fate fate) {
    return Optional.ofNullable(basis.campaign().who().controlGroup())
        .map(group -> {
          var held = fate.gate() == Gate.CONTROL_GROUP;
          var answer =
              control(Gate.CONTROL_GROUP, "the campaign's", new ControlRule(group), user, held);
          return held ? compared(answer, user, fate) : answer;
        });
  }

  private GateAnswer compared(GateAnswer answer, UserId user, MemberFacts.Fate fate) {
    return new ControlAnswer(facts, basis, user, fate)
        .comparison()
        .map(comparison -> {
          var inputs = new LinkedHashMap<String, @Nullable Object>(answer.inputs());
          inputs.put("compared", comparison.keptBy() == null);
          inputs.put(
              "kept_otherwise_by", comparison.keptBy() == null ? null : comparison.keptBy().key());
          return new GateAnswer(
              answer.gate(), answer.outcome(), answer.said() + "; " + comparison.said(), inputs);
        })
        .orElse(answer);
  }

  private static GateAnswer control(
      Gate gate, String whose, ControlRule rule, UserId user, boolean held) {
    var below = rule.group().share().perMille();
    var said =
        "%s %s control group of %s %%: this user's number is %d of 1000, those below %d are in it"
            .formatted(
                held ? "in" : "not in",
                whose,
                BigDecimal.valueOf(below, 1).stripTrailingZeros().toPlainString(),
                rule.bucket(user),
                below);
    return new GateAnswer(
        gate,
        held ? Outcome.KEPT : Outcome.PASSED,
        // Only the account's share can: it is a setting.
        rule.holdsBack(user) == held ? said : said + "; the share was another then",
        new Inputs().with("number", rule.bucket(user)).with("below", below).all());
  }
}
