package dev.muster.segmentapi;

import dev.muster.message.Batch;

/** The receiver of messages. Safe for use by many threads at once. */
public interface SegmentApi extends AutoCloseable {

  /**
   * Sends a batch and comes back when the fate of each of its messages is known, or when it is
   * certain that more cannot be done now: retries, pauses and the isolation of bad messages happen
   * inside. A refusal or a failure is in what comes back; nothing is thrown for it.
   *
   * @throws InterruptedException when the thread is interrupted before that; messages may then have
   *     been accepted without anyone knowing
   */
  Sending send(Batch batch) throws InterruptedException;

  /** Ends connections that are kept alive. */
  @Override
  void close();
}
