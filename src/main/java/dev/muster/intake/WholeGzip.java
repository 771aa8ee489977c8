package dev.muster.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What is compressed with gzip, in one or more members, up to the last byte. {@link
 * GZIPInputStream} takes whatever is no further member for the end, and would lose the rest of a
 * file in which a member's head is damaged or cut off.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Checksum and length, which end a member (RFC 1952, 2.3). */
  private static final int TRAILER_BYTES = 8;

  private final CountedInput compressed;
  private long filled;

  WholeGzip(InputStream compressed) throws IOException {
    this(new CountedInput(compressed));
  }

  private WholeGzip(CountedInput compressed) throws IOException {
    super(compressed, BUFFER_BYTES);
    this.compressed = compressed;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = compressed.count();
  }

  /**
   * Reads on.
   *
   * @throws ZipException at the end, when something stands behind it that is no further member
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var read = super.read(buffer, offset, length);
    if (read < 0 && somethingIsBehind()) {
      throw new ZipException("what follows one of its parts is no gzip");
    }
    return read;
  }

  private boolean somethingIsBehind() throws IOException {
    var left = inf.getRemaining();
    var readForTrailer = Math.max(0, TRAILER_BYTES - left);
    return left > TRAILER_BYTES
        || compressed.count() - filled > readForTrailer
        || compressed.read() >= 0;
  }
}
