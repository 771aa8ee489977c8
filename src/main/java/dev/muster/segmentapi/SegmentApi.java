package dev.muster.segmentapi;

import dev.muster.message.Batch;
import java.util.function.BooleanSupplier;

/**
 * The receiver of messages, for one execution of a run: what is learnt of the receiver, a halt
 * included, holds for all batches sent through it. Safe for use by many threads at once; how many
 * batches are sent at a time is the caller's choice.
 */
public interface SegmentApi extends AutoCloseable {

  /**
   * Sends a batch and comes back when the fate of each of its messages is known, or when it is
   * certain that more cannot be done now: retries, pauses and the isolation of bad messages happen
   * inside. A refusal or a failure is in what comes back; nothing is thrown for it.
   *
   * @throws IllegalArgumentException when the batch was not packed for the body's limit, {@link
   *     Batch#BODY_BYTES}
   * @throws InterruptedException when the thread is interrupted before that; messages may then have
   *     been accepted without anyone knowing
   */
  default Sending send(Batch batch) throws InterruptedException {
    return send(batch, () -> true);
  }

  /**
   * The same, as long as the sender may.
   *
   * @param may is asked before every attempt; once it says no, all ends as after {@link #stop}
   */
  Sending send(Batch batch, BooleanSupplier may) throws InterruptedException;

  /**
   * Messages like those to come were accepted before: many refusals in a row are then no sign that
   * something is wrong for all of them.
   */
  void trust();

  /**
   * Lets no further attempt begin and ends every wait: batches under way come back soon, what was
   * not accepted {@link Sending.Unsent}, with the halt {@link Sending.Stopped}.
   */
  void stop();

  /** Ends connections that are kept alive. */
  @Override
  void close();
}
