package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShopTest {
  private static final Instant AS_OF = Instant.parse("2026-12-01T14:30:00Z");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void isTheSameForTheSameSeed() throws IOException {
    var shop = new Shop(1, AS_OF, 300, 30, 1);
    var again = new Shop(1, AS_OF.plusMillis(400), 300, 30, 1);

    assertThat(lines(new People(shop))).isEqualTo(lines(new People(again)));
    assertThat(lines(new Log(shop, true))).isEqualTo(lines(new Log(again, true)));
    assertThat(lines(new People(new Shop(2, AS_OF, 300, 30, 1))))
        .isNotEqualTo(lines(new People(shop)));
  }

  @Test
  void hasCustomersOfManyKinds() throws IOException {
    var people = lines(new People(Shop.small(AS_OF))).stream().map(JSON::readTree).toList();

    assertThat(people)
        .hasSize(5_000)
        .extracting(person -> person.get("user_id"))
        .doesNotHaveDuplicates();
    assertThat(people)
        .allSatisfy(person -> {
          assertThat(person.get("newsletter").isBoolean()).isTrue();
          assertThat(Instant.parse(person.get("signed_up_at").asString())).isBeforeOrEqualTo(AS_OF);
          if (person.has("timezone")) {
            assertThat(ZoneId.of(person.get("timezone").asString())).isNotNull();
          }
          if (person.has("email")) {
            assertThat(person.get("email").asString()).endsWith("@example.com");
          }
        });
    assertThat(people.stream().map(person -> person.get("plan").asString()))
        .containsOnly("free", "pro", "team");
    for (var optional :
        List.of(
            "anonymous_id",
            "timezone",
            "opted_out",
            "email",
            "first_name",
            "city",
            "gcm_token",
            "apns_token")) {
      assertThat(people).anyMatch(person -> person.has(optional));
      assertThat(people).anyMatch(person -> !person.has(optional));
    }
    assertThat(people.stream().map(person -> person.path("timezone").asString("")).distinct())
        .hasSizeGreaterThan(15);
  }

  @Test
  void logsWhatTheyDidBeforeAsOf() throws IOException {
    var shop = new Shop(1, AS_OF, 500, 120, 4);
    var names = new HashMap<String, Integer>();
    var ids = new HashSet<String>();
    for (var line : lines(new Log(shop, true))) {
      var event = JSON.readTree(line);
      names.merge(event.get("event").asString(), 1, Integer::sum);
      ids.add(event.get("id").asString());
      assertThat(Instant.parse(event.get("occurred_at").asString()))
          .isBefore(AS_OF)
          .isAfterOrEqualTo(AS_OF.minus(Duration.ofDays(120)));
      assertThat(fields(event.get("properties"))).isEqualTo(expected(event));
    }

    assertThat(ids).hasSize(names.values().stream().mapToInt(count -> count).sum());
    assertThat(names).hasSize(5);
    assertThat(lines(new Log(Shop.small(AS_OF), true))).hasSizeBetween(200_000, 300_000);
  }

  /** The audience of the benchmark: heavy buyers on "pro" who have kept the app. */
  @Test
  void hasAFewInAHundredWhoQualifyForTheBenchmark() throws IOException {
    var shop = new Shop(3, AS_OF, 20_000, 90, 1);
    var charges = new HashMap<String, Integer>();
    var gone = new HashSet<String>();
    for (var line : lines(new Log(shop, false))) {
      var event = JSON.readTree(line);
      var user = event.get("user_id").asString();
      var at = Instant.parse(event.get("occurred_at").asString());
      if (event.get("event").asString().equals("Charged")
          && at.isAfter(AS_OF.minus(Duration.ofDays(30)))
          && amount(event).compareTo(new BigDecimal(500)) > 0) {
        charges.merge(user, 1, Integer::sum);
      }
      if (event.get("event").asString().equals("App Uninstalled")
          && at.isAfter(AS_OF.minus(Duration.ofDays(60)))) {
        gone.add(user);
      }
    }
    var qualified =
        lines(new People(shop)).stream()
            .map(JSON::readTree)
            .filter(person -> person.get("plan").asString().equals("pro"))
            .map(person -> person.get("user_id").asString())
            .filter(user -> charges.getOrDefault(user, 0) >= 3 && !gone.contains(user))
            .count();

    assertThat(qualified).isBetween(200L, 600L);
  }

  private static BigDecimal amount(JsonNode event) {
    return event.get("properties").get("amount").decimalValue();
  }

  private static Set<String> fields(JsonNode object) {
    return Set.copyOf(object.propertyNames());
  }

  private static Set<String> expected(JsonNode event) {
    return Map.of(
            "App Opened", Set.of("platform"),
            "Product Viewed", Set.of("product_id", "category", "price"),
            "Added To Cart", Set.of("product_id", "price"),
            "Charged", Set.of("product_id", "amount", "currency", "category"),
            "App Uninstalled", Set.<String>of())
        .getOrDefault(event.get("event").asString(), Set.of("an event that no shop has"));
  }

  private static List<String> lines(Lines lines) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(new GeneratedInput(lines), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
