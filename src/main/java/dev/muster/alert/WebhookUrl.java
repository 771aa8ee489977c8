package dev.muster.alert;

import dev.muster.segmentapi.Address;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where alerts are posted to; a secret. */
public final class WebhookUrl {
  private static final int PORTS = 65_535;
  private static final int DIGITS = 5;
  private static final Pattern PARTS =
      Pattern.compile("([^:/?#]*:)?(//)?(?:[^/?#@]*@)?(\\[[^/?#]*]|[^:/?#]*)(:[^/?#]*)?([/?#].*)?");

  private final HttpUrl url;

  private WebhookUrl(HttpUrl url) {
    this.url = url;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; the message says what was expected, and of
   *     what was found only what kind of fault it has
   */
  public static WebhookUrl of(String text) {
    var stripped = text.strip();
    var url = HttpUrl.Companion.parse(stripped);
    if (url == null) {
      throw wrong(fault(stripped));
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw wrong("one with a user name or password in it");
    }
    if (!url.isHttps() && !Address.isLoopback(url.uri())) {
      throw wrong("one that begins with http://");
    }
    return new WebhookUrl(url);
  }

  /** What is wrong with a text that is no address; nothing of it is told. */
  private static String fault(String text) {
    if (text.matches("[\"'<].*|.*[\"'>]")) {
      return "one in quotation marks or brackets";
    }
    if (text.matches("(?s).*\\s.*")) {
      return "one with a blank or a line break in it";
    }
    var parts = PARTS.matcher(text);
    if (!parts.matches() || parts.group(2) == null) {
      return "one without https:// at its beginning";
    }
    var scheme = String.valueOf(parts.group(1)).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https:") && !scheme.equals("http:")) {
      return "one that begins otherwise";
    }
    if (parts.group(3).isEmpty()) {
      return "one without a host";
    }
    return parts.group(4) != null && !isPort(parts.group(4).substring(1))
        ? "one whose port is not 1 to " + PORTS
        : "one whose host is no name, and no address";
  }

  private static boolean isPort(String text) {
    if (!text.matches("\\d{1,%d}".formatted(DIGITS))) {
      return false;
    }
    var port = Integer.parseInt(text);
    return port > 0 && port <= PORTS;
  }

  private static IllegalArgumentException wrong(String found) {
    return new IllegalArgumentException(
        "expected an https address such as https://hooks.example.com/… (http only to this machine"
            + " itself), found "
            + found);
  }

  HttpUrl url() {
    return url;
  }

  @Override
  public String toString() {
    return "the webhook";
  }
}
