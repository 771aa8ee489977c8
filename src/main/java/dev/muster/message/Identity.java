package dev.muster.message;

/** By what the receiver knows a user; a message carries exactly one. */
public sealed interface Identity {
  /** The id as text; may be any text, a blank one makes the user invalid. */
  String value();

  /** Sent as {@code userId}. */
  record UserId(String value) implements Identity {}

  /** Sent as {@code anonymousId}, for users without a user id. */
  record AnonymousId(String value) implements Identity {}
}
