package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.report.EndLine;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line every few seconds. */
final class LineWatch implements Watch {
  private static final Logger log = LoggerFactory.getLogger(LineWatch.class);
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final Doing doing;
  private long lastLine;
  private long toDeliver;
  private long delivered;
  private long deliverySince;

  LineWatch(Doing doing, long now) {
    this.doing = doing;
    this.lastLine = now;
  }

  @Override
  public synchronized void begins(RunId run) {
    delivered = 0;
    log.info("{}: {}", run, doing.beginning());
  }

  @Override
  public synchronized void qualified(RunId run, long users) {
    if (due()) {
      log.info("{}: {} qualified so far", run, Figures.users(users));
    }
  }

  @Override
  public synchronized void delivers(RunId run, long users) {
    toDeliver = users;
    deliverySince = System.nanoTime();
    log.info("{}: {} {}", run, doing.words(), Figures.users(users));
  }

  @Override
  public synchronized void delivered(RunId run, long users) {
    delivered += users;
    if (due()) {
      log.info(
          "{}: {} of {} done, about {} left at this pace",
          run,
          Figures.count(delivered),
          Figures.users(toDeliver),
          Figures.duration(left()));
    }
  }

  private Duration left() {
    var took = System.nanoTime() - deliverySince;
    return Duration.ofNanos(Math.round((double) took / delivered * (toDeliver - delivered)));
  }

  /** What it came to is not written down yet. */
  @Override
  public void ends(RunId run) {}

  @Override
  public void ended(RunReport report, Duration took) {
    log.info("{}: ends {}", report.run(), EndLine.of(report, took));
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
