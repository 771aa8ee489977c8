package dev.muster.run;

import dev.muster.audience.Audience.Qualified;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserZone;
import dev.muster.gate.Candidate;
import dev.muster.gate.CapOrder;
import dev.muster.gate.UserGates;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Turn;
import dev.muster.schedule.UnknownZone;
import dev.muster.store.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Puts a qualified user through the gates that look at one user alone. */
final class MemberProcessor implements ItemProcessor<Qualified, Member> {
  private final Work work;
  private final UserGates gates;
  private final @Nullable CapOrder capOrder;

  private long position;

  MemberProcessor(Work work, Share systemControl) {
    var who = work.campaign().who();
    this.work = work;
    this.gates = UserGates.of(who, systemControl);
    this.capOrder = who.cap() instanceof Cap.Only ? new CapOrder(work.run().id()) : null;
  }

  @Override
  public Member process(Qualified user) {
    var candidate =
        new Candidate(
            user.userId(),
            user.receiverUserId(),
            user.receiverAnonymousId(),
            user.optedOutElsewhere());
    var anonymous = user.receiverUserId() == null;
    var windows = work.windows();
    var zone = windows.askForZones() ? UserZone.of(user.timezone()) : null;
    var turn = windows.first(zone);
    return new Member(
        ++position,
        user.userId(),
        anonymous ? user.receiverAnonymousId() : user.receiverUserId(),
        anonymous,
        gates.judge(candidate),
        turn instanceof Turn.Due(var at, _) ? at : work.run().id().plannedAt(),
        capOrder == null ? null : capOrder.rank(user.userId()),
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
