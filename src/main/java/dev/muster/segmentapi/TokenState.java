package dev.muster.segmentapi;

/** Whether a token of OAuth 2 can be had. */
public sealed interface TokenState {

  /** One was given. */
  record Given() implements TokenState {}

  /**
   * None was.
   *
   * @param refused whether it was refused, and not merely missed
   */
  record NotGiven(String what, boolean refused) implements TokenState {}
}
