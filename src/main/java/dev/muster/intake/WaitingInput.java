package dev.muster.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * Says that bytes are available unless the input has ended. {@link java.util.zip.GZIPInputStream}
 * takes "none available" for the end, and would lose the rest of a file of several gzip members
 * that comes through a slow pipe.
 */
final class WaitingInput extends PushbackInputStream {
  WaitingInput(InputStream input) {
    super(input);
  }

  @Override
  public int available() throws IOException {
    var known = super.available();
    if (known > 0) {
      return known;
    }
    var next = read();
    if (next < 0) {
      return 0;
    }
    unread(next);
    return 1;
  }
}
