package dev.muster.segmentapi;

import dev.muster.segmentapi.sandbox.SandboxSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where batches are posted to.
 *
 * @param batch the full address of the batch call
 */
public record Endpoint(URI batch) {
  private static final String US = "https://api.segment.io/v1";
  private static final String EU = "https://events.eu1.segmentapis.com/v1";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
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
      case "us" -> new Endpoint(URI.create(US + "/batch"));
      case "eu" -> new Endpoint(URI.create(EU + "/batch"));
      case "sandbox" ->
          new Endpoint(URI.create("http://127.0.0.1:" + SandboxSettings.PORT + "/v1/batch"));
      default -> new Endpoint(address(text.strip()));
    };
  }

  /** Whether it is on this machine. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(batch.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private static URI address(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("found text that is no address", e);
    }
    // Checked before the address is repeated in a message: it may hold a password.
    if (uri.getRawUserInfo() != null) {
      throw wrong("found an address with a user name or password in it", null);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw wrong("found: " + text, null);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong("found an address with ? or # in it", null);
    }
    URI batch =
        URI.create(
            scheme
                + "://"
                + uri.getRawAuthority()
                + TAIL.matcher(uri.getRawPath()).replaceFirst("")
                + "/v1/batch");
    if (scheme.equals("http") && !new Endpoint(batch).isLoopback()) {
      throw wrong(
          "found http, which would show the write key and the users to the network: " + text, null);
    }
    return batch;
  }

  private static IllegalArgumentException wrong(String found, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "the Segment API's address (SEGMENT_API, --segment-api): expected us, eu, sandbox, or an"
            + " https address (http only to this machine itself), "
            + found,
        cause);
  }

  @Override
  public String toString() {
    return batch.toString();
  }
}
