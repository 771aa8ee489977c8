package dev.muster.message;

import java.util.List;

/** What composing for one user came to. */
public sealed interface Composed {

  /**
   * The messages to send, in this order; the user is accepted when all of them are.
   *
   * @param messages at least one
   */
  record Ready(List<Message> messages) implements Composed {
    public Ready {
      messages = List.copyOf(messages);
      if (messages.isEmpty()) {
        throw new IllegalArgumentException("a user gets at least one message, found none");
      }
    }
  }

  /** A template said {@code {% abort %}}: the user is left out of this run. */
  record Aborted() implements Composed {}

  /**
   * The Segment API would drop or refuse the message, so nothing is sent to the user.
   *
   * @param code a short name that such users are counted by: {@code no_user_anon_id, too_large,
   *     too_many_properties, template, text, number, attributes}
   * @param reason one line for people, without the profile's contents
   */
  record Invalid(String code, String reason) implements Composed {}
}
