package dev.muster.metric;

import okhttp3.HttpUrl;

/** Where metrics are pushed to; what stands in it may be a secret. */
public final class OtlpUrl {
  private final HttpUrl url;

  private OtlpUrl(HttpUrl url) {
    this.url = url;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; the message says what was expected, and of
   *     what was found only what kind of fault it has
   */
  public static OtlpUrl of(String text) {
    var url = HttpUrl.Companion.parse(text.strip());
    if (url == null) {
      throw wrong("something else");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw wrong("one with a user name or password in it");
    }
    return new OtlpUrl(url);
  }

  private static IllegalArgumentException wrong(String found) {
    return new IllegalArgumentException(
        "expected an address such as http://collector:4318/v1/metrics, found " + found);
  }

  HttpUrl url() {
    return url;
  }

  @Override
  public String toString() {
    return "the receiver of metrics";
  }
}
