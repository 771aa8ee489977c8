package dev.muster.run;

import dev.muster.campaign.UserZone;
import dev.muster.gate.Verdict;
import dev.muster.message.Batch;
import dev.muster.message.Composed;
import dev.muster.message.Message;
import dev.muster.schedule.Turn;
import dev.muster.schedule.Windows;
import dev.muster.segmentapi.Sending;
import dev.muster.store.Deliveries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one chunk, with their messages. Those without messages, and those whose window is
 * closed, have their end at once, the others when the fates of all their messages are known.
 */
public final class ChunkMessages {
  private final List<Message> messages = new ArrayList<>();
  private final List<Posted> posted = new ArrayList<>();
  private final List<MemberMessages> late = new ArrayList<>();
  private final Windows windows;
  private final ChunkOutcomes outcomes;
  private final Instant now;

  private boolean partlySent;

  /** A member whose messages are the next so many, and may be sent until an instant. */
  private record Posted(MemberMessages whose, int messages, Instant openUntil) {}

  private ChunkMessages(Windows windows, ChunkOutcomes outcomes, Instant now) {
    this.windows = windows;
    this.outcomes = outcomes;
    this.now = now;
  }

  /**
   * Takes the members in.
   *
   * @param windows when they may be sent
   * @param outcomes where to write down who has an end already
   * @param now when it is decided about those who are not accepted
   */
  public static ChunkMessages of(
      Iterable<? extends MemberMessages> members,
      Windows windows,
      ChunkOutcomes outcomes,
      Instant now) {
    var chunk = new ChunkMessages(windows, outcomes, now);
    members.forEach(chunk::take);
    return chunk;
  }

  private void take(MemberMessages each) {
    var member = each.member();
    if (each.contents() instanceof MemberMessages.OptedOut) {
      outcomes.add(member, Verdict.SUPPRESSED, now);
      return;
    }
    var zone = UserZone.of(member.timezone());
    var mine = windows.of(member.occasion());
    var moment = now.isBefore(member.dueAt()) ? member.dueAt() : now;
    switch (mine.at(zone, moment)) {
      case Turn.Due(var at, _) when at.isAfter(now) -> outcomes.defer(member, at, now);
      case Turn.Due _ -> post(each, mine.openUntil(zone, now));
      case Turn.Discarded _ -> outcomes.add(member, Verdict.DISCARDED, now);
      case Turn.Expired _ -> outcomes.add(member, Verdict.EXPIRED, now);
    }
  }

  private void post(MemberMessages each, Instant openUntil) {
    var member = each.member();
    switch (each.contents()) {
      case MemberMessages.OptedOut _ -> throw new IllegalStateException("it is not to be posted");
      case MemberMessages.Lapsed _ -> outcomes.add(member, Verdict.LAPSED, now);
      case MemberMessages.NoProfile _ ->
          outcomes.add(member, Verdict.INVALID, now, "no_profile", "the profile is gone");
      case MemberMessages.Written(Composed.Aborted _) -> outcomes.add(member, Verdict.ABORTED, now);
      case MemberMessages.Written(Composed.Invalid invalid) ->
          outcomes.add(member, Verdict.INVALID, now, invalid.code(), invalid.reason());
      case MemberMessages.Written(Composed.Ready ready) -> {
        messages.addAll(ready.messages());
        posted.add(new Posted(each, ready.messages().size(), openUntil));
      }
    }
  }

  /** All messages, in the order of their members. */
  public List<Message> messages() {
    return messages;
  }

  /**
   * Until when each of the batches may be sent: until the first window of its users closes.
   *
   * @param batches of all messages, in their order
   */
  public List<Instant> openUntil(List<Batch> batches) {
    if (windows.alwaysOpen()) {
      return Collections.nCopies(batches.size(), Instant.MAX);
    }
    var closings =
        posted.stream()
            .flatMap(each -> Collections.nCopies(each.messages(), each.openUntil()).stream())
            .iterator();
    return batches.stream()
        .map(batch ->
            batch.messages().stream()
                .map(_ -> closings.next())
                .min(Instant::compareTo)
                .orElseThrow())
        .toList();
  }

  /**
   * Gives every member an end that the fates allow: accepted when all messages were, rejected when
   * one was, and none while one is unsent, or was too late to be sent.
   *
   * @param sendings what became of all messages, in their order
   */
  public void settle(int partition, int execution, List<Batch> batches, List<Sending> sendings) {
    for (var i = 0; i < batches.size(); i++) {
      outcomes.add(request(partition, execution, batches.get(i), sendings.get(i)));
    }
    var fates = sendings.stream().flatMap(sending -> sending.fates().stream()).iterator();
    for (var each : posted) {
      var mine = new ArrayList<Sending.Fate>();
      for (var i = 0; i < each.messages(); i++) {
        mine.add(fates.next());
      }
      settle(each.whose(), mine);
    }
  }

  private void settle(MemberMessages each, List<Sending.Fate> fates) {
    var member = each.member();
    Sending.@Nullable Rejected rejected = null;
    var tooLate = false;
    var at = Instant.MIN;
    for (var fate : fates) {
      switch (fate) {
        case Sending.Unsent _ -> {
          partlySent |= fates.stream().anyMatch(Sending.Accepted.class::isInstance);
          return;
        }
        case Sending.TooLate _ -> tooLate = true;
        case Sending.Rejected rejection -> rejected = rejection;
        case Sending.Accepted accepted -> at = accepted.at().isAfter(at) ? accepted.at() : at;
      }
    }
    partlySent |= tooLate && fates.stream().anyMatch(Sending.Accepted.class::isInstance);
    if (rejected != null) {
      outcomes.add(member, Verdict.REJECTED, now, rejected.code(), rejected.reason());
    } else if (tooLate) {
      late.add(each);
    } else {
      outcomes.add(member, Verdict.ACCEPTED, at);
    }
  }

  /** Those whose window closed before all of their messages had been sent. */
  public List<MemberMessages> late() {
    return late;
  }

  /** Whether a member without an end has messages that were accepted, in another batch. */
  public boolean partlySent() {
    return partlySent;
  }

  private static Deliveries.Request request(
      int partition, int execution, Batch batch, Sending sending) {
    var traffic = sending.traffic();
    var accepted = sending.fates().stream().filter(Sending.Accepted.class::isInstance).count();
    return new Deliveries.Request(
        execution,
        partition,
        batch.messages().size(),
        (int) accepted,
        traffic.requests(),
        traffic.retries(),
        traffic.bytes(),
        traffic.bytesSent(),
        traffic.firstSentAt(),
        traffic.lastAcceptedAt(),
        new Deliveries.Time(traffic.time().took(), traffic.time().paced(), traffic.time().paused()),
        sending.halt() == null ? null : sending.halt().reason());
  }
}
