package dev.muster.message;

import static dev.muster.campaign.What.Platform.APNS;
import static dev.muster.campaign.What.Platform.GCM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.campaign.What;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is composed that the Segment API would drop behind its 200. */
class DropRulesTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The first of their messages could be sent, each time. */
  @ParameterizedTest
  @MethodSource("spoiled")
  void makesNoMessageForAUserWhenOneWouldBeDropped(
      What what, String good, int messages, String bad, String code) {
    assertThat(Campaigns.messages(what, Campaigns.user("u", good))).hasSize(messages);
    assertThat(Campaigns.composer(what).compose(Campaigns.user("u", bad)))
        .isInstanceOfSatisfying(
            Composed.Invalid.class, invalid -> assertThat(invalid.code()).isEqualTo(code));
  }

  static Stream<Arguments> spoiled() {
    var large = "x".repeat(Batch.MESSAGE_BYTES);
    var property = Campaigns.identifyAndTrack(List.of(), Set.of(), Map.of("a", "{{ profile.a }}"));
    var many = Campaigns.identifyAndTrack(List.of(), Set.of(), references(400));
    var track = Campaigns.identifyAndTrack(List.of(), Set.of(GCM, APNS));
    var identify = Campaigns.identify(List.of(), Set.of(GCM, APNS));
    var tokens = "{\"gcm_token\": [\"a\", \"b\"], \"apns_token\": \"%s\"}";
    return Stream.of(
        arguments(property, "{\"a\": 1}", 2, "{\"a\": \"" + large + "\"}", "too_large"),
        arguments(property, "{\"a\": 1}", 2, "{\"a\": \"\\ud800\"}", "text"),
        arguments(many, attributes(296), 2, attributes(297), "too_many_properties"),
        arguments(track, tokens.formatted("c"), 4, tokens.formatted(large), "too_large"),
        arguments(track, tokens.formatted("c"), 4, tokens.formatted("c\\u0000"), "text"),
        arguments(identify, tokens.formatted("c"), 3, tokens.formatted(large), "too_large"),
        arguments(identify, tokens.formatted("c"), 3, tokens.formatted("c\\ud800"), "text"));
  }

  /** The rules of which {@link Composer} says that no profile can break them. */
  @ParameterizedTest
  @MethodSource("dev.muster.message.ComposerTest#ids")
  void keepsAllOtherRulesWhateverAProfileHolds(String id) {
    var what = Campaigns.identifyAndTrack(List.of("traits", "messageId"), Set.of(GCM, APNS));
    var attributes =
        """
        {"gcm_token": ["a", "b"], "apns_token": "a", "type": 7, "messageId": 7, "userId": 7,
         "user_id": 7, "event": 7, "traits": "x", "properties": ["x"], "context": null}
        """;

    var messages = Campaigns.messages(what, Campaigns.user(id, attributes));
    assertThat(messages).extracting(Message::id).hasSize(4).doesNotHaveDuplicates();
    assertThat(messages)
        .extracting(message -> JSON.readTree(message.json()))
        .allSatisfy(message -> {
          boolean track = message.get("type").asString().equals("track");
          assertThat(message.get("userId").isString()).isTrue();
          assertThat(message.get("messageId").asString()).hasSize(36);
          assertThat(message.path("event").isString()).isEqualTo(track);
          assertThat(message.path("properties").isObject()).isEqualTo(track);
          assertThat(message.path(track ? "context" : "traits").isObject()).isTrue();
        });
  }

  @Test
  void anEventHasAName() {
    assertThatThrownBy(() ->
            new What("", false, List.of(), Set.of(), Map.of(), "user_id", "anonymous_id", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an event has a name, found empty text");
  }

  /** Muster's own properties count; what a profile lacks does not. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("counted")
  void takesFewerThanThreeHundredTraitsAndProperties(
      String kind, String counted, IntFunction<Composed> withSoMany) {
    assertThat(withSoMany.apply(299)).isInstanceOf(Composed.Ready.class);
    assertThat(withSoMany.apply(300))
        .isEqualTo(
            new Composed.Invalid(
                "too_many_properties", "300 " + counted + ", fewer than 300 are possible"));
  }

  static Stream<Arguments> counted() {
    return Stream.of(
        counted("fixed", "properties", n -> composed(Campaigns.track(numbered(n - 3)), 0)),
        counted("filled", "properties", n -> composed(Campaigns.track(references(400)), n - 3)),
        counted(
            "a test's",
            "properties",
            n ->
                new Composer(
                        Campaigns.sending(Campaigns.track(numbered(n - 4))), Campaigns.TEST_STAMP)
                    .compose(Campaigns.user("u", "{}"))),
        counted("identify's", "traits", n -> composed(Campaigns.identify(names(400), Set.of()), n)),
        counted(
            "track's",
            "traits",
            n -> composed(Campaigns.track(names(400), Set.of(), numbered(296)), n)),
        counted(
            "both calls'",
            "traits",
            n -> composed(Campaigns.identifyAndTrack(names(400), Set.of(), numbered(296)), n)));
  }

  private static Arguments counted(String kind, String counted, IntFunction<Composed> withSoMany) {
    return arguments(kind, counted, withSoMany);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "😀", "\\\""})
  void takesAMessageOfExactlyTheMostBytesAndNoMore(String character) {
    var what = Campaigns.track(Map.of("a", "{{ profile.a }}"));
    int size = character.getBytes(StandardCharsets.UTF_8).length;
    int room = Batch.MESSAGE_BYTES - largest(what, "");
    var fitting = character.repeat(room / size) + "y".repeat(room % size);

    takesNoMoreThan(fitting, what, "track");
  }

  @ParameterizedTest
  @MethodSource("carryingA")
  void takesNoCallOfMoreThanTheMostBytes(What what, String call) {
    takesNoMoreThan("x".repeat(Batch.MESSAGE_BYTES - largest(what, "")), what, call);
  }

  static Stream<Arguments> carryingA() {
    return Stream.of(
        arguments(Campaigns.identify(List.of("a"), Set.of()), "identify"),
        arguments(Campaigns.identify(List.of("a"), Set.of(GCM, APNS)), "identify"),
        arguments(Campaigns.track(List.of("a"), Set.of(GCM, APNS), Map.of()), "track"),
        arguments(Campaigns.identifyAndTrack(List.of("a"), Set.of(GCM, APNS)), "track"));
  }

  private static void takesNoMoreThan(String a, What what, String call) {
    assertThat(largest(what, a)).isEqualTo(Batch.MESSAGE_BYTES);
    assertThat(Campaigns.composer(what).compose(userWith(a + "y")))
        .isEqualTo(
            new Composed.Invalid(
                "too_large", "the " + call + " message has 32,001 bytes, 32,000 are the most"));
  }

  private static int largest(What what, String a) {
    return Campaigns.messages(what, userWith(a)).stream()
        .mapToInt(m -> m.json().length)
        .max()
        .orElseThrow();
  }

  private static Addressee userWith(String a) {
    return Campaigns.user(
        "u", "{\"a\": \"" + a + "\", \"gcm_token\": [\"g\", \"h\"], \"apns_token\": \"i\"}");
  }

  private static Composed composed(What what, int attributes) {
    return Campaigns.composer(what).compose(Campaigns.user("u", attributes(attributes)));
  }

  private static Map<String, Object> numbered(int count) {
    return names(count).stream().collect(Collectors.toMap(name -> name, name -> 1L));
  }

  private static Map<String, Object> references(int count) {
    return names(count).stream()
        .collect(Collectors.toMap(name -> name, name -> "{{ profile." + name + " }}"));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private static String attributes(int count) {
    return names(count).stream()
        .map(name -> "\"" + name + "\": 1")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
