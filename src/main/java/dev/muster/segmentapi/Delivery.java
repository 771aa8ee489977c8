package dev.muster.segmentapi;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import dev.muster.segmentapi.Answer.Answered;
import dev.muster.segmentapi.Sending.Accepted;
import dev.muster.segmentapi.Sending.Fate;
import dev.muster.segmentapi.Sending.NeedsRemedy;
import dev.muster.segmentapi.Sending.Rejected;
import dev.muster.segmentapi.Sending.Unsent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** The sending of one batch, in one thread: as a whole, or in parts where the whole is refused. */
final class Delivery {
  /** What all deliveries of an execution share. */
  record Tools(
      Envelope envelope,
      SendingSettings settings,
      Clock clock,
      Waiting waiting,
      DoubleSupplier chance,
      Authorization authorization,
      boolean tokens,
      Wire wire,
      Admission admission,
      Judge judge,
      Receiver receiver) {}

  /** The messages from an index of the batch to before another. */
  private record Part(int from, int to) {
    int size() {
      return to - from;
    }
  }

  private static final Set<Integer> REFUSE_TOKENS = Set.of(401, 511);
  private final Tools tools;
  private final List<Message> messages;
  private final List<Fate> fates;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final Tally tally;

  Delivery(Batch batch, Tools tools) {
    this.tools = tools;
    this.messages = batch.messages();
    this.tally = new Tally(tools.waiting());
    this.fates = new ArrayList<>(Collections.nCopies(messages.size(), new Unsent()));
    int most = tools.settings().eventsPerSecond();
    int size = most == 0 ? messages.size() : Math.min(most, messages.size());
    for (int from = 0; from < messages.size(); from += size) {
      parts.addLast(new Part(from, Math.min(from + size, messages.size())));
    }
  }

  Sending run() throws InterruptedException {
    while (!parts.isEmpty() && tools.admission().halted() == null) {
      Part part = parts.removeFirst();
      send(part, tools.receiver().gzip());
    }
    Sending.Halt halt = tools.admission().halted();
    if (halt instanceof NeedsRemedy remedy && remedy.rejectionsVoid()) {
      fates.replaceAll(fate -> fate instanceof Rejected ? new Unsent() : fate);
    }
    boolean unsent = fates.stream().anyMatch(Unsent.class::isInstance);
    return new Sending(fates, tally.traffic(), unsent ? halt : null);
  }

  /** Sends a part until its fate is known, it is halved, or no more is sent. */
  private void send(Part part, boolean gzipFirst) throws InterruptedException {
    List<Message> within = messages.subList(part.from(), part.to());
    if (!tools.admission().pass(part.size(), tally)) {
      return;
    }
    long begun = tools.waiting().nanos();
    boolean gzip = gzipFirst;
    boolean mayRenewToken = tools.tokens();
    int failures = 0;
    int repeats = 0;
    Instant sentAt = Instant.EPOCH;
    do {
      Authorization.Grant grant = tools.authorization().grant();
      sentAt = next(sentAt);
      BatchBody body = BatchBody.of(tools.envelope(), within, sentAt, gzip);
      Answer answer =
          switch (grant) {
            case Authorization.NotGranted none -> none.answer();
            case Authorization.Granted granted -> {
              tally.sent(body, sentAt, repeats);
              Answer came = tools.wire().post(body, granted, repeats);
              repeats++;
              if (came instanceof Answered answered && REFUSE_TOKENS.contains(answered.status())) {
                tools.authorization().refused(granted);
              }
              yield came;
            }
          };
      Instant now = tools.clock().instant();
      Tries tries =
          new Tries(
              failures,
              Duration.ofNanos(tools.waiting().nanos() - begun),
              part.size(),
              gzip,
              tools.receiver().gzipInDoubt(),
              mayRenewToken);
      String reason = Reason.of(answer, within, tools.envelope().key());
      switch (tools.judge().next(answer, reason, tries, now, tools.chance().getAsDouble())) {
        case Next.Accepted accepted -> {
          tally.accepted(body, now);
          tools.receiver().accepted();
          if (gzipFirst && !gzip) {
            tools.receiver().takesPlainOnly();
          }
          fate(part, new Accepted(now));
          return;
        }
        case Next.Again again -> {
          failures++;
          tools.admission().hold(again.after().toNanos());
        }
        case Next.AgainAfterPause again -> tools.admission().pause(again.pause());
        case Next.WithNewToken again -> mayRenewToken = false;
        case Next.Plain plain -> {
          gzip = false;
          failures = 0;
          repeats = 0;
        }
        case Next.Halves halves -> {
          int middle = part.from() + part.size() / 2;
          parts.addFirst(new Part(middle, part.to()));
          parts.addFirst(new Part(part.from(), middle));
          return;
        }
        case Next.Reject reject -> {
          fate(part, new Rejected(reject.code(), reject.reason()));
          if (tools.receiver().refusesAll()) {
            tools.admission().halt(refusedAll(reject.reason()));
          }
          return;
        }
        case Next.Stop stop -> {
          tools.admission().halt(stop.halt());
          return;
        }
      }
    } while (tools.admission().pass(part.size(), tally));
  }

  /** Now, and in another millisecond than the last attempt. */
  private Instant next(Instant last) {
    Instant now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    return now.equals(last) ? now.plusMillis(1) : now;
  }

  private void fate(Part part, Fate fate) {
    Collections.fill(fates.subList(part.from(), part.to()), fate);
  }

  private static NeedsRemedy refusedAll(String reason) {
    return new NeedsRemedy(
        "the Segment API refused ten messages one after the other and has accepted none since the"
            + " start, the last with "
            + reason,
        "check the write key, the region (SEGMENT_API) and what the campaign sends",
        true);
  }
}
