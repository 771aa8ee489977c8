package dev.muster.sandbox;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that large bodies may fill, all together, while they come and are judged: those who
 * send much and slowly are hung up on before the sandbox dies of them.
 */
final class BodyMemory {
  // So much every body may have, so that small ones are taken at any time.
  private static final int FREE_BYTES = 1 << 16;
  private final AtomicLong left;

  /** One of so many bytes. */
  BodyMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** One of a sixteenth of the program's memory; a body takes up to three times its size. */
  static BodyMemory ofTheProgram() {
    return new BodyMemory(Runtime.getRuntime().maxMemory() / 16);
  }

  /** What one body takes, until it is closed. */
  final class Share implements AutoCloseable {
    private long bytes;

    /**
     * Takes more.
     *
     * @throws IOException when there is no more
     */
    void take(int more) throws IOException {
      long taken = shared(bytes + more) - shared(bytes);
      // Whoever finds too little leaves it to the others, also until it has hung up.
      if (left.getAndUpdate(free -> free < taken ? free : free - taken) < taken) {
        throw new IOException("too many large bodies at once");
      }
      bytes += more;
    }

    @Override
    public void close() {
      left.addAndGet(shared(bytes));
      bytes = 0;
    }

    private static long shared(long bytes) {
      return Math.max(0, bytes - FREE_BYTES);
    }
  }

  Share share() {
    return new Share();
  }
}
