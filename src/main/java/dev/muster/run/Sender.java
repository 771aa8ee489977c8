package dev.muster.run;

import dev.muster.message.Batch;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.Sending;
import dev.muster.store.RunLock;
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
  private final Semaphore inFlight;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Sends for one execution.
   *
   * @param lock without which nothing is sent: whoever has it meanwhile sends the same
   * @param requestsInFlight how many requests may be under way at once, over all partitions
   */
  Sender(SegmentApi api, RunLock lock, int requestsInFlight) {
    this.api = api;
    this.lock = lock;
    this.inFlight = new Semaphore(requestsInFlight);
  }

  /** Whether nobody else can have the run. */
  boolean may() {
    return lock.held();
  }

  /** What became of each batch, in the same order; a batch that met a fault is unsent. */
  List<Sending> send(List<Batch> batches) throws InterruptedException {
    var sendings = new ArrayList<Future<Sending>>();
    for (var batch : batches) {
      sendings.add(threads.submit(() -> send(batch)));
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

  private Sending send(Batch batch) throws InterruptedException {
    inFlight.acquire();
    try {
      return api.send(batch, lock::held);
    } finally {
      inFlight.release();
    }
  }

  private static Sending unsent(Batch batch, String reason) {
    var fates = batch.messages().stream().map(_ -> (Sending.Fate) new Sending.Unsent()).toList();
    return new Sending(
        fates,
        new Sending.Traffic(0, 0, 0, 0, null, null, Sending.Time.NONE),
        new Sending.Exhausted(reason));
  }

  @Override
  public void close() {
    threads.close();
  }
}
