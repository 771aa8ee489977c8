package dev.muster.run;

import dev.muster.segmentapi.Halt;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an execution ended, and that it is written down: unless another worker has the run, and only
 * if its users add up.
 *
 * @param clock the program's
 */
record Conclusion(Endings endings, Work work, Doubt doubt, Clock clock) {

  /**
   * Writes it down.
   *
   * @throws Halted when another worker has the run
   */
  RunEnd of(JobEnd end) {
    return endings.inOne(() -> {
      work.claim().holdForThisTransaction();
      var now = clock.instant();
      takeBackVoidRejections(end);
      if (!isCounted(end)) {
        store().results().countUsers(work.run().key());
      }
      return switch (end) {
        case JobEnd.Completed _ -> worked(new RunState.Completed(now));
        case JobEnd.Waiting _, JobEnd.Stopped _ -> leftOff(now);
        case JobEnd.Refused(var reason) -> worked(new RunState.Refused(now, reason));
        case JobEnd.Failed(Halt.Stopped _, _) -> worked(new RunState.Stopped(now, null));
        case JobEnd.Failed(var halt, var leavesDoubt) -> failed(halt, leavesDoubt, now);
      };
    });
  }

  private void takeBackVoidRejections(JobEnd end) {
    if (end instanceof JobEnd.Failed(Halt.NeedsRemedy needs, _) && needs.rejectionsVoid()) {
      store().rejections().takeBack(work.run().key(), work.run().executions());
    }
  }

  /** The job's last step has then counted the users. */
  private static boolean isCounted(JobEnd end) {
    return switch (end) {
      case JobEnd.Completed _, JobEnd.Waiting _ -> true;
      case JobEnd.Stopped _, JobEnd.Refused _, JobEnd.Failed _ -> false;
    };
  }

  /** It waits where everyone who was due was delivered to, and others are due later. */
  private RunEnd leftOff(Instant now) {
    var sums = Sums.ofCounted(store(), work.run().id());
    var next = next();
    return sums.faultAfterDelivery().isEmpty() && next.isPresent()
        ? end(new RunState.Waiting(now, next.get()), new RunEnd.Worked(work.run().id()))
        : worked(new RunState.Stopped(now, null), sums);
  }

  /** When the next is due, be it of those who are held back and only held against the others. */
  private Optional<Instant> next() {
    var run = work.run().key();
    return Stream.concat(
            store().members().windows().next(run).stream(),
            store().live().dueControl().next(run).stream())
        .min(Instant::compareTo);
  }

  private RunEnd failed(Halt halt, boolean leavesDoubt, Instant now) {
    var run = work.run();
    if (leavesDoubt) {
      doubt.noteIfDelivering(run);
    }
    var reason = halt.inFull();
    var said =
        Sums.ofCounted(store(), run.id())
            .fault()
            .map(fault -> reason.equals(fault) ? reason : reason + "; " + fault)
            .orElse(reason);
    return end(new RunState.Failed(now, said), new RunEnd.Failed(run.id(), said, halt));
  }

  private RunEnd worked(RunState.Ended state) {
    return worked(state, Sums.ofCounted(store(), work.run().id()));
  }

  private RunEnd worked(RunState.Ended state, Sums sums) {
    var run = work.run().id();
    return sums.fault()
        .map(fault ->
            end(
                new RunState.Failed(state.at(), fault),
                new RunEnd.Failed(run, Halt.Passing.inDoubt(fault))))
        .orElseGet(() -> end(state, new RunEnd.Worked(run)));
  }

  private RunEnd end(RunState.Ended state, RunEnd end) {
    endings.writeCounted(work.run(), state, end);
    return end;
  }

  private Store store() {
    return endings.store();
  }
}
