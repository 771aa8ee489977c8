package dev.muster.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;

/** What forms bring along, so that no other site can send them. */
final class Forms {
  private Forms() {}

  /** Of the session of whoever asks, which it begins where there is none. */
  static String token(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }
}
