package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.launch.LaunchProgress;
import dev.muster.log.Event;
import dev.muster.log.StandardError;
import dev.muster.log.WorkedOn;
import dev.muster.report.EndLine;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import java.time.Duration;

/** Events in the log, for programs that collect it. */
final class EventWatch implements Watch {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private long lastLine;
  private long toDeliver;
  private long delivered;

  /** Where the log is text, people are told in other ways: nothing. */
  static LaunchProgress whereCollected() {
    return StandardError.isJson() ? new EventWatch() : (_, _) -> {};
  }

  @Override
  public void begins(RunId run) {
    Event.EXECUTION_BEGUN.line().log("{}: begins", run);
  }

  @Override
  public synchronized void delivers(RunId run, long users) {
    toDeliver = users;
    delivered = 0;
    lastLine = System.nanoTime();
  }

  @Override
  public synchronized void delivered(RunId run, long users) {
    delivered += users;
    var now = System.nanoTime();
    if (now - lastLine >= PAUSE) {
      lastLine = now;
      Event.DELIVERY_PROGRESS
          .line()
          .addKeyValue(Event.USERS, delivered)
          .log("{}: {} of {} done", run, Figures.count(delivered), Figures.users(toDeliver));
    }
  }

  @Override
  public void ended(RunReport report, Duration took) {
    try (var _ = WorkedOn.execution(report.run(), report.executions())) {
      Event.EXECUTION_ENDED
          .line()
          .addKeyValue(Event.STATUS, report.status().key())
          .addKeyValue(Event.USERS, report.qualified())
          .addKeyValue(Event.MESSAGES, report.delivery().messages())
          .addKeyValue(Event.EXIT_CODE, ExitCode.of(report).code())
          .log("{}: ends {}", report.run(), EndLine.of(report, took));
    }
  }

  @Override
  public void close() {}
}
