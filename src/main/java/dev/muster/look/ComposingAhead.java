package dev.muster.look;

import dev.muster.message.Composer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has chunks composed on some threads, while that of the transaction reads the next ones and writes
 * down what became of those before. They are handed on in the order in which they came, and no more
 * of them are under way than there are threads: what waits takes memory.
 *
 * @param <T> a chunk that is composed
 */
final class ComposingAhead<T> implements AutoCloseable {
  private final List<Worker> workers;
  private final Consumer<T> composed;
  private final Deque<Future<T>> underWay = new ArrayDeque<>();
  private long taken;

  /** One that has a composer to itself. */
  private record Worker(ExecutorService thread, Composer composer) {}

  /**
   * Nothing yet.
   *
   * @param threads how many
   * @param composers make what composes, one for each thread
   * @param composed is given each chunk, by the thread that hands them in
   */
  ComposingAhead(int threads, Supplier<Composer> composers, Consumer<T> composed) {
    this.workers =
        Stream.generate(() -> new Worker(thread(), composers.get())).limit(threads).toList();
    this.composed = composed;
  }

  private static ExecutorService thread() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("composing").factory());
  }

  /** Has a chunk composed, once there is room for one more. */
  void take(Function<Composer, T> chunk) {
    if (underWay.size() == workers.size()) {
      handOn();
    }
    var worker = workers.get((int) (taken++ % workers.size()));
    underWay.add(worker.thread.submit(() -> chunk.apply(worker.composer)));
  }

  /** Hands on what is still under way. */
  void finish() {
    while (!underWay.isEmpty()) {
      handOn();
    }
  }

  private void handOn() {
    try {
      composed.accept(underWay.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts this thread", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e);
    }
  }

  /**
   * What waits comes to nothing. Comes back when nothing is composed any more, for that may read
   * from the database; nobody is interrupted, as H2 would close its file.
   */
  @Override
  public void close() {
    underWay.forEach(chunk -> chunk.cancel(false));
    workers.forEach(worker -> worker.thread.close());
  }
}
