package dev.muster.segmentapi;

import java.time.Duration;

/** What is done after an answer. */
sealed interface Next {
  /** The messages are accepted. */
  record Accepted() implements Next {}

  /**
   * The same body is sent again after a wait of this worker.
   *
   * @param after drawn by chance
   */
  record Again(Duration after) implements Next {}

  /** The same body is sent again after a pause of all workers; the attempt does not count. */
  record AgainAfterPause(Duration pause) implements Next {}

  /** The same body is sent again with a new token. */
  record WithNewToken() implements Next {}

  /** The same messages are sent again without compression. */
  record Plain() implements Next {}

  /** The messages are sent in two halves. */
  record Halves() implements Next {}

  /** The one message is rejected. */
  record Reject(String code, String reason) implements Next {}

  /** No more is sent. */
  record Stop(Halt halt) implements Next {}
}
