package dev.muster.check;

import dev.muster.segmentapi.OAuth;
import dev.muster.segmentapi.Probe;
import dev.muster.segmentapi.TokenState;
import dev.muster.segmentapi.WriteKey;
import java.util.Optional;

/** Whether a token of OAuth 2 can be had, where one is needed. */
public final class TokenCheck {
  private static final String OAUTH = "oauth";

  private TokenCheck() {}

  /**
   * Asks for a token.
   *
   * @param oauth what it is asked for with, empty when the write key alone proves who sends
   */
  public static Finding finding(Optional<OAuth> oauth, WriteKey key, Probe probe)
      throws InterruptedException {
    return oauth.isEmpty()
        ? Finding.ok(OAUTH, "not set up: the write key alone proves who sends")
        : finding(probe.token(oauth.get(), key));
  }

  static Finding finding(TokenState state) {
    return switch (state) {
      case TokenState.Given _ -> Finding.ok(OAUTH, "a token was given");
      case TokenState.NotGiven(var what, var refused) ->
          Finding.failed(
              OAUTH,
              "no token: " + what,
              refused
                  ? "check muster.segment.oauth.client-id, key-id, private-key-file, and that the"
                      + " app may write to the source"
                  : "check muster.segment.oauth.token-url and the network");
    };
  }
}
