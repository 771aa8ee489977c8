package dev.muster.message;

import static dev.muster.campaign.What.Platform.APNS;
import static dev.muster.campaign.What.Platform.GCM;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.campaign.What;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ComposerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ZOE =
      """
      {"email": "zoe@example.com", "first_name": "Zoë", "plan": "pro", "nothing": null, "price": 500.10}
      """;

  @Test
  void writesATrackCall() {
    var what =
        Campaigns.track(
            List.of("email", "first_name", "nothing", "missing"),
            Set.of(),
            Map.of("greeting", "Hi {{ profile.first_name | default: 'there' }}"));

    assertThat(only(what, Campaigns.user("u-1", ZOE)))
        .isEqualTo(
            """
            {"type":"track","messageId":"e8a1","userId":"u-1","timestamp":"2026-12-07T14:00:00.000Z","channel":"server",\
            "event":"Winback Offer","properties":{"greeting":"Hi Zoë","campaign_id":"winback",\
            "campaign_name":"Win back lapsed buyers","run":"winback@2026-12-07T14:00:00Z"},\
            "context":{"campaign":{"name":"Win back lapsed buyers"},\
            "traits":{"email":"zoe@example.com","first_name":"Zoë"}}}\
            """
                .replace("e8a1", idOf("u-1", Call.TRACK, null)));
  }

  @Test
  void writesAnIdentifyCall() {
    var what = Campaigns.identify(List.of("email", "price", "timezone", "user_id"), Set.of());
    var to =
        new Addressee(
            new UserId("u-1"),
            new Occasion.Once(),
            new Recipient.Anonymous("a-1"),
            "{\"email\": \"zoe@example.com\", \"price\": 500.10, \"timezone\": \"Nowhere\"}",
            "a-1",
            "Europe/Berlin",
            null,
            Instant.parse("2026-12-07T14:00:00.123456Z"));

    assertThat(only(what, to))
        .isEqualTo(
            """
            {"type":"identify","messageId":"e8a1","anonymousId":"a-1","timestamp":"2026-12-07T14:00:00.123Z","channel":"server",\
            "traits":{"email":"zoe@example.com","price":500.10,"timezone":"Europe/Berlin","user_id":"u-1"},\
            "context":{"campaign":{"name":"Win back lapsed buyers"}}}\
            """
                .replace("e8a1", idOf("u-1", Call.IDENTIFY, null)));
  }

  @Test
  void writesATraitOnceThoughItIsNamedTwice() {
    var what = Campaigns.identify(List.of("plan", "email", "plan"), Set.of());

    assertThat(only(what, Campaigns.user("u-1", ZOE)))
        .contains("\"traits\":{\"plan\":\"pro\",\"email\":\"zoe@example.com\"}");
  }

  @Test
  void identifiesFirstAndOnceThenTracksForEachDevice() {
    var what = Campaigns.identifyAndTrack(List.of("first_name"), Set.of(APNS, GCM));
    var to =
        Campaigns.user(
            "u-1",
            "{\"gcm_token\": [\"g1\", \"g2\", \"g1\", \"\", 7, null], \"apns_token\": \"g1\"}");

    assertThat(calls(what, to))
        .containsExactly("identify", "track android g1", "track android g2", "track ios g1");
    assertThat(Campaigns.messages(what, to))
        .extracting(Message::id)
        .containsExactly(
            idOf("u-1", Call.IDENTIFY, null),
            idOf("u-1", Call.TRACK, new Device("android", "g1")),
            idOf("u-1", Call.TRACK, new Device("android", "g2")),
            idOf("u-1", Call.TRACK, new Device("ios", "g1")));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void sendsOneMessagePerToken(String attributes, List<String> track, List<String> identify) {
    var user = Campaigns.user("u-1", attributes);

    assertThat(calls(Campaigns.track(List.of(), Set.of(GCM, APNS), Map.of()), user))
        .isEqualTo(track);
    assertThat(calls(Campaigns.identify(List.of(), Set.of(GCM, APNS)), user)).isEqualTo(identify);
  }

  static Stream<Arguments> tokens() {
    return Stream.of(
        arguments("{}", List.of("track"), List.of("identify")),
        arguments("{\"gcm_token\": []}", List.of("track"), List.of("identify")),
        arguments("{\"gcm_token\": null}", List.of("track"), List.of("identify")),
        arguments("{\"gcm_token\": {\"a\": 1}}", List.of("track"), List.of("identify")),
        arguments(
            "{\"gcm_token\": \"x\"}", List.of("track android x"), List.of("identify android x")),
        arguments(
            "{\"apns_token\": [\"x\", \"y\"]}",
            List.of("track ios x", "track ios y"),
            List.of("identify ios x", "identify ios y")));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void writesProperties(Map<String, Object> written, String properties) {
    var user =
        new Addressee(
            new UserId("u-1"),
            new Occasion.Once(),
            new Recipient.User("u-1"),
            "{\"n\": 3, \"price\": 500.10, \"tags\": [\"a\", {\"b\": null}], \"nothing\": null, \"evil\": \"{{ profile.n }}\", \"most\": 9e307}",
            null,
            null,
            "[\"P-1\", 2, true]",
            Campaigns.DUE);

    assertThat(only(Campaigns.track(written), user))
        .contains("\"properties\":{" + properties + ",\"campaign_id\":");
  }

  static Stream<Arguments> properties() {
    return Stream.of(
        arguments(Map.of("a", "WB10"), "\"a\":\"WB10\""),
        arguments(Map.of("a", "é😀\"\\\n\u2028"), "\"a\":\"é😀\\\"\\\\\\n\u2028\""),
        arguments(Map.of("{{ profile.n }}", "k"), "\"{{ profile.n }}\":\"k\""),
        arguments(Map.of("a", new BigDecimal("10.50")), "\"a\":10.50"),
        arguments(Map.of("a", true), "\"a\":true"),
        arguments(JsonValues.fieldsOf("{\"a\": null}", name -> true), "\"a\":null"),
        arguments(Map.of("a", List.of("x", Map.of("y", "z"))), "\"a\":[\"x\",{\"y\":\"z\"}]"),
        arguments(Map.of("a", "{{ profile.n }}"), "\"a\":3"),
        arguments(Map.of("a", "n{{ profile.n }}"), "\"a\":\"n3\""),
        arguments(Map.of("a", "{{ profile.price }}"), "\"a\":500.10"),
        arguments(Map.of("a", "{{ profile.tags }}"), "\"a\":[\"a\",{\"b\":null}]"),
        arguments(Map.of("a", new BigDecimal("1e307")), "\"a\":1E+307"),
        arguments(Map.of("a", "{{ profile.most }}"), "\"a\":9" + "0".repeat(307)),
        arguments(Map.of("a", "{{ profile.evil }}"), "\"a\":\"{{ profile.n }}\""),
        arguments(Map.of("a", "{{ constant }}"), "\"a\":[\"P-1\",2,true]"),
        arguments(Map.of("a", "{{ constant[1] }}"), "\"a\":2"),
        arguments(Map.of("a", List.of("{{ profile.missing }}", "{{ profile.n }}")), "\"a\":[3]"),
        arguments(
            ordered("a", "{{ profile.missing }}", "b", "{{ profile.nothing }}", "c", "x"),
            "\"c\":\"x\""),
        arguments(Map.of("a", Map.of("b", "{{ profile.missing }}")), "\"a\":{}"),
        arguments(Map.of("a", Map.of("b", List.of("{{ profile.n }}"))), "\"a\":{\"b\":[3]}"),
        arguments(Map.of("a", "{{ campaign.planned_at }}"), "\"a\":\"2026-12-07T14:00:00Z\""),
        arguments(ordered("run", "mine", "a", "x"), "\"a\":\"x\""));
  }

  @Test
  void mustersOwnPropertiesStandForTheCampaignsOfTheSameName() {
    assertThat(only(Campaigns.track(Map.of("run", "mine")), Campaigns.user("u", "{}")))
        .contains("\"run\":\"winback@2026-12-07T14:00:00Z\"")
        .doesNotContain("mine");
  }

  @Test
  void passesIntegrationsOn() {
    var what =
        new What(
            "E",
            false,
            List.of(),
            Set.of(),
            Map.of(),
            "user_id",
            "anonymous_id",
            ordered("All", false, "Braze", true));

    assertThat(only(what, Campaigns.user("u", "{}")))
        .endsWith(",\"integrations\":{\"All\":false,\"Braze\":true}}");
  }

  @Test
  void aTestMessageSaysSoAndHasAnIdOfItsOwn() {
    var composed =
        new Composer(Campaigns.sending(Campaigns.track(Map.of())), Campaigns.TEST_STAMP)
            .compose(Campaigns.user("u", "{}"));

    var message = ((Composed.Ready) composed).messages().getFirst();
    assertThat(text(message)).contains("\"is_test\":true");
    assertThat(message.id()).isNotEqualTo(idOf("u", Call.TRACK, null));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void takesAnyTextForAnId(String id) {
    var message = only(Campaigns.track(Map.of()), Campaigns.user(id, "{}"));

    assertThat(JSON.readTree(message).get("userId").asString()).isEqualTo(id);
  }

  static Stream<String> ids() {
    return Stream.of(
        "1",
        "O'Hara \"Bob\" \\",
        "a,b;c\td",
        "😀é漢\u0001\u2028",
        "x".repeat(400),
        "😀".repeat(400),
        " a ",
        "null");
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void callsAUserInvalid(What what, String userId, String attributes, String code) {
    var composed = Campaigns.composer(what).compose(Campaigns.user(userId, attributes));

    assertThat(composed)
        .isInstanceOfSatisfying(
            Composed.Invalid.class,
            invalid -> {
              assertThat(invalid.code()).isEqualTo(code);
              assertThat(invalid.reason()).isNotBlank().doesNotContain("secret");
            });
  }

  static Stream<Arguments> unfit() {
    var track = Campaigns.track(Map.of("a", "{{ profile.a }}"));
    return Stream.of(
        arguments(track, "", "{}", "no_user_anon_id"),
        arguments(track, " \t\u00a0", "{}", "no_user_anon_id"),
        arguments(track, "u\0", "{}", "text"),
        arguments(track, "u\ud800", "{}", "text"),
        arguments(track, "u", "{\"a\": \"secret \\ud83d\"}", "text"),
        arguments(track, "u", "{\"a\": \"\\udc00 secret\"}", "text"),
        arguments(track, "u", "{\"a\": [{\"x\\ud800secret\": 1}]}", "text"),
        arguments(track, "u", "{\"a\": \"" + "secret".repeat(6_000) + "\"}", "too_large"),
        arguments(track, "u", "{\"a\": 1e308}", "number"),
        arguments(track, "u", "{\"a\": -1e400}", "number"),
        arguments(track, "u", "{\"a\": 1.0e-308}", "number"),
        arguments(track, "u", "{\"a\": 1e999999999}", "number"),
        arguments(track, "u", "{\"a\": 1e-999999999}", "number"),
        arguments(track, "u", "{\"a\": 99999999999999999999e99999999999}", "number"),
        arguments(
            track, "u", "{\"a\": " + "[".repeat(3_000) + "]".repeat(3_000) + "}", "attributes"),
        arguments(
            Campaigns.track(Map.of("a", "{{ profile.a | round }}")),
            "u",
            "{\"a\": \"secret\"}",
            "template"),
        arguments(
            Campaigns.track(Map.of("a", "x{{ profile.a }}")),
            "u",
            "{\"a\": \"" + "x".repeat(40_000) + "\"}",
            "too_large"),
        arguments(
            Campaigns.track(List.of(), Set.of(GCM), Map.of()),
            "u",
            "{\"gcm_token\": \"a\\u0000b\"}",
            "text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"a\": 1}]",
        "\"x\"",
        "\"{\\\"a\\\": 1}\"",
        "5",
        "true",
        "null",
        "",
        " ",
        "{\"a\": \"x",
        "{\"a\": [1",
        "{\"a\": NaN}",
        "{\"a\": 1, b}",
      })
  void takesAttributesThatAreNoObjectForOneWithoutNames(String attributes) {
    var track = Campaigns.track(Map.of("a", "{{ profile.a }}"));

    assertThat(only(track, Campaigns.user("u", attributes)))
        .isEqualTo(only(track, Campaigns.user("u", "{}")));
  }

  @Test
  void aborts() {
    var what =
        Campaigns.track(
            Map.of("a", Map.of("b", List.of("{% unless profile.ok %}{% abort %}{% endunless %}"))));

    assertThat(Campaigns.composer(what).compose(Campaigns.user("u", "{}")))
        .isEqualTo(new Composed.Aborted());
    assertThat(Campaigns.messages(what, Campaigns.user("u", "{\"ok\": true}"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("places")
  void saysInWhichTemplateAValueDidNotFit(Map<String, Object> properties, String reason) {
    var composed =
        Campaigns.composer(Campaigns.track(properties))
            .compose(Campaigns.user("u", "{\"points\": \"10\"}"));

    assertThat(composed).isEqualTo(new Composed.Invalid("template", reason));
  }

  static Stream<Arguments> places() {
    var template = "{% if profile.points > 5 %}x{% endif %}";
    var reason =
        ": profile.points > 5: expected two numbers or two texts beside >, found text and a number";
    return Stream.of(
        arguments(Map.of("v", template), "what.properties.v" + reason),
        arguments(Map.of("a", List.of("x", template)), "what.properties.a[1]" + reason),
        arguments(
            Map.of("a", List.of(Map.of("b.c", template))), "what.properties.a[0].b.c" + reason));
  }

  @Test
  void goesOnAfterAUserWhoCouldNotBeComposed() {
    var composer = Campaigns.composer(Campaigns.track(Map.of("a", "{{ profile.a }}")));
    composer.compose(Campaigns.user("u", "{\"a\": \"\\ud800\"}"));
    composer.compose(Campaigns.user("u", "{\"a\": " + "[".repeat(700) + "]".repeat(700) + "}"));

    var composed = composer.compose(Campaigns.user("v", "{\"a\": 1}"));
    assertThat(text(((Composed.Ready) composed).messages().getFirst())).contains("\"a\":1,");
  }

  @Test
  void makesTheSameBytesAgain() {
    var what = Campaigns.track(Map.of("a", "{{ 'now' | date: '%s' }} {{ profile.first_name }}"));

    assertThat(Campaigns.messages(what, Campaigns.user("u", ZOE)).getFirst().json())
        .isEqualTo(Campaigns.messages(what, Campaigns.user("u", ZOE)).getFirst().json());
  }

  @Test
  void knowsWhetherConstantsAreUsed() {
    assertThat(Campaigns.composer(Campaigns.track(Map.of("a", "{{ constant[0] }}"))).usesConstant())
        .isTrue();
    assertThat(
            Campaigns.composer(Campaigns.track(Map.of("a", "{{ profile.constant }} constant")))
                .usesConstant())
        .isFalse();
  }

  @Test
  void refusesATemplateThatIsWrong() {
    assertThatThrownBy(() -> Campaigns.composer(Campaigns.track(Map.of("a", "{{ nope }}"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing is named 'nope'");
  }

  private static String only(What what, Addressee to) {
    var messages = Campaigns.messages(what, to);
    assertThat(messages).hasSize(1);
    return text(messages.getFirst());
  }

  private static List<String> calls(What what, Addressee to) {
    return Campaigns.messages(what, to).stream()
        .map(message -> JSON.readTree(message.json()))
        .map(json -> {
          var device = json.get("context").get("device");
          return json.get("type").asString()
              + (device == null
                  ? ""
                  : " " + device.get("type").asString() + " " + device.get("token").asString());
        })
        .toList();
  }

  private static String text(Message message) {
    return new String(message.json(), StandardCharsets.UTF_8);
  }

  private static String idOf(
      String user, Call call, @org.jspecify.annotations.Nullable Device device) {
    return requireNonNull(
        new MessageIds(Campaigns.STAMP, new dev.muster.campaign.CampaignId("winback"))
            .idOf(new UserId(user), new Occasion.Once(), call, device));
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
