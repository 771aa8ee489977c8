package dev.muster.check;

import dev.muster.segmentapi.TokenState;

/** Whether a token of OAuth 2 can be had, where one is needed. */
public final class TokenCheck {
  private static final String OAUTH = "oauth";

  private TokenCheck() {}

  /** No token is needed. */
  public static Finding notSetUp() {
    return Finding.ok(OAUTH, "not set up: the write key alone proves who sends");
  }

  /** A token was asked for. */
  public static Finding finding(TokenState state) {
    return switch (state) {
      case TokenState.Given _ -> Finding.ok(OAUTH, "a token was given");
      case TokenState.NotGiven(var what, var remedy) ->
          Finding.failed(OAUTH, "no token of " + what, remedy);
      case TokenState.NotNow(var what) ->
          Finding.warning(OAUTH, "no token of " + what, "see whether it recovers");
    };
  }
}
