package dev.muster.run;

import dev.muster.audience.Audience.Qualified;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserZone;
import dev.muster.campaign.Who;
import dev.muster.gate.Candidate;
import dev.muster.gate.CapOrder;
import dev.muster.gate.UserGates;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Turn;
import dev.muster.schedule.UnknownZone;
import dev.muster.schedule.Windows;
import dev.muster.store.Member;
import dev.muster.store.Position;
import dev.muster.store.Run;
import org.jspecify.annotations.Nullable;

/**
 * Makes members of qualified users, numbered in the order in which they come: each has gone through
 * the gates that look at one user alone, and knows when it is due.
 */
public final class Admission {
  /** A run of past behaviour has each user once. */
  private static final Occasion ONCE = new Occasion.Once();

  private final Run run;
  private final Windows windows;
  private final UserGates gates;
  private final @Nullable CapOrder capOrder;

  private long admitted;

  Admission(Run run, Who who, Windows windows, Share systemControl) {
    this.run = run;
    this.windows = windows;
    this.gates = UserGates.of(who, systemControl);
    this.capOrder = who.cap() instanceof Cap.Only ? new CapOrder(run.id()) : null;
  }

  /** The member that a user becomes. */
  public Member admit(Qualified user) {
    var candidate = new Candidate(user.userId(), user.recipient(), user.optedOutElsewhere());
    var zone = windows.askForZones() ? UserZone.of(user.timezone()) : null;
    var turn = windows.first(zone);
    return new Member(
        new Position(++admitted),
        user.userId(),
        ONCE,
        user.recipient(),
        gates.judge(candidate),
        turn instanceof Turn.Due(var at, _) ? at : run.id().plannedAt(),
        capOrder == null ? null : capOrder.rank(user.userId(), ONCE),
        user.constant(),
        zone == null ? null : zone.getId(),
        turn instanceof Turn.Due(_, var expiresAt) ? expiresAt : null,
        missed(turn),
        zone == null && windows.askForZones() ? unknownZone(user) : null);
  }

  private static @Nullable String unknownZone(Qualified user) {
    var spelling = UserZone.unknownSpelling(user.timezone());
    return spelling == null ? null : UnknownZone.shown(spelling);
  }

  private static @Nullable Verdict missed(Turn turn) {
    return switch (turn) {
      case Turn.Due _ -> null;
      case Turn.Discarded _ -> Verdict.DISCARDED;
      case Turn.Expired _ -> Verdict.EXPIRED;
    };
  }
}
