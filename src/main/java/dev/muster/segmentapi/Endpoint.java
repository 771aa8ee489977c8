package dev.muster.segmentapi;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where batches are posted to.
 *
 * @param batch the full address of the batch call
 */
public record Endpoint(URI batch) {
  /** Where {@code sandbox} is looked for on this machine. */
  public static final int SANDBOX_PORT = 8377;

  private static final Endpoint US = new Endpoint(URI.create("https://api.segment.io/v1/batch"));
  private static final Endpoint EU =
      new Endpoint(URI.create("https://events.eu1.segmentapis.com/v1/batch"));
  private static final Pattern TAIL = Pattern.compile("/*(/v1)?(/batch)?/*$");

  /**
   * Reads a receiver: {@code us}, {@code eu}, {@code sandbox} (the one that {@code muster sandbox}
   * starts on its default port), or an address with or without {@code /v1}.
   *
   * @throws IllegalArgumentException when it is none of these, or not https save to this machine
   *     itself; the message says what was expected and found
   */
  public static Endpoint of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "us" -> US;
      case "eu" -> EU;
      case "sandbox" -> new Endpoint(URI.create("http://127.0.0.1:" + SANDBOX_PORT + "/v1/batch"));
      default -> {
        var base =
            Address.of(
                text.strip(),
                "the Segment API's address (SEGMENT_API, --segment-api): expected us, eu, sandbox,"
                    + " or an https address");
        yield new Endpoint(
            URI.create(TAIL.matcher(base.toString()).replaceFirst("") + "/v1/batch"));
      }
    };
  }

  /** Whether it is on this machine. */
  public boolean isLoopback() {
    return Address.isLoopback(batch);
  }

  /** Whether it is Segment's own, in either region. */
  public boolean isSegments() {
    return US.equals(this) || EU.equals(this);
  }

  /**
   * Whether messages for this host come here.
   *
   * @param host with or without port and path, such as {@code api.segment.io/v1}
   */
  public boolean isAt(String host) {
    return host.replaceFirst("/.*", "").equalsIgnoreCase(batch.getRawAuthority());
  }

  /** Whether a host, with or without port and path, is one of Segment's own. */
  public static boolean isSegmentsHost(String host) {
    return US.isAt(host) || EU.isAt(host);
  }

  /** Whether it is the one in Dublin. */
  boolean isEu() {
    return EU.equals(this);
  }

  @Override
  public String toString() {
    return batch.toString();
  }
}
