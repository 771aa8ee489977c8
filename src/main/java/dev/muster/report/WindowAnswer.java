package dev.muster.report;

import dev.muster.campaign.UserZone;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.run.Figures;
import dev.muster.schedule.Turn;
import dev.muster.schedule.UnknownZone;
import dev.muster.schedule.Windows;
import dev.muster.store.MemberFacts;
import dev.muster.store.RunStatus;
import java.util.Optional;

/** The gate before the last: when the member was, or is, to be sent to. */
record WindowAnswer(UserReport.Basis basis, Windows windows, MemberFacts.Fate fate) {

  /** The answer; none where all users are due at the planned time. */
  static Optional<GateAnswer> of(UserReport.Basis basis, MemberFacts.Fate fate) {
    var run = basis.run();
    var windows = Windows.of(basis.campaign().when(), run.id().plannedAt(), run.accountZone());
    return windows.alwaysOpen()
        ? Optional.empty()
        : Optional.of(new WindowAnswer(basis, windows, fate).answer());
  }

  private GateAnswer answer() {
    var outcome = outcome();
    var said =
        switch (fate.verdict()) {
          case DISCARDED, EXPIRED -> missed();
          case COLLAPSED -> "a later trigger of the user came to wait for the same moment";
          default ->
              outcome == Outcome.OPEN && fate.verdict() != Verdict.WAITING
                  ? "not asked yet"
                  : "due at " + fate.dueAt() + where();
        };
    return new GateAnswer(
        Gate.WINDOW,
        outcome,
        said,
        new Inputs()
            .with("timezone", fate.timezone())
            .with("unknown_zone", fate.unknownZone())
            .with("launched_at", basis.run().startedAt().toString())
            .with("decided_at", Inputs.text(fate.decidedAt()))
            .with("due_at", fate.dueAt().toString())
            .with("expires_at", Inputs.text(fate.expiresAt()))
            .all());
  }

  private Outcome outcome() {
    return switch (fate.verdict()) {
      case DISCARDED, EXPIRED, COLLAPSED -> Outcome.KEPT;
      case WAITING -> basis.run().status() == RunStatus.ABANDONED ? Outcome.PASSED : Outcome.OPEN;
      case PENDING -> basis.settled() ? Outcome.PASSED : Outcome.OPEN;
      default -> Outcome.PASSED;
    };
  }

  /** Found by the rule itself: as it was asked for the audience, or at the moment of sending. */
  private String missed() {
    var zone = UserZone.of(fate.timezone());
    var decidedAt = fate.decidedAt();
    var turn = decidedAt == null ? windows.first(zone) : windows.at(zone, decidedAt);
    return switch (turn) {
      case Turn.Discarded(var why) -> why(why);
      case Turn.Expired(var cutOff) ->
          "could not be sent to before the cut-off at " + cutOff + whereCutOff() + late();
      case Turn.Due _ -> fate.verdict().key();
    };
  }

  private String why(Turn.Why why) {
    return switch (why) {
      case ZONE_UNKNOWN -> "the profile has no time zone that is known" + unknown(": %s is none");
      case TIME_PASSED ->
          "%s had passed%s when the run was planned".formatted(windows.written(), where());
      case QUIET_HOURS -> "would be disturbed%s%s".formatted(quietHours(), late());
    };
  }

  private String quietHours() {
    var rule = basis.campaign().when().doNotDisturb();
    return rule == null ? "" : " (from %s to %s%s)".formatted(rule.from(), rule.to(), where());
  }

  /** Whether the user had a turn, which nobody was there for. */
  private String late() {
    var decidedAt = fate.decidedAt();
    if (decidedAt == null
        || !(windows.first(UserZone.of(fate.timezone())) instanceof Turn.Due(var due, _))
        || !decidedAt.isAfter(due)) {
      return "";
    }
    var launched = basis.run().startedAt();
    return launched.isAfter(due)
        ? "; was due at %s, and the run was launched late, at %s"
            .formatted(due, Figures.second(launched))
        : "; was due at %s, and a launch came to it late, at %s"
            .formatted(due, Figures.second(decidedAt));
  }

  /** In the zone by whose clock it is, or was the moment that it counts from. */
  private String whereCutOff() {
    return basis.campaign().when().userTimezone() == null
        ? " in %s, the campaign's zone".formatted(windows.campaignZone())
        : where();
  }

  private String where() {
    return windows.askForZones()
        ? " in "
            + (fate.timezone() == null
                ? "%s, the account's zone%s"
                    .formatted(
                        windows.accountZone(), unknown(", because the profile's %s is not known"))
                : fate.timezone())
        : "";
  }

  /** The words with the spelling in them; nothing where the profile has no zone. */
  private String unknown(String words) {
    var spelling = fate.unknownZone();
    return spelling == null
        ? ""
        : words.formatted(
            spelling.equals(UnknownZone.OTHER) ? "time zone" : "\"" + spelling + "\"");
  }
}
