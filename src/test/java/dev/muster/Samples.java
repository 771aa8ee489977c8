package dev.muster;

import dev.muster.campaign.Recipient;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples of all that Muster sends. */
final class Samples {
  private Samples() {}

  /** At least one of every kind. */
  static Stream<Sample> ofEveryKind() {
    return Stream.concat(callsAndDevices(), contents());
  }

  private static Stream<Sample> callsAndDevices() {
    return Stream.of(
        Sample.of("track", "track: Winback Offer", "{}", "track"),
        Sample.of("identify", "identify: true", "{}", "identify"),
        Sample.of(
            "track with traits",
            "{ track: Winback Offer, attributes: [email, plan, missing] }",
            "{\"email\": \"zoe@example.com\", \"plan\": \"pro\"}",
            "track"),
        Sample.of(
            "identify with traits",
            "{ identify: true, attributes: [email, user_id, timezone] }",
            "{\"email\": \"zoe@example.com\"}",
            "identify"),
        Sample.of(
            "identify and track",
            "{ identify: true, track: Winback Offer, attributes: [email] }",
            "{\"email\": \"zoe@example.com\"}",
            "identify",
            "track"),
        Sample.of(
            "a device",
            "{ track: Winback Offer, tokens: [gcm] }",
            "{\"gcm_token\": \"fcm:APA91b-_1\"}",
            "track android fcm:APA91b-_1"),
        Sample.of(
            "several devices",
            "{ identify: true, track: Winback Offer, tokens: [gcm, apns] }",
            "{\"gcm_token\": [\"g1\", \"g2\"], \"apns_token\": [\"740f4707\", \"8a1b\"]}",
            "identify",
            "track android g1",
            "track android g2",
            "track ios 740f4707",
            "track ios 8a1b"),
        Sample.of(
            "identify alone, several devices",
            "{ identify: true, tokens: [gcm, apns] }",
            "{\"gcm_token\": \"g1\", \"apns_token\": \"740f4707\"}",
            "identify android g1",
            "identify ios 740f4707"),
        Sample.of(
                "an anonymous user",
                "{ identify: true, track: Winback Offer, attributes: [plan], tokens: [apns] }",
                "{\"plan\": \"free\", \"apns_token\": \"740f4707\"}",
                "identify",
                "track ios 740f4707")
            .to(new Recipient.Anonymous("a-1")),
        Sample.of("a test", "{ identify: true, track: Winback Offer }", "{}", "identify", "track")
            .asTest());
  }

  private static Stream<Sample> contents() {
    return Stream.of(
        Sample.of(
                "text of the whole world",
                """
                identify: true
                track: "Kampagne «Ü» 🎁 \\"עברית\\""
                attributes: [motto, "clé.d’été 🗝"]
                properties:
                  emoji: "👩‍👩‍👧‍👦 {{ profile.motto }}"
                  right_to_left: "שלום, مرحبا \\u202Eabc"
                  combining: "e\\u0301 ñ n\\u0303 가"
                  quotes: "\\"'`\\\\ </script> {% raw %}{{ }}{% endraw %}"
                  lines: "a\\nb\\r\\nc\\td\\u2028e\\u2029f\\u0085g\\u0001h\\u007F"
                  "\\u2028 \\" 🗝": { "": an empty name }
                """,
                """
                {"motto": "\\ud83c\\udff4\\u200d\\u2620\\ufe0f \\"Ahoj\\"\\n\\uffff", "clé.d’été 🗝": "✓"}
                """,
                "identify",
                "track")
            .to(new Recipient.User("用户\n\"😀\"\u2028'\\ e\u0301")),
        Sample.of(
            "nested properties",
            """
            track: Winback Offer
            properties:
              empty: [{}, [], "", null]
              truth: [true, false]
              order: { items: [{ sku: P-1, price: 10.50, sizes: [{ eu: 42.5, us: null }] }, {}] }
              numbers: [0, -1, 1e3, 0x1F, 500.10, 9007199254740991, 1e-7, -9e307, 9e-308]
              nothing: null
            """,
            "{}",
            "track"),
        Sample.of(
            "integrations",
            """
            identify: true
            track: Winback Offer
            integrations: { All: false, Braze: true, Mixpanel: false, Amplitude: { id: [1.5] } }
            """,
            "{}",
            "identify",
            "track"),
        Sample.of(
            "bare references",
            """
            track: Winback Offer
            properties:
              whole: "{{ profile.visits }}"
              decimal: "{{ profile.price }}"
              truth: "{{ profile.vip }}"
              list: "{{ profile.tags }}"
              object: { inner: ["{{ profile.address }}", "{{ profile.missing }}"] }
              text: "{{ profile.user_id }}"
              none: "{{ profile.nothing }}"
              products: "{{ constant }}"
              newest: "{{ constant[0] }}"
            """,
            """
            {"visits": 3, "price": 500.10, "vip": true, "tags": ["a", {"b": null}, [1.50]],
             "address": {"city": "Zürich", "geo": [47.3769, 8.5417]}, "nothing": null}
            """,
            "track"),
        Sample.of(
            "templates",
            """
            track: Winback Offer
            properties:
              greeting: "Hi {{ profile.first_name | default: 'there' | upcase }}"
              sum: "{% if profile.price > 100 %}{{ profile.price | times: 3 }}{% endif %}"
              of: "{{ campaign.run }}"
              list: "{% for tag in profile.tags %}{{ tag }};{% endfor %}"
              today: "{{ 'now' | date: '%d %B %Y' }}"
              missing: "{{ profile.missing | append: '' }}"
            """,
            "{\"price\": 500.10, \"tags\": [\"a\", \"b\"]}",
            "track"),
        Sample.of(
            "as many traits and properties as there may be",
            "{ identify: true, track: Winback Offer, attributes: [%s], properties: { %s } }"
                .formatted(numbered(299, i -> "t" + i), numbered(296, i -> "p" + i + ": " + i)),
            "{" + numbered(299, i -> "\"t" + i + "\": " + i) + "}",
            "identify",
            "track"));
  }

  private static String numbered(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
  }
}
