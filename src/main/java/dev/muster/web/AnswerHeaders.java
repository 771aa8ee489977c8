package dev.muster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What every answer of the page says beside its text, errors too (looking.md, "Who may"). */
final class AnswerHeaders {
  private static final String CACHED = "Cache-Control";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src"
              + " 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
          "X-Content-Type-Options",
          "nosniff",
          // 'no-referrer' would have browsers send 'Origin: null' with our own forms.
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          CACHED,
          "no-store");

  private AnswerHeaders() {}

  static void set(HttpServletResponse response) {
    HEADERS.forEach(response::setHeader);
  }

  /** For what has a hash of itself in its address. */
  static void keepForEver(HttpServletResponse response) {
    response.setHeader(CACHED, "public, max-age=31536000, immutable");
  }
}
