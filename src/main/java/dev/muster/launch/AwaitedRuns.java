package dev.muster.launch;

import dev.muster.campaign.RunId;
import dev.muster.report.RunReport;
import dev.muster.run.Consent;
import dev.muster.run.Figures;
import dev.muster.run.RunEnd;
import dev.muster.run.StopSignal;
import dev.muster.store.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that a launch stays for until the last window: those whose users are not all due yet.
 */
public final class AwaitedRuns {
  private static final Logger log = LoggerFactory.getLogger(AwaitedRuns.class);

  /** A machine may sleep meanwhile, and its clock may be set. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  /** Takes up an unfinished run, and says what became of it. */
  public interface Restart {
    void perform(RunId run, Consent consent, Consumer<Answer> answers) throws InterruptedException;
  }

  private record Awaited(RunId run, Answer answer, Instant opening) {}

  private final Map<RunId, Awaited> waiting = new LinkedHashMap<>();
  private final Restart restart;
  private final StopSignal stop;
  private final Clock clock;
  private final Consumer<Answer> told;

  /**
   * None yet.
   *
   * @param clock the program's
   * @param told what became of everything that does not wait any more
   */
  public AwaitedRuns(Restart restart, StopSignal stop, Clock clock, Consumer<Answer> told) {
    this.restart = restart;
    this.stop = stop;
    this.clock = clock;
    this.told = told;
  }

  /** Takes note of what became of a run. */
  public void add(Answer answer) {
    waiting(answer)
        .ifPresentOrElse(
            report -> waiting.put(report.run(), new Awaited(report.run(), answer, opening(report))),
            () -> told.accept(answer));
  }

  /** Another launch may have taken the run up: then it is looked at again. */
  private void add(Answer answer, Awaited before) {
    if (answer instanceof Answer.Launched(RunEnd.Held _, _, _)) {
      waiting.put(before.run(), before);
    } else {
      add(answer);
    }
  }

  private static Optional<RunReport> waiting(Answer answer) {
    if (answer instanceof Answer.Waits(var report)) {
      return Optional.of(report);
    }
    return answer instanceof Answer.Launched(RunEnd.Worked _, var report, _)
            && report.status().is(RunStatus.WAITING)
        ? Optional.of(report)
        : Optional.empty();
  }

  /** Stays until the last of them has ended, or the program is asked to end. */
  public void await(LaunchRequest request) throws InterruptedException {
    while (!waiting.isEmpty() && !stop.given()) {
      var next =
          waiting.values().stream().map(Awaited::opening).min(Instant::compareTo).orElseThrow();
      log.info("waits until {} for the next window", Figures.second(next));
      sleepUntil(next);
      for (var awaited : List.copyOf(waiting.values())) {
        if (!stop.given() && !awaited.opening().isAfter(clock.instant())) {
          waiting.remove(awaited.run());
          restart.perform(
              awaited.run(),
              request.consentFor(awaited.run(), false),
              later -> add(later, awaited));
        }
      }
    }
    waiting.values().forEach(awaited -> told.accept(awaited.answer()));
    if (!waiting.isEmpty()) {
      told.accept(new Answer.StoppedWaiting());
    }
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
