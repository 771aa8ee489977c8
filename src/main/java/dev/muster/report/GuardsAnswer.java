package dev.muster.report;

import dev.muster.gate.ApprovalRule;
import dev.muster.gate.Gate;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Guards;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.run.Figures;
import dev.muster.store.RunState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gate that looks at the number of users: the same answer for all of a run.
 *
 * @param answers what the guards said when the gates closed, or the run was refused
 */
record GuardsAnswer(List<GuardAnswer> answers, UserReport.Basis basis) {

  /** The answer; none where the campaign has no guards, or nobody kept what they said. */
  static Optional<GateAnswer> of(List<GuardAnswer> answers, UserReport.Basis basis) {
    var answer = new GuardsAnswer(answers, basis);
    if (basis.run().state() instanceof RunState.Refused(_, var why)) {
      return Optional.of(answer.gate(Outcome.KEPT, "the run was refused: " + why));
    }
    if (!answers.isEmpty()) {
      return Optional.of(answer.gate(Outcome.PASSED, answer.inWords()));
    }
    var guarded =
        !new Guards(basis.campaign().who(), List.of(), approval(basis)).asked(0).isEmpty();
    return guarded && !basis.settled()
        ? Optional.of(answer.gate(Outcome.OPEN, "not asked yet"))
        : Optional.empty();
  }

  private static ApprovalRule approval(UserReport.Basis basis) {
    return basis.account().approvalRequired()
        ? new ApprovalRule.Missing()
        : new ApprovalRule.NotRequired();
  }

  private GateAnswer gate(Outcome outcome, String said) {
    var refusing = GuardAnswer.refusing(answers, basis.run().overrideReason() != null);
    // Of those that were overridden the first, where none refuses.
    var fails =
        (refusing.isEmpty() ? GuardAnswer.refusing(answers, false) : refusing).stream().findFirst();
    return new GateAnswer(
        Gate.GUARDS,
        outcome,
        said,
        new Inputs()
            .with("qualified", basis.run().qualified())
            .with("guard", fails.map(answer -> answer.guard().key()).orElse(null))
            .with("override", basis.run().overrideReason())
            .with("guards", GuardJson.of(answers))
            .all());
  }

  private String inWords() {
    var allowed =
        answers.stream()
            .map(answer -> answer.guard().key() + " allows " + answer.allowedInWords())
            .collect(Collectors.joining(", "));
    var override = basis.run().overrideReason();
    return Figures.count(answers.getFirst().qualified())
        + " qualified; "
        + allowed
        + (GuardAnswer.refusing(answers, false).isEmpty() ? "" : "; overridden: " + override);
  }
}
