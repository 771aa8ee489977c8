package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.run.StopSignal;
import dev.muster.store.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that {@code --wait} stays for: those whose users are not all due yet. */
final class AwaitedRuns {
  private static final Logger log = LoggerFactory.getLogger(AwaitedRuns.class);

  /** A machine may sleep meanwhile, and its clock may be set. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final Map<RunId, Result> waiting = new LinkedHashMap<>();
  private final RunSession session;
  private final StopSignal stop;
  private final Clock clock;
  private final Consumer<Result> told;

  /**
   * None yet.
   *
   * @param told what became of everything that does not wait any more
   */
  AwaitedRuns(RunSession session, StopSignal stop, Clock clock, Consumer<Result> told) {
    this.session = session;
    this.stop = stop;
    this.clock = clock;
    this.told = told;
  }

  /** Takes note of what became of a run. */
  void add(Result result) {
    result
        .report()
        .filter(report -> result.exitCode() == ExitCode.DONE && waits(report))
        .ifPresentOrElse(report -> waiting.put(report.run(), result), () -> told.accept(result));
  }

  /** Another launch may have taken the run up: then it is looked at again. */
  private void add(Result result, Result before) {
    var held = result.report().filter(report -> report.status().equals("held"));
    held.ifPresentOrElse(report -> waiting.put(report.run(), before), () -> add(result));
  }

  private static boolean waits(RunReport report) {
    return report.status().equals(RunStatus.WAITING.key());
  }

  /** Stays until the last of them has ended, or the program is asked to end. */
  void await(LaunchRequest request) throws InterruptedException {
    while (!waiting.isEmpty() && !stop.given()) {
      var next = openings().stream().min(Instant::compareTo).orElseThrow();
      log.info("waits until {} for the next window", Figures.second(next));
      sleepUntil(next);
      for (var result : List.copyOf(waiting.values())) {
        var report = result.report().orElseThrow();
        if (!stop.given() && !opening(report).isAfter(clock.instant())) {
          waiting.remove(report.run());
          session.restart(
              report.run(), request.consentFor(report.run(), false), later -> add(later, result));
        }
      }
    }
    waiting.values().forEach(told);
    if (!waiting.isEmpty()) {
      told.accept(
          Result.of(
              ExitCode.STOPPED,
              "asked to stop while runs wait for a later window; the next launch goes on"));
    }
  }

  private List<Instant> openings() {
    return waiting.values().stream().map(result -> opening(result.report().orElseThrow())).toList();
  }

  private static Instant opening(RunReport report) {
    return Objects.requireNonNull(report.nextWindowAt());
  }

  private void sleepUntil(Instant next) throws InterruptedException {
    var left = Duration.between(clock.instant(), next);
    while (left.isPositive() && !stop.await(left.compareTo(LOOK) < 0 ? left : LOOK)) {
      left = Duration.between(clock.instant(), next);
    }
  }
}
