package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ControlGroup;
import dev.muster.campaign.DurationText;
import dev.muster.campaign.Expectation;
import dev.muster.campaign.Share;
import dev.muster.campaign.What;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import dev.muster.campaign.WrittenDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoAndWhatGrammarTest {
  private static final String RIGHT =
      """
      campaign: test
      name: "%s"
      owner: "%s"
      who:
        audience: { everyone: true }
      what:
        track: Test
      """;

  @Test
  void takesTheDefaults() {
    var campaign = CampaignText.audience("everyone: true").valid();
    assertThat(campaign.status()).isEqualTo(Campaign.Status.DRAFT);
    assertThat(campaign.who())
        .isEqualTo(
            new Who(
                new Who.PastBehaviour(new Condition.Everyone()),
                null,
                true,
                null,
                new Again.Always(),
                null,
                true));
    assertThat(campaign.what())
        .isEqualTo(
            new What(
                "Test",
                false,
                List.of(),
                java.util.Set.of(),
                Map.of(),
                "user_id",
                "anonymous_id",
                Map.of()));
    assertThat(campaign.when()).isEqualTo(new When(new When.AtLaunch(), null));
    assertThat(campaign.goal()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "{ percent: 10 }, 100, test",
    "{ percent: 0.1 }, 1, test",
    "{ percent: 99.9 }, 999, test",
    "{ percent: 12.50 }, 125, test",
    "'{ percent: 5, salt: winter }', 50, winter",
  })
  void readsControlGroups(String written, int perMille, String salt) {
    assertThat(who("control_group: " + written).controlGroup())
        .isEqualTo(new ControlGroup(new Share(perMille), salt));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.01", "100", "99.95", "-1", "'10'", "10%"})
  void refusesOtherShares(String percent) {
    assertThat(faults("control_group: { percent: %s }".formatted(percent)))
        .extracting(Fault::key)
        .containsExactly("who.control_group.percent");
  }

  @ParameterizedTest
  @MethodSource
  void readsCapsAndRepeats(String written, Object meant) {
    var who = who(written);
    assertThat(Arrays.asList(who.cap(), who.again(), who.expect(), who.limitPerUser()))
        .contains(meant);
  }

  static Stream<Arguments> readsCapsAndRepeats() {
    return Stream.of(
        Arguments.of("cap: { only: 100 }", new Cap.Only(100)),
        Arguments.of("cap: { abort_above: 1000000 }", new Cap.AbortAbove(1_000_000)),
        Arguments.of("again: always", new Again.Always()),
        Arguments.of("again: never", new Again.Never()),
        Arguments.of("again: { after: 2w }", after(2, ChronoUnit.WEEKS)),
        Arguments.of("again: { after: 30s }", after(30, ChronoUnit.SECONDS)),
        Arguments.of("expect: { between: [0, 0] }", new Expectation(0L, 0L, null)),
        Arguments.of(
            "expect: { change_at_most: 30% }", new Expectation(null, null, new BigDecimal("0.30"))),
        Arguments.of(
            "expect: { between: [10, 20], change_at_most: 12.5% }",
            new Expectation(10L, 20L, new BigDecimal("0.125"))),
        Arguments.of("limit_per_user: ignore", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "100.5", "-100", "'100'", "1e99", "all"})
  void refusesOtherLimits(String limit) {
    assertThat(faults("cap: { only: %s }".formatted(limit)))
        .extracting(Fault::key)
        .containsExactly("who.cap.only");
  }

  @Test
  void readsWhatIsSent() {
    var what =
        CampaignText.what(
                """
                identify: true
                track: Offer
                attributes: [email, first.name]
                tokens: [apns, gcm]
                user_id: crm_id
                anonymous_id: device
                integrations: { All: false, Braze: { id: 1.50 } }
                properties:
                  text: "Hi {{ profile.first_name }}"
                  price: 1.50
                  list: [1, true, null, { deep: "" }]
                  1: one
                """)
            .valid()
            .what();
    var list = new ArrayList<Object>(List.of(new BigDecimal("1"), true));
    list.add(null);
    list.add(Map.of("deep", ""));
    var properties = new LinkedHashMap<String, Object>();
    properties.put("text", "Hi {{ profile.first_name }}");
    properties.put("price", new BigDecimal("1.50"));
    properties.put("list", list);
    properties.put("1", "one");
    assertThat(what.properties()).isEqualTo(properties);
    assertThat(what.identify()).isTrue();
    assertThat(what.attributes()).containsExactly("email", "first.name");
    assertThat(what.tokens()).containsExactly(What.Platform.GCM, What.Platform.APNS);
    assertThat(what.userId()).isEqualTo("crm_id");
    assertThat(what.anonymousId()).isEqualTo("device");
    assertThat(what.integrations())
        .isEqualTo(Map.of("All", false, "Braze", Map.of("id", new BigDecimal("1.50"))));
  }

  @Test
  void identifyAloneIsEnough() {
    assertThat(CampaignText.what("identify: true").valid().what().track()).isNull();
  }

  @Test
  void findsWrongTemplatesWhereverTheyStand() {
    var faults =
        CampaignText.what(
                """
                track: Offer
                integrations: { Braze: "{% wrong %}" }
                properties:
                  a: ["{% wrong %}", { b: "{% wrong %}" }]
                """)
            .faults();
    assertThat(faults)
        .extracting(Fault::toString)
        .containsExactly(
            "jobs/test.yaml:8:26: what.integrations.Braze: expected text without a template, which"
                + " is sent as it is, found \"{% wrong %}\"; put what differs by user into the"
                + " values of properties",
            "jobs/test.yaml:10:9: what.properties.a[0]: expected a tag, found wrong",
            "jobs/test.yaml:10:29: what.properties.a[1].b: expected a tag, found wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "growth@example.com",
        "ops@localhost",
        "o'brien+muster@mail.example.co.uk",
        "größe@bücher.example",
        "ops@[127.0.0.1]",
      })
  void takesAnAddressForAnOwner(String owner) {
    assertThat(CampaignText.campaign(RIGHT.formatted("Test", owner)).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "growth",
        "@example.com",
        "growth@",
        "a@b@example.com",
        "growth @example.com",
        " growth@example.com",
        "growth@example.com\\n",
        "growth@\\u00a0example.com",
        "a@example.com,b@example.com",
        "a@example.com;b",
        "Growth<growth@example.com>",
        "growth@example\\u0007.com",
        "growth@example.com\\r\\nBcc: x",
      })
  void refusesAnOwnerWhoIsNoAddress(String owner) {
    assertThat(CampaignText.campaign(RIGHT.formatted("Test", owner)).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.toString()).startsWith("jobs/test.yaml:3:8: owner: ");
          assertThat(fault.message()).contains("expected one e-mail address", "found", "alone");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\nb",
        "a\\rb",
        "a\\tb",
        "a\\u0085b",
        "a\\u2028b",
        "a\\u2029b",
        "a\\x7fb",
        "a\\0b"
      })
  void refusesANameOfSeveralLinesOrWithControlCharacters(String name) {
    assertThat(CampaignText.campaign(RIGHT.formatted(name, "a@example.com")).faults())
        .extracting(Fault::key)
        .containsExactly("name");
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 30, SECONDS, PT30S",
    "15m, 15, MINUTES, PT15M",
    "24h, 24, HOURS, PT24H",
    "7d, 7, DAYS, PT168H",
    "2w, 2, WEEKS, PT336H",
    "036500d, 36500, DAYS, PT876000H",
  })
  void readsDurationsAndKeepsTheUnit(
      String written, long number, ChronoUnit unit, Duration exactly) {
    assertThat(who("again: { after: %s }".formatted(written)).again())
        .isEqualTo(after(number, unit));
    assertThat(DurationText.read(written)).hasValue(exactly);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "0d", "1y", "1d12h", "-1d", "1.5h", "7 d", "7D", "P7D", "''", "999999999w"})
  void refusesOtherDurations(String written) {
    assertThat(faults("again: { after: %s }".formatted(written)))
        .extracting(Fault::key)
        .containsExactly("who.again.after");
  }

  private static Again after(long number, ChronoUnit unit) {
    return new Again.After(new WrittenDuration(number, unit));
  }

  private static Who who(String key) {
    return CampaignText.who("audience: { everyone: true }\n" + key).valid().who();
  }

  private static List<Fault> faults(String key) {
    return CampaignText.who("audience: { everyone: true }\n" + key).faults();
  }
}
