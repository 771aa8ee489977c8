package dev.muster.run.job;

import dev.muster.message.Packing;
import dev.muster.run.ChunkMessages;
import dev.muster.run.ChunkOutcomes;
import dev.muster.run.Claim;
import dev.muster.run.Clocks;
import dev.muster.run.Halted;
import dev.muster.run.MemberMessages;
import dev.muster.run.RunProgress;
import dev.muster.run.Work;
import dev.muster.segmentapi.Halt;
import dev.muster.segmentapi.Sending;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the messages of a chunk and writes down where their members ended, in the chunk's
 * transaction. When sending had to end early, what is known is committed on its own before the step
 * fails: nobody who was accepted is sent to again.
 */
final class DeliverWriter implements ItemWriter<MemberMessages> {
  private final Work work;
  private final int partition;
  private final Store store;
  private final Sender sender;
  private final Packing packing;
  private final RunProgress progress;
  private final DeliveryForecast forecast;
  private final Clocks clocks;
  private final TransactionTemplate ownTransaction;

  /**
   * Sends for one partition.
   *
   * @param partition its number, from 1
   */
  DeliverWriter(
      Work work,
      int partition,
      Store store,
      Sender sender,
      Packing packing,
      RunProgress progress,
      DeliveryForecast forecast,
      Clocks clocks,
      TransactionTemplate ownTransaction) {
    this.work = work;
    this.partition = partition;
    this.store = store;
    this.sender = sender;
    this.packing = packing;
    this.progress = progress;
    this.forecast = forecast;
    this.clocks = clocks;
    this.ownTransaction = ownTransaction;
  }

  @Override
  public void write(Chunk<? extends MemberMessages> members) throws Exception {
    var run = work.run();
    var outcomes =
        new ChunkOutcomes(
            run.executions(), members.getItems().stream().map(MemberMessages::member).toList());
    // Or a kill from here on could repeat this partition's last chunk, too.
    store.durability().secure();
    var sendings = new ArrayList<Sending>();
    var sent = send(members.getItems(), outcomes, sendings);
    if (sent.partly() || sendings.stream().anyMatch(DeliverWriter::isInDoubt)) {
      noteDoubt();
    }
    var halt = halt(sendings);
    if (halt.isEmpty() && sent.left() > 0) {
      ownTransaction.executeWithoutResult(_ -> secure(outcomes));
      throw new Halted(Halt.Passing.inDoubt(circle(sent.left())));
    }
    if (halt.isPresent()) {
      ownTransaction.executeWithoutResult(_ -> secure(outcomes, halt.get()));
      throw new Halted(ofTheRun(halt.get()));
    }
    work.claim().holdForThisTransaction();
    outcomes.write(store, run.key());
    progress.delivered(run.id(), outcomes.users());
  }

  /**
   * What became of sending.
   *
   * @param partly whether a user without an end has messages that were accepted
   * @param left how many members were given up, because they went in a circle
   */
  private record Sent(boolean partly, int left) {}

  /**
   * Sends all that may be sent. Those whose window closes before their request goes out are judged
   * again, with the others of their batch. Each such round has fewer members than the last, because
   * somebody's window has closed; or, where that is open again meanwhile, it has longer, as time
   * has passed. If neither is so, windows and sender disagree, and no round would ever be the last.
   *
   * @param sendings where to add what became of the batches
   */
  private Sent send(
      List<? extends MemberMessages> members, ChunkOutcomes outcomes, List<Sending> sendings)
      throws InterruptedException {
    var partlySent = false;
    var left = members;
    var lastClosing = Instant.MIN;
    while (!left.isEmpty() && halt(sendings).isEmpty()) {
      var chunk = ChunkMessages.of(left, work.windows(), outcomes, clocks.program().instant());
      var batches = packing.batchesOf(chunk.messages());
      forecast.measures(left.size(), chunk.messages().size(), batches.size());
      var until = chunk.openUntil(batches);
      var closing = until.stream().min(Instant::compareTo).orElse(Instant.MAX);
      var sent = sender.send(batches, until);
      chunk.settle(partition, work.run().executions(), batches, sent);
      sendings.addAll(sent);
      partlySent |= chunk.partlySent();
      var late = chunk.late();
      if (late.size() >= left.size() && !closing.isAfter(lastClosing)) {
        return new Sent(partlySent, left.size());
      }
      lastClosing = closing;
      left = late;
    }
    return new Sent(partlySent, 0);
  }

  private static String circle(int left) {
    return ("an error of Muster's own: the windows of %,d users are open, yet their messages were"
            + " too late to be sent, round after round; nothing is lost, please report it")
        .formatted(left);
  }

  /** Whether something may have been accepted without an answer that says so. */
  private static boolean isInDoubt(Sending sending) {
    return sending.traffic().unknown() > 0
        && sending.fates().stream()
            .anyMatch(fate -> fate instanceof Sending.Unsent || fate instanceof Sending.TooLate);
  }

  /**
   * Before the claim: two partitions that share the run's row could not both go on to change it.
   */
  private void noteDoubt() {
    // How long the Segment API knows a message does not depend on the program's clock.
    var now = clocks.real().instant();
    ownTransaction.executeWithoutResult(_ -> store.runs().doubt(work.run().key(), now));
  }

  private void secure(ChunkOutcomes outcomes) {
    work.claim().holdForThisTransaction();
    outcomes.write(store, work.run().key());
  }

  private void secure(ChunkOutcomes outcomes, Halt halt) {
    var run = work.run();
    secure(outcomes);
    if (halt instanceof Halt.NeedsRemedy needs && needs.rejectionsVoid()) {
      store.rejections().takeBack(run.key(), run.executions());
    }
  }

  private static Optional<Halt> halt(List<Sending> sendings) {
    return sendings.stream().map(Sending::halt).filter(Objects::nonNull).findFirst();
  }

  /** Sending is also stopped where the run's lock is lost. */
  private Halt ofTheRun(Halt halt) {
    return halt instanceof Halt.Stopped && !sender.may() ? Claim.LOST : halt;
  }
}
