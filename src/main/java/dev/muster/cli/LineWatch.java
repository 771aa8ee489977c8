package dev.muster.cli;

import dev.muster.campaign.RunId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line every few seconds. */
final class LineWatch implements Watch {
  private static final Logger log = LoggerFactory.getLogger(LineWatch.class);
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private long lastLine;
  private long toDeliver;
  private long delivered;
  private long deliverySince;

  LineWatch(long now) {
    this.lastLine = now;
  }

  @Override
  public synchronized void begins(RunId run) {
    delivered = 0;
    log.info("{}: begins", run);
  }

  @Override
  public synchronized void qualified(RunId run, long users) {
    if (due()) {
      log.info("{}: {} users qualified so far", run, users);
    }
  }

  @Override
  public synchronized void delivers(RunId run, long users) {
    toDeliver = users;
    deliverySince = System.nanoTime();
    log.info("{}: delivers to {} users", run, users);
  }

  @Override
  public synchronized void delivered(RunId run, long users) {
    delivered += users;
    if (due()) {
      log.info(
          "{}: {} of {} users done, about {} s left at this pace",
          run,
          delivered,
          toDeliver,
          secondsLeft());
    }
  }

  private long secondsLeft() {
    var took = System.nanoTime() - deliverySince;
    return Math.round((double) took / delivered * (toDeliver - delivered) / 1e9);
  }

  @Override
  public synchronized void ends(RunId run) {
    log.info("{}: ends", run);
  }

  @Override
  public void close() {}

  private boolean due() {
    var now = System.nanoTime();
    if (now - lastLine < PAUSE) {
      return false;
    }
    lastLine = now;
    return true;
  }
}
