package dev.muster.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.server.ResponseStatusException;

/** What forms bring along, so that no other site can send them. */
final class Forms {
  private Forms() {}

  /**
   * What was typed into a field of one line, or the page for what is wrong: control characters are
   * typed by nobody, and PostgreSQL takes some of them in no text.
   */
  static String line(String typed) {
    if (typed.chars().anyMatch(Character::isISOControl)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return typed;
  }

  /** Of the session of whoever asks, which it begins where there is none. */
  static String token(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }
}
