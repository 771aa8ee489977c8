package dev.muster.alert;

import dev.muster.segmentapi.Address;
import okhttp3.HttpUrl;

/** Where alerts are posted to; a secret. */
public final class WebhookUrl {
  private final HttpUrl url;

  private WebhookUrl(HttpUrl url) {
    this.url = url;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; the message says what was expected, and
   *     nothing of what was found
   */
  public static WebhookUrl of(String text) {
    var url = HttpUrl.Companion.parse(text.strip());
    if (url == null) {
      throw wrong("a text that is none");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw wrong("one with a user name or password in it");
    }
    if (!url.isHttps() && !Address.isLoopback(url.uri())) {
      throw wrong("one that begins with http");
    }
    return new WebhookUrl(url);
  }

  private static IllegalArgumentException wrong(String found) {
    return new IllegalArgumentException(
        "expected an https address (http only to this machine itself), found " + found);
  }

  HttpUrl url() {
    return url;
  }

  @Override
  public String toString() {
    return "the webhook";
  }
}
