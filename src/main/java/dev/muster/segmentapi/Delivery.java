package dev.muster.segmentapi;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import dev.muster.segmentapi.Halt.NeedsRemedy;
import dev.muster.segmentapi.Sending.Accepted;
import dev.muster.segmentapi.Sending.Fate;
import dev.muster.segmentapi.Sending.Rejected;
import dev.muster.segmentapi.Sending.Unsent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The sending of one batch, in one thread: as a whole, or in parts where the whole is refused. */
final class Delivery {
  /**
   * What all deliveries of an execution share.
   *
   * @param clock the real one
   * @param told the one by which it is told when something was sent and accepted
   */
  record Tools(
      Envelope envelope,
      Clock clock,
      Clock told,
      Waiting waiting,
      DoubleSupplier chance,
      Authorization authorization,
      Wire wire,
      Admission admission,
      Judge judge,
      FirstAnswer firstAnswer,
      Receiver receiver) {}

  /** The messages from an index of the batch to before another. */
  private record Part(int from, int to) {
    int size() {
      return to - from;
    }
  }

  private final Tools tools;
  private final Supplier<SegmentApi.Leave> leave;
  private final List<Message> messages;
  private final List<Fate> fates;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final Tally tally;

  Delivery(Batch batch, Tools tools, Supplier<SegmentApi.Leave> leave) {
    this.tools = tools;
    this.leave = leave;
    this.messages = batch.messages();
    this.tally = new Tally(tools.waiting());
    this.fates = new ArrayList<>(Collections.nCopies(messages.size(), new Unsent()));
    var size = Math.min(tools.admission().mostMessages(), messages.size());
    for (var from = 0; from < messages.size(); from += size) {
      parts.addLast(new Part(from, Math.min(from + size, messages.size())));
    }
  }

  Sending run() throws InterruptedException {
    while (!parts.isEmpty() && tools.admission().halted() == null) {
      send(parts.removeFirst());
    }
    var halt = tools.admission().halted();
    if (halt instanceof NeedsRemedy remedy && remedy.rejectionsVoid()) {
      fates.replaceAll(fate -> fate instanceof Rejected ? new Unsent() : fate);
    }
    var unsent = fates.stream().anyMatch(Unsent.class::isInstance);
    return new Sending(fates, tally.traffic(), unsent ? halt : null);
  }

  private void send(Part part) throws InterruptedException {
    var sending = new PartSending(messages.subList(part.from(), part.to()), tools, tally, leave);
    switch (sending.send()) {
      case PartSending.Accepted(var at) -> fate(part, new Accepted(at));
      case PartSending.Halved _ -> {
        var middle = part.from() + part.size() / 2;
        parts.addFirst(new Part(middle, part.to()));
        parts.addFirst(new Part(part.from(), middle));
      }
      case PartSending.Refused(var code, var reason) -> {
        fate(part, new Rejected(code, reason));
        if (tools.receiver().refusesAll()) {
          tools.admission().halt(refusedAll(reason));
        }
      }
      case PartSending.TooLate _ -> {
        // So are those that are left: they must not wait for a pace that others need.
        parts.addFirst(part);
        parts.forEach(each -> fate(each, new Sending.TooLate()));
        parts.clear();
      }
      case PartSending.Halted _ -> {}
    }
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
        true,
        false);
  }
}
