package dev.muster.segmentapi;

/** Whether a token of OAuth 2 can be had. */
public sealed interface TokenState {
  /** What to do about a refusal. */
  String REMEDY_OF_REFUSALS =
      "check muster.segment.oauth.client-id, key-id, private-key-file and token-url, and that the app"
          + " may write to the source";

  /** One was given. */
  record Given() implements TokenState {}

  /**
   * None was.
   *
   * @param refused whether it was refused, and not merely missed
   */
  record NotGiven(String what, boolean refused) implements TokenState {}
}
