package dev.muster;

import dev.muster.campaign.Recipient;
import java.util.List;

/**
 * One kind of message.
 *
 * @param kind what is special about it
 * @param what the campaign's {@code what}, YAML
 * @param recipient by what the receiver knows the user
 * @param attributes the profile's, a JSON object
 * @param test whether it is a test message
 * @param calls what it comes to, each as {@code type} or {@code type device token}
 */
record Sample(
    String kind,
    String what,
    Recipient recipient,
    String attributes,
    boolean test,
    List<String> calls) {

  /** One to an ordinary user. */
  static Sample of(String kind, String what, String attributes, String... calls) {
    return new Sample(kind, what, new Recipient.User("u-1"), attributes, false, List.of(calls));
  }

  Sample to(Recipient other) {
    return new Sample(kind, what, other, attributes, test, calls);
  }

  Sample asTest() {
    return new Sample(kind, what, recipient, attributes, true, calls);
  }

  /** A track message with this JSON value as the property {@code a}. */
  static Sample withProperty(String value) {
    return of(
        "a property",
        "{ track: Winback Offer, properties: { a: \"{{ profile.a }}\" } }",
        "{\"a\": " + value + "}",
        "track");
  }

  /** A message with this text as a trait. */
  static Sample withTrait(String call, String text) {
    return of(
        "a trait", "{ %s, attributes: [text] }".formatted(call), "{\"text\": \"" + text + "\"}");
  }

  @Override
  public String toString() {
    return kind;
  }
}
