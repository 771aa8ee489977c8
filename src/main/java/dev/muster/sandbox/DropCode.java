package dev.muster.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Why a message is dropped although its request was answered 200, as the Segment API does it
 * without a word.
 */
public enum DropCode {
  /** The batch has no message. */
  EMPTY_BATCH,
  /** The batch has more messages than are looked at. */
  TOO_MANY_EVENTS,
  /** The type is none of track, identify, page, screen, group, alias. */
  UNKNOWN_TYPE,
  /** Neither {@code userId} nor {@code anonymousId}. */
  NO_USER_ANON_ID,
  /** {@code userId}, {@code anonymousId} or {@code messageId} is not a string. */
  ID_NOT_STRING,
  /** A track call without {@code event}. */
  EVENT_NOT_DEFINED,
  /** {@code event} is not a string. */
  EVENT_NOT_STRING,
  /** {@code traits} is not an object. */
  TRAITS_NOT_OBJECT,
  /** {@code properties} is not an object. */
  PROPERTIES_NOT_OBJECT,
  /** {@code messageId} has 100 characters or more. */
  MESSAGE_ID_TOO_LONG,
  /** 300 or more traits or properties. */
  TOO_MANY_PROPERTIES,
  /** The {@code messageId} was stored within the last 24 hours, by whatever key. */
  DUPLICATE,
  /** The user is on the receiver's suppression list. */
  SUPPRESSED,
  /** The key's source is switched off. */
  SOURCE_DISABLED,
  /** The key belongs to no source. */
  UNKNOWN_KEY;

  /** The code as it stands in JSON and is counted by, such as {@code no_user_anon_id}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return code();
  }
}
