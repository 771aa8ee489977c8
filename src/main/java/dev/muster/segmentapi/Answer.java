package dev.muster.segmentapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came back for one attempt. */
sealed interface Answer {

  /**
   * An answer of HTTP.
   *
   * @param retryAfter the header {@code Retry-After}, or null
   * @param rateLimitReset the header {@code X-RateLimit-Reset}, or null
   * @param date the header {@code Date}, or null
   * @param login which login it asks for, other than a token, such as {@code Basic, realm 'x'}; or
   *     null
   * @param body the beginning of the body, empty when it could not be read, and of an acceptance
   *     when something was accepted before; of a redirect, to whom
   */
  record Answered(
      int status,
      @Nullable String retryAfter,
      @Nullable String rateLimitReset,
      @Nullable Instant date,
      @Nullable String login,
      String body)
      implements Answer {

    Answered(
        int status,
        @Nullable String retryAfter,
        @Nullable String rateLimitReset,
        @Nullable Instant date,
        String body) {
      this(status, retryAfter, rateLimitReset, date, null, body);
    }
  }

  /**
   * A proxy on the way refuses to let a request through; it was not sent.
   *
   * @param at the address that was asked for
   * @param remedy what to do about it
   */
  record ProxyRefuses(String at, String what, String remedy) implements Answer {}

  /**
   * The proxy on the way does not answer; the request was not sent.
   *
   * @param at the address that was asked for
   * @param what which proxy, and why
   */
  record ProxyMissed(String at, String what) implements Answer {}

  /** The token that a request needs was refused; the request was not sent. */
  record TokenRefused(Answered answered) implements Answer {}

  /**
   * No answer, or none that could be understood: the request may have been accepted or not.
   *
   * @param ofTokens whether it was the server of tokens that gave none, so that nothing was sent
   */
  record NoAnswer(String what, boolean ofTokens) implements Answer {
    NoAnswer(String what) {
      this(what, false);
    }

    /** None of the server of tokens. */
    static NoAnswer noToken(String why) {
      return new NoAnswer("no token: " + why, true);
    }
  }

  /**
   * Who answered is not trusted; the request was not sent.
   *
   * @param at the address that was asked for
   * @param remedy what to do about it
   */
  record Untrusted(String at, String what, String remedy) implements Answer {}
}
