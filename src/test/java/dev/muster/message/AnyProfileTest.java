package dev.muster.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.campaign.What;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever stands in a profile and whatever a template makes of it, composing comes to messages
 * that are legal, or to a user without any; never to an exception. Profiles and templates follow
 * from a seed alone.
 */
class AnyProfileTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int EACH = 500;

  private static final Set<String> CODES =
      Set.of(
          "no_user_anon_id",
          "too_large",
          "too_many_properties",
          "template",
          "text",
          "number",
          "attributes");

  private static final List<String> NAMES =
      List.of("first_name", "points", "tags", "address", "timezone", "gcm_token", "apns_token");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "Ada",
          "10",
          "-0.5",
          "1e5",
          "2026-12-01T09:00:00Z",
          "Mars/Olympus",
          "{{ x }}",
          "\u0000",
          "\ud83d\ude00",
          "\ud800",
          "\u202e",
          "<b>&",
          "\"\\",
          "a\nb");

  private static final List<String> TEMPLATES =
      List.of(
          "%s",
          "{{ profile.%s }}",
          "{{ profile.%s | default: 'x' | upcase }}",
          "{{ profile.%s | plus: 1 }}",
          "{{ profile.%s | divided_by: profile.points | round: 2 }}",
          "{{ profile.%s | date: '%%Y-%%m-%%d' }}",
          "{{ profile.%s | date: '%%H:%%M', profile.timezone }}",
          "{{ profile.%s | number }}",
          "{{ profile.%s | split: 'a' | join: '-' }}",
          "{{ profile.%s | truncate: 3 }}{{ profile.%1$s | size }}",
          "{%% if profile.%s > 5 %%}{%% abort %%}{%% endif %%}hi",
          "{%% for each in profile.%s %%}{{ each }}{{ forloop.index }}{%% endfor %%}",
          "{%% assign a = profile.%s %%}{{ a | append: a }}",
          "{%% case profile.%s %%}{%% when 'Ada' %%}1{%% else %%}2{%% endcase %%}",
          "{{ profile.%s[0] }}{{ profile.%1$s.city }}{{ profile.%1$s[-1] }}",
          "{{ constant }}{{ campaign.run }}{{ profile.%s | strip_html | slice: 0, 2 }}");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void comesToLegalMessagesOrToNone(long seed) {
    var random = new Random(seed);
    var met = new LinkedHashMap<String, Integer>();
    for (var i = 0; i < EACH; i++) {
      var what = what(random);
      var to = addressee(random);
      var about = what + " " + to;

      var composed = Campaigns.composer(what).compose(to);

      switch (composed) {
        case Composed.Aborted _ -> met.merge("aborted", 1, Integer::sum);
        case Composed.Invalid(var code, var reason) -> {
          assertThat(CODES).as(about).contains(code);
          assertThat(reason).as(about).isNotBlank().doesNotContain("\n");
          met.merge(code, 1, Integer::sum);
        }
        case Composed.Ready(var messages) -> {
          for (var message : messages) {
            assertThat(message.json().length).as(about).isLessThanOrEqualTo(Batch.MESSAGE_BYTES);
            var tree = JSON.readTree(message.json());
            assertThat(new String(message.json(), UTF_8)).as(about).doesNotContain("\ufffd");
            assertThat(tree.path("userId").asString("") + tree.path("anonymousId").asString(""))
                .as(about)
                .isNotBlank();
            assertThat(tree.path("properties").size()).as(about).isLessThan(300);
          }
          met.merge("ready", 1, Integer::sum);
        }
      }
    }
    assertThat(met.keySet()).contains("ready", "aborted", "template", "number");
  }

  private static What what(Random random) {
    var properties = new LinkedHashMap<String, Object>();
    var count = random.nextInt(4);
    for (var i = 0; i <= count; i++) {
      properties.put("p" + i, one(random, TEMPLATES).formatted(one(random, NAMES)));
    }
    var tokens = EnumSet.noneOf(What.Platform.class);
    if (random.nextBoolean()) {
      tokens.addAll(EnumSet.allOf(What.Platform.class));
    }
    return Campaigns.what("Offer", random.nextBoolean(), NAMES, tokens, properties);
  }

  private static Addressee addressee(Random random) {
    var attributes = new LinkedHashMap<String, @Nullable Object>();
    for (var name : NAMES) {
      if (random.nextInt(4) > 0) {
        attributes.put(name, value(random, 3));
      }
    }
    var id = random.nextInt(20) == 0 ? one(random, TEXTS) : "u" + random.nextInt(100);
    return new Addressee(
        new UserId(id.isEmpty() ? "u" : id),
        new Occasion.Once(),
        Recipient.of(id, random.nextBoolean()),
        attributes(random, attributes),
        random.nextBoolean() ? one(random, TEXTS) : null,
        random.nextBoolean() ? "Europe/Berlin" : one(random, TEXTS),
        random.nextBoolean() ? "[\"p1\", 2]" : null,
        Instant.parse("2026-12-07T14:00:00Z"));
  }

  /** Also what is no object. */
  private static String attributes(Random random, Map<String, @Nullable Object> attributes) {
    return switch (random.nextInt(30)) {
      case 0 -> "[]";
      case 1 -> "null";
      case 2 -> "\"text\"";
      default -> JSON.writeValueAsString(attributes);
    };
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(20) - 5;
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(30));
      case 4 -> one(random, TEXTS);
      case 5 -> one(random, TEXTS).repeat(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 5));
      case 6 -> java.util.Arrays.asList(value(random, depth - 1), value(random, depth - 1));
      case 7 -> Map.of("city", String.valueOf(value(random, 0)), "a.b", 1);
      default -> List.of();
    };
  }

  private static <T> T one(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
