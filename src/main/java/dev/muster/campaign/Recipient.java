package dev.muster.campaign;

import org.jspecify.annotations.Nullable;

/** By what the receiver knows a user; a message carries exactly one. */
public sealed interface Recipient {

  /** The id as text; may be any text, a blank one makes the user invalid. */
  String value();

  /** Sent as {@code userId}. */
  record User(String value) implements Recipient {}

  /** Sent as {@code anonymousId}, for users without a user id. */
  record Anonymous(String value) implements Recipient {}

  /** Whether the receiver knows the user by an anonymous id. */
  default boolean isAnonymous() {
    return this instanceof Anonymous;
  }

  /** The one of that kind. */
  static Recipient of(String value, boolean anonymous) {
    return anonymous ? new Anonymous(value) : new User(value);
  }

  /** The one by the user id, else by the anonymous id; null where there is neither. */
  static @Nullable Recipient of(@Nullable String userId, @Nullable String anonymousId) {
    if (userId != null) {
      return new User(userId);
    }
    return anonymousId == null ? null : new Anonymous(anonymousId);
  }
}
