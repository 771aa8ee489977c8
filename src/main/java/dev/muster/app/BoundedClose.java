package dev.muster.app;

import dev.muster.run.Unforeseen;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what may hang for ever, such as the pool of a database that does not answer. */
public final class BoundedClose {
  private static final Logger log = LoggerFactory.getLogger(BoundedClose.class);

  /** How long what is over may take to be closed. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private BoundedClose() {}

  /** Closes something, or when that hangs, goes on without. */
  static void of(String what, Runnable closing) {
    of(what, closing, LIMIT);
  }

  /** The same with another limit. */
  public static void of(String what, Runnable closing, Duration atMost) {
    var closes =
        Thread.ofPlatform().daemon().name("muster-close").start(() -> closed(what, closing));
    if (!ends(closes, atMost)) {
      log.warn("{} could not be closed within {}", what, atMost);
    }
  }

  private static void closed(String what, Runnable closing) {
    try {
      closing.run();
    } catch (RuntimeException e) {
      log.warn("{} could not be closed: {}", what, new Unforeseen(e).line());
    }
  }

  /** Whether a thread ends in that time; an interrupt of whoever waits ends the wait. */
  public static boolean ends(Thread thread, Duration within) {
    try {
      return thread.join(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
