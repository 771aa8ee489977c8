package dev.muster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The style of a page that stands in it, and alone may: a Content-Security-Policy names its hash.
 *
 * @param hash such as {@code sha256-…}
 */
public record Style(String text, String hash) {

  /** That of the HTML report, and of its sections wherever they stand. */
  public static Style ofReport() {
    try (var file = Objects.requireNonNull(Style.class.getResourceAsStream("report.css"))) {
      return of(new String(file.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Style of(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return new Style(text, "sha256-" + Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
