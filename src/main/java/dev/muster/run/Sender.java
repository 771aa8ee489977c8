package dev.muster.run;

import dev.muster.message.Batch;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.Sending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Sends the batches of a chunk side by side, with a limit on the requests under way over all
 * partitions, and waits for all of them.
 */
final class Sender implements AutoCloseable {
  private final SegmentApi api;
  private final Semaphore inFlight;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Sender(SegmentApi api, int requestsInFlight) {
    this.api = api;
    this.inFlight = new Semaphore(requestsInFlight);
  }

  /** What became of each batch, in the same order. */
  List<Sending> send(List<Batch> batches) throws InterruptedException, ExecutionException {
    var sendings = new ArrayList<Future<Sending>>();
    for (var batch : batches) {
      sendings.add(threads.submit(() -> send(batch)));
    }
    var results = new ArrayList<Sending>();
    for (var sending : sendings) {
      results.add(sending.get());
    }
    return results;
  }

  private Sending send(Batch batch) throws InterruptedException {
    inFlight.acquire();
    try {
      return api.send(batch);
    } finally {
      inFlight.release();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
