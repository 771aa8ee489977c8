package dev.muster.run.job;

import dev.muster.message.Batch;
import dev.muster.run.Unforeseen;
import dev.muster.segmentapi.Halt;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.Sending;
import dev.muster.store.RunLock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the batches of a chunk side by side, with a limit on the requests under way over all
 * partitions, and waits for all of them.
 */
final class Sender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final SegmentApi api;
  private final RunLock lock;
  private final Clock clock;
  private final Semaphore inFlight;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Sends for one execution.
   *
   * @param lock without which nothing is sent: whoever has it meanwhile sends the same
   * @param requestsInFlight how many requests may be under way at once, over all partitions
   * @param clock the program's time
   */
  Sender(SegmentApi api, RunLock lock, int requestsInFlight, Clock clock) {
    this.api = api;
    this.lock = lock;
    this.clock = clock;
    this.inFlight = new Semaphore(requestsInFlight);
  }

  /** Whether nobody else can have the run. */
  boolean may() {
    return lock.held();
  }

  /**
   * What became of each batch, in the same order; a batch that met a fault is unsent.
   *
   * @param until when each batch is not to be sent any more
   */
  List<Sending> send(List<Batch> batches, List<Instant> until) throws InterruptedException {
    var sendings = new ArrayList<Future<Sending>>();
    for (var i = 0; i < batches.size(); i++) {
      var batch = batches.get(i);
      var end = until.get(i);
      sendings.add(threads.submit(() -> send(batch, end)));
    }
    var results = new ArrayList<Sending>();
    for (var sending : sendings) {
      results.add(result(sending, batches.get(results.size())));
    }
    return results;
  }

  /** A fault of one batch must not hide what became of the others. */
  private static Sending result(Future<Sending> sending, Batch batch) throws InterruptedException {
    try {
      return sending.get();
    } catch (ExecutionException e) {
      var fault = new Unforeseen(e);
      log.error("A batch could not be sent: {}", fault.trace());
      return unsent(batch, "a batch could not be sent: " + fault.line());
    }
  }

  private Sending send(Batch batch, Instant until) throws InterruptedException {
    inFlight.acquire();
    try {
      return api.send(batch, () -> leave(until));
    } finally {
      inFlight.release();
    }
  }

  private SegmentApi.Leave leave(Instant until) {
    if (!lock.held()) {
      return SegmentApi.Leave.WITHDRAWN;
    }
    return clock.instant().isBefore(until) ? SegmentApi.Leave.GIVEN : SegmentApi.Leave.TOO_LATE;
  }

  private static Sending unsent(Batch batch, String reason) {
    var fates = batch.messages().stream().map(_ -> (Sending.Fate) new Sending.Unsent()).toList();
    return new Sending(
        fates,
        new Sending.Traffic(0, 0, 0, 0, 0, null, null, Sending.Time.NONE),
        Halt.Passing.accountedFor(reason));
  }

  @Override
  public void close() {
    threads.close();
  }
}
