package dev.muster.segmentapi;

import dev.muster.message.Batch;
import java.util.function.Supplier;

/**
 * The receiver of messages, for one execution of a run: what is learnt of the receiver, a halt
 * included, holds for all batches sent through it. Safe for use by many threads at once; how many
 * batches are sent at a time is the caller's choice.
 */
public interface SegmentApi extends AutoCloseable {

  /** Whether an attempt may begin. */
  enum Leave {
    /** It may. */
    GIVEN,
    /**
     * Not for this batch any more: what was not accepted or rejected is {@link Sending.TooLate}.
     */
    TOO_LATE,
    /** Not for any batch any more: all ends as after {@link SegmentApi#stop}. */
    WITHDRAWN
  }

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
    return send(batch, () -> Leave.GIVEN);
  }

  /**
   * The same, as long as there is leave.
   *
   * @param leave is asked right before every attempt
   */
  Sending send(Batch batch, Supplier<Leave> leave) throws InterruptedException;

  /**
   * Messages like those to come were accepted before: many refusals in a row are then no sign that
   * something is wrong for all of them.
   */
  void trust();

  /**
   * Lets no further attempt begin and ends every wait: batches under way come back soon, what was
   * not accepted {@link Sending.Unsent}, with the halt {@link Halt.Stopped}.
   */
  void stop();

  /** Ends connections that are kept alive. */
  @Override
  void close();
}
