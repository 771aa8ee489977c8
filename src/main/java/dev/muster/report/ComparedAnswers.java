package dev.muster.report;

import dev.muster.campaign.Again;
import dev.muster.campaign.Cap;
import dev.muster.campaign.UserId;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.run.Figures;
import dev.muster.schedule.AgainRule;
import dev.muster.schedule.FrequencyRule;
import dev.muster.store.MemberFacts;
import java.time.Instant;
import java.util.Optional;

/** The gates at which a member is held against others: who is reachable, again, and the cap. */
record ComparedAnswers(
    MemberFacts facts, UserReport.Basis basis, UserId user, MemberFacts.Fate fate) {

  GateAnswer reachable() {
    var kept = fate.gate() == Gate.REACHABLE;
    var recipient = fate.recipient();
    var inputs =
        new Inputs()
            .with("recipient", recipient == null ? null : recipient.value())
            .with("anonymous", recipient == null ? null : recipient.isAnonymous());
    if (recipient == null) {
      return new GateAnswer(
          Gate.REACHABLE, outcome(kept), "no user id and no anonymous id to send to", inputs.all());
    }
    var known = (recipient.isAnonymous() ? "anonymous id " : "user id ") + recipient.value();
    if (!kept) {
      return new GateAnswer(Gate.REACHABLE, outcome(kept), known, inputs.all());
    }
    var first = facts.firstWith(basis.run().key(), recipient).map(UserId::value);
    return new GateAnswer(
        Gate.REACHABLE,
        Outcome.KEPT,
        "%s is also that of %s, who comes first".formatted(known, first.orElse("another user")),
        inputs.with("first", first.orElse(null)).all());
  }

  Optional<GateAnswer> again() {
    var rule = new AgainRule(basis.campaign().who().again(), basis.run().accountZone());
    return rule.always() ? Optional.empty() : Optional.of(again(rule));
  }

  private GateAnswer again(AgainRule rule) {
    var kept = fate.gate() == Gate.AGAIN;
    var outcome = outcome(kept);
    var reached =
        kept
            ? facts.reachedLately(basis.run(), user, rule, fate.dueAt())
            : facts.reachedBefore(basis.run(), user, rule, fate.dueAt());
    var otherwise =
        kept
            ? "reached by another run"
            : outcome == Outcome.OPEN ? "not asked yet" : "not reached by another run before";
    var said =
        reached
            .map(by ->
                "%sreached by %s, due at %s"
                    .formatted(by.possibly() ? "possibly " : "", by.run(), by.due()))
            .orElse(otherwise);
    var from = reached.flatMap(by -> rule.from(by.due())).map(at -> from(rule, at));
    return new GateAnswer(
        Gate.AGAIN,
        outcome,
        "%s; again: %s%s"
            .formatted(said, words(rule), from.map(", from %s on"::formatted).orElse("")),
        new Inputs()
            .with("again", words(rule))
            .with("due_at", fate.dueAt().toString())
            .with("reached_by", reached.map(by -> by.run().toString()).orElse(null))
            .with("reached_due_at", reached.map(by -> by.due().toString()).orElse(null))
            .with("reached_at", reached.map(by -> by.at().toString()).orElse(null))
            .with("again_from", from.orElse(null))
            .all());
  }

  private static String words(AgainRule rule) {
    return switch (rule.again()) {
      case Again.Always _ -> "always";
      case Again.Never _ -> "never";
      case Again.After(var pause) -> "after " + pause;
    };
  }

  /** A day of the account's zone, or an instant. */
  private static String from(AgainRule rule, Instant from) {
    return rule.again() instanceof Again.After(var pause) && pause.inDays()
        ? from.atZone(rule.accountZone()).toLocalDate().toString()
        : from.toString();
  }

  Optional<GateAnswer> frequencyCap() {
    var kept = fate.gate() == Gate.FREQUENCY_CAP;
    var rule = basis.campaign().who().limitPerUser() ? basis.account().frequencyCap() : null;
    if (rule == null) {
      return kept
          ? Optional.of(
              new GateAnswer(
                  Gate.FREQUENCY_CAP,
                  Outcome.KEPT,
                  "over the frequency cap that the account had then",
                  new Inputs().all()))
          : Optional.empty();
    }
    return Optional.of(frequencyCap(rule, kept));
  }

  private GateAnswer frequencyCap(FrequencyRule rule, boolean kept) {
    var since = rule.since(fate.dueAt());
    var contacts = facts.contacts(basis.run(), user, since);
    var runs =
        contacts.stream()
            .map(contact ->
                contact.at() == null
                    ? "%s (a place)".formatted(contact.run())
                    : "%s (at %s)".formatted(contact.run(), contact.at()))
            .toList();
    return new GateAnswer(
        Gate.FREQUENCY_CAP,
        outcome(kept),
        "%s by %s since %s%s; %s a user in %s"
            .formatted(
                kept ? "reached too often" : "reached",
                Figures.counted(runs.size(), "other run"),
                since,
                runs.isEmpty() ? "" : ": " + String.join(", ", runs),
                Figures.counted(rule.messages(), "run"),
                Figures.counted(rule.days(), "day")),
        new Inputs()
            .with("allowed", rule.messages())
            .with("days", rule.days())
            .with("since", since.toString())
            .with("contacts", runs.size())
            .with("reached_by", String.join(", ", runs))
            .all());
  }

  Optional<GateAnswer> cap() {
    return basis.campaign().who().cap() instanceof Cap.Only cap
        ? Optional.of(cap(cap))
        : Optional.empty();
  }

  private GateAnswer cap(Cap.Only cap) {
    var outcome = outcome(fate.gate() == Gate.CAP);
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
                Figures.count(place.rank()), Figures.count(place.of()), Figures.count(cap.users())),
        inputs.with("place", place.rank()).with("of", place.of()).all());
  }

  /** Who is not kept has passed, once the members were held against each other. */
  private Outcome outcome(boolean kept) {
    return kept
        ? Outcome.KEPT
        : basis.settled() || fate.verdict() != Verdict.PENDING ? Outcome.PASSED : Outcome.OPEN;
  }
}
