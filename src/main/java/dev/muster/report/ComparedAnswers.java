package dev.muster.report;

import dev.muster.campaign.Again;
import dev.muster.campaign.Cap;
import dev.muster.gate.Verdict;
import dev.muster.report.GateAnswer.Gate;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.store.MemberFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The gates at which a member is held against others: who is reachable, again, and the cap. */
record ComparedAnswers(
    MemberFacts facts, UserReport.Basis basis, String user, MemberFacts.Fate fate) {

  GateAnswer reachable() {
    var kept = fate.verdict() == Verdict.UNREACHABLE;
    var recipient = fate.recipient();
    var inputs =
        new Inputs()
            .with("recipient", recipient)
            .with("anonymous", recipient == null ? null : fate.anonymous());
    if (recipient == null) {
      return new GateAnswer(
          Gate.REACHABLE, outcome(kept), "no user id and no anonymous id to send to", inputs.all());
    }
    var known = (fate.anonymous() ? "anonymous id " : "user id ") + recipient;
    if (!kept) {
      return new GateAnswer(Gate.REACHABLE, outcome(kept), known, inputs.all());
    }
    var first = facts.firstWith(basis.run().key(), recipient, fate.anonymous());
    return new GateAnswer(
        Gate.REACHABLE,
        Outcome.KEPT,
        "%s is also that of %s, who comes first".formatted(known, first.orElse("another user")),
        inputs.with("first", first.orElse(null)).all());
  }

  Optional<GateAnswer> again() {
    return switch (basis.campaign().who().again()) {
      case Again.Always _ -> Optional.empty();
      case Again.Never _ -> Optional.of(again(Instant.EPOCH, "never"));
      case Again.After(var pause) ->
          Optional.of(again(basis.run().id().plannedAt().minus(pause), "after " + duration(pause)));
    };
  }

  /** Who was reached later than the instant is kept. */
  private GateAnswer again(Instant after, String rule) {
    var kept = fate.verdict() == Verdict.REPEATED;
    var outcome = outcome(kept);
    var reached =
        kept
            ? facts.reachedAfter(basis.run().key(), basis.campaign().id(), user, after)
            : facts.reachedUpTo(basis.run().key(), basis.campaign().id(), user, after);
    var otherwise =
        kept
            ? "reached by another run"
            : outcome == Outcome.OPEN ? "not asked yet" : "not reached by another run before";
    var said =
        reached.map(by -> "reached by %s at %s".formatted(by.run(), by.at())).orElse(otherwise);
    return new GateAnswer(
        Gate.AGAIN,
        outcome,
        "%s; again: %s".formatted(said, rule),
        new Inputs()
            .with("again", rule)
            .with("reached_by", reached.map(by -> by.run().toString()).orElse(null))
            .with("reached_at", reached.map(by -> by.at().toString()).orElse(null))
            .all());
  }

  Optional<GateAnswer> cap() {
    return basis.campaign().who().cap() instanceof Cap.Only cap
        ? Optional.of(cap(cap))
        : Optional.empty();
  }

  private GateAnswer cap(Cap.Only cap) {
    var outcome = outcome(fate.verdict() == Verdict.CAPPED);
    var inputs = new Inputs().with("allowed", cap.users());
    if (outcome == Outcome.OPEN) {
      return new GateAnswer(Gate.CAP, outcome, "not asked yet", inputs.all());
    }
    var place = facts.capPlace(basis.run().key(), fate.position());
    return new GateAnswer(
        Gate.CAP,
        outcome,
        "place %s of %s, the first %s are sent to"
            .formatted(
                Inputs.count(place.rank()), Inputs.count(place.of()), Inputs.count(cap.users())),
        inputs.with("place", place.rank()).with("of", place.of()).all());
  }

  /** Who is not kept has passed, once the members were held against each other. */
  private Outcome outcome(boolean kept) {
    return kept
        ? Outcome.KEPT
        : basis.settled() || fate.verdict() != Verdict.PENDING ? Outcome.PASSED : Outcome.OPEN;
  }

  private static String duration(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? duration.toDays() + "d"
        : duration.toString().replace("PT", "").toLowerCase(java.util.Locale.ROOT);
  }
}
