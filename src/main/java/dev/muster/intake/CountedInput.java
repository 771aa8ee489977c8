package dev.muster.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes read, for whoever looks on from another thread. */
final class CountedInput extends FilterInputStream {
  private volatile long count;

  CountedInput(InputStream input) {
    super(input);
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    var one = super.read();
    if (one >= 0) {
      add(1);
    }
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var read = super.read(buffer, offset, length);
    if (read > 0) {
      add(read);
    }
    return read;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads the stream
  private void add(int bytes) {
    count += bytes;
  }
}
