package dev.muster.store;

import org.jspecify.annotations.Nullable;

/** How far an alert has come on one channel. */
public sealed interface AlertDelivery {

  /** Its name in tables. */
  default String key() {
    return switch (this) {
      case Off _ -> "off";
      case Due _ -> "due";
      case Sent _ -> "sent";
      case Failed _ -> "failed";
      case GivenUp _ -> "given_up";
    };
  }

  /** Why the last attempt failed, or null. */
  default @Nullable String error() {
    return null;
  }

  /** Whether it is still to be sent. */
  default boolean isOpen() {
    return switch (this) {
      case Due _, Failed _ -> true;
      case Off _, Sent _, GivenUp _ -> false;
    };
  }

  /** The channel was not set up when the alert was written, or nobody is known to send it to. */
  record Off() implements AlertDelivery {}

  /** It was not tried yet. */
  record Due() implements AlertDelivery {}

  /** It has arrived. */
  record Sent() implements AlertDelivery {}

  /** The last attempt failed; a later launch tries again. */
  record Failed(String error) implements AlertDelivery {}

  /** It has failed for too long. */
  record GivenUp(@Nullable String error) implements AlertDelivery {}
}
