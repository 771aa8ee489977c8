package dev.muster.sandbox;

/**
 * What a request may weigh; more is answered 400.
 *
 * @param bodyBytes the largest body, in bytes after decompression
 * @param eventBytes the largest message within it, in bytes
 */
public record Limits(int bodyBytes, int eventBytes) {
  /** What a careful sender keeps: no reading of the documented "500 KB" and "32 KB" is smaller. */
  public static final Limits STRICT = new Limits(480_000, 32_000);

  /** The documented limits at their widest reading. */
  public static final Limits DOCUMENTED = new Limits(512_000, 32_768);

  public Limits {
    if (bodyBytes < 1 || eventBytes < 1) {
      throw new IllegalArgumentException("limits are 1 byte or more, found: " + this);
    }
  }
}
