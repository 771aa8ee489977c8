package dev.muster.run;

import dev.muster.gate.Verdict;
import dev.muster.message.Batch;
import dev.muster.message.Composed;
import dev.muster.message.Message;
import dev.muster.segmentapi.Sending;
import dev.muster.store.Deliveries;
import dev.muster.store.DueMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one chunk: those without messages have their end at once, the others when the
 * fates of all their messages are known.
 */
final class Mailbag {
  private final List<Message> messages = new ArrayList<>();
  private final List<Posted> posted = new ArrayList<>();
  private final Ends ends;
  private final Instant now;

  private boolean partlySent;

  /** A member whose messages are the next so many. */
  private record Posted(DueMember member, int messages) {}

  private Mailbag(Ends ends, Instant now) {
    this.ends = ends;
    this.now = now;
  }

  /**
   * Takes the letters in.
   *
   * @param ends where to write down who has an end already
   * @param now when it is decided about those who are not accepted
   */
  static Mailbag of(Iterable<? extends Letter> letters, Ends ends, Instant now) {
    var bag = new Mailbag(ends, now);
    letters.forEach(bag::take);
    return bag;
  }

  private void take(Letter letter) {
    var member = letter.member();
    switch (letter.contents()) {
      case Letter.OptedOut _ -> ends.add(member, Verdict.SUPPRESSED, now);
      case Letter.NoProfile _ ->
          ends.add(member, Verdict.INVALID, now, "no_profile", "the profile is gone");
      case Letter.Written(Composed.Aborted _) -> ends.add(member, Verdict.ABORTED, now);
      case Letter.Written(Composed.Invalid invalid) ->
          ends.add(member, Verdict.INVALID, now, invalid.code(), invalid.reason());
      case Letter.Written(Composed.Ready ready) -> {
        messages.addAll(ready.messages());
        posted.add(new Posted(member, ready.messages().size()));
      }
    }
  }

  /** All messages, in the order of their members. */
  List<Message> messages() {
    return messages;
  }

  /**
   * Gives every member an end that the fates allow: accepted when all messages were, rejected when
   * one was, and none while one is unsent.
   *
   * @param sendings what became of all messages, in their order
   */
  void settle(int partition, int execution, List<Batch> batches, List<Sending> sendings) {
    for (var i = 0; i < batches.size(); i++) {
      ends.add(request(partition, execution, batches.get(i), sendings.get(i)));
    }
    var fates = sendings.stream().flatMap(sending -> sending.fates().stream()).iterator();
    for (var letter : posted) {
      var mine = new ArrayList<Sending.Fate>();
      for (var i = 0; i < letter.messages(); i++) {
        mine.add(fates.next());
      }
      settle(letter.member(), mine);
    }
  }

  private void settle(DueMember member, List<Sending.Fate> fates) {
    Sending.@Nullable Rejected rejected = null;
    var at = Instant.MIN;
    for (var fate : fates) {
      switch (fate) {
        case Sending.Unsent _ -> {
          partlySent |= fates.stream().anyMatch(Sending.Accepted.class::isInstance);
          return;
        }
        case Sending.Rejected rejection -> rejected = rejection;
        case Sending.Accepted accepted -> at = accepted.at().isAfter(at) ? accepted.at() : at;
      }
    }
    if (rejected == null) {
      ends.add(member, Verdict.ACCEPTED, at);
    } else {
      ends.add(member, Verdict.REJECTED, now, rejected.code(), rejected.reason());
    }
  }

  /** Whether a member without an end has messages that were accepted, in another batch. */
  boolean partlySent() {
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
