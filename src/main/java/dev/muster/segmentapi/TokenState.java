package dev.muster.segmentapi;

/** Whether a token of OAuth 2 can be had. */
public sealed interface TokenState {
  /** What to do about a refusal. */
  String REMEDY_OF_REFUSALS =
      "check muster.segment.oauth.client-id, key-id, private-key-file and token-url, and that the app"
          + " may write to the source";

  /** What to do about a page of HTML, as no server of tokens gives. */
  String REMEDY_OF_PAGES =
      "see which proxy, portal or other server answers with that page, and check the address"
          + " (muster.segment.oauth.token-url)";

  /** What to do where a server of tokens does not recover by itself. */
  String REMEDY_OF_OUTAGES =
      "ask the operator of the server of tokens, and see that its address is right"
          + " (muster.segment.oauth.token-url)";

  /** One was given. */
  record Given() implements TokenState {}

  /**
   * None was.
   *
   * @param remedy what to do about it
   */
  record NotGiven(String what, String remedy) implements TokenState {}

  /** None was by a server that may give one later, and is asked again by a run. */
  record NotNow(String what) implements TokenState {}
}
