package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.gate.Gate;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.run.Figures;
import dev.muster.store.MemberFacts;
import dev.muster.store.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last gate: what became of the messages of a member whom no other gate has kept. */
record DeliveryAnswer(
    MemberFacts facts,
    UserReport.Basis basis,
    @Nullable Instant goneSince,
    @Nullable Instant inDoubtSince,
    @Nullable String listedIn,
    Explained now) {

  GateAnswer of(MemberFacts.Fate fate) {
    var refusal = facts.refusal(basis.run().key(), fate.position());
    var inputs =
        new Inputs()
            .with("due_at", fate.dueAt().toString())
            .with("decided_at", Inputs.text(fate.decidedAt()))
            .with("code", refusal.map(MemberFacts.Refusal::code).orElse(null))
            .with("reason", refusal.map(MemberFacts.Refusal::reason).orElse(null));
    var why = refusal.map(of -> " (%s: %s)".formatted(of.code(), of.reason())).orElse("");
    return switch (fate.verdict()) {
      case ACCEPTED -> answer(Outcome.PASSED, "accepted at " + fate.decidedAt(), inputs);
      case REJECTED -> answer(Outcome.KEPT, "rejected by the Segment API" + why, inputs);
      case INVALID -> answer(Outcome.KEPT, "invalid, nothing could be sent" + why, inputs);
      case ABORTED -> answer(Outcome.KEPT, "dropped by the template ({% abort %})", inputs);
      case LAPSED ->
          answer(
              Outcome.KEPT,
              "the campaign's conditions did not hold any more at the moment of sending (recheck)",
              inputs);
      case SUPPRESSED -> answer(Outcome.KEPT, suppressed(), inputs.with("listed_in", listedIn));
      case WAITING -> open("not due yet", inputs);
      case PENDING ->
          open(basis.settled() ? "pending" : "the run has not come as far as to send", inputs);
      case SYSTEM_CONTROL,
          CONTROL,
          UNREACHABLE,
          REPEATED,
          FREQUENCY_CAPPED,
          CAPPED,
          REFUSED,
          DISCARDED,
          EXPIRED,
          COLLAPSED ->
          answer(Outcome.KEPT, fate.verdict().key(), inputs);
    };
  }

  /** Which of the two it was is not kept: it is told from what is so now. */
  private String suppressed() {
    if (listedIn != null) {
      return "was on %s by the time of sending".formatted(listedIn);
    }
    var isGoneOrOptedOut =
        !(now instanceof Explained.WithProfile profile)
            || profile.optedOut()
            || profile.optedOutAs() != null;
    return isGoneOrOptedOut
        ? "had opted out by the time of sending"
        : "had opted out by the time of sending, or was on the account's list, and is neither now";
  }

  private GateAnswer open(String why, Inputs inputs) {
    var doubt =
        inDoubtSince == null
            ? ""
            : "; whether it was sent at %s or later, nobody knows"
                .formatted(Figures.second(inDoubtSince));
    inputs.with("may_have_been_sent_since", Inputs.text(inDoubtSince));
    return basis.run().status() == RunStatus.ABANDONED
        ? answer(Outcome.KEPT, "the run was abandoned before" + doubt, inputs)
        : answer(
            Outcome.OPEN,
            "%s; the run is %s%s"
                .formatted(
                    why, goneSince == null ? basis.run().status().key() : RunReport.GONE, doubt),
            inputs);
  }

  private static GateAnswer answer(Outcome outcome, String said, Inputs inputs) {
    return new GateAnswer(Gate.DELIVERY, outcome, said, inputs.all());
  }
}
