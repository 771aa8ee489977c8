package dev.muster.run;

import dev.muster.message.Packing;
import dev.muster.segmentapi.Sending;
import dev.muster.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the letters of a chunk and writes down where their members ended, in the chunk's
 * transaction. When sending had to end early, what is known is committed on its own before the step
 * fails: nobody who was accepted is sent to again.
 */
final class LetterWriter implements ItemWriter<Letter> {
  private final Work work;
  private final int partition;
  private final Store store;
  private final Sender sender;
  private final Packing packing;
  private final Progress progress;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  /**
   * Sends for one partition.
   *
   * @param partition its number, from 1
   */
  LetterWriter(
      Work work,
      int partition,
      Store store,
      Sender sender,
      Packing packing,
      Progress progress,
      Clock clock,
      TransactionTemplate ownTransaction) {
    this.work = work;
    this.partition = partition;
    this.store = store;
    this.sender = sender;
    this.packing = packing;
    this.progress = progress;
    this.clock = clock;
    this.ownTransaction = ownTransaction;
  }

  @Override
  public void write(Chunk<? extends Letter> letters) throws Exception {
    var run = work.run();
    var ends = new Ends(run.executions());
    // Or a kill from here on could repeat this partition's last chunk, too.
    store.durability().secure();
    var sendings = new ArrayList<Sending>();
    var partlySent = send(letters.getItems(), ends, sendings);
    if (partlySent || sendings.stream().anyMatch(LetterWriter::isInDoubt)) {
      noteDoubt();
    }
    var halt = halt(sendings);
    if (halt.isPresent()) {
      ownTransaction.executeWithoutResult(_ -> secure(ends, halt.get()));
      throw failure(halt.get());
    }
    work.claim().holdForThisTransaction();
    ends.write(store, run.key());
    progress.delivered(run.id(), ends.users());
  }

  /**
   * Sends all that may be sent. Those whose window closes before their request goes out are judged
   * again, with the others of their batch.
   *
   * @param sendings where to add what became of the batches
   * @return whether a user without an end has messages that were accepted
   */
  private boolean send(List<? extends Letter> letters, Ends ends, List<Sending> sendings)
      throws InterruptedException {
    var partlySent = false;
    var left = letters;
    while (!left.isEmpty() && halt(sendings).isEmpty()) {
      var bag = Mailbag.of(left, work.windows(), ends, clock.instant());
      var batches = packing.batchesOf(bag.messages());
      var sent = sender.send(batches, bag.openUntil(batches));
      bag.settle(partition, work.run().executions(), batches, sent);
      sendings.addAll(sent);
      partlySent |= bag.partlySent();
      left = bag.late();
    }
    return partlySent;
  }

  /**
   * Whether something may have been accepted without an answer that says so. Who refuses the first
   * request for its key or its address has accepted nothing.
   */
  private static boolean isInDoubt(Sending sending) {
    var refusedAtOnce =
        sending.halt() instanceof Sending.NeedsRemedy && sending.traffic().requests() == 1;
    return sending.traffic().requests() > 0
        && !refusedAtOnce
        && sending.fates().stream()
            .anyMatch(fate -> fate instanceof Sending.Unsent || fate instanceof Sending.TooLate);
  }

  /**
   * Before the claim: two partitions that share the run's row could not both go on to change it.
   */
  private void noteDoubt() {
    // How long the Segment API knows a message does not depend on the program's clock.
    var now = Clock.systemUTC().instant();
    ownTransaction.executeWithoutResult(_ -> store.runs().doubt(work.run().key(), now));
  }

  private void secure(Ends ends, Sending.Halt halt) {
    var run = work.run();
    work.claim().holdForThisTransaction();
    ends.write(store, run.key());
    if (halt instanceof Sending.NeedsRemedy needs && needs.rejectionsVoid()) {
      store.rejections().takeBack(run.key(), run.executions());
    }
  }

  private static Optional<Sending.Halt> halt(List<Sending> sendings) {
    return sendings.stream().map(Sending::halt).filter(Objects::nonNull).findFirst();
  }

  private RunFailure failure(Sending.Halt halt) {
    return switch (halt) {
      case Sending.Exhausted exhausted -> new RunFailure.Passing(exhausted.reason());
      case Sending.Stopped stopped ->
          sender.may()
              ? new RunFailure.Stopped(stopped.reason())
              : new RunFailure.Passing(Claim.LOST);
      case Sending.NeedsRemedy needs ->
          new RunFailure.NeedsRemedy(
              needs.reason() + "; " + needs.remedy(), needs.rejectionsVoid());
      case Sending.SomebodyElse other ->
          new RunFailure.NeedsRemedy(other.reason() + "; " + other.remedy(), false);
    };
  }
}
