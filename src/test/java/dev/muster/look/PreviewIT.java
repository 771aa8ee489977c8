package dev.muster.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.message.Message;
import dev.muster.run.DeliverySettings;
import dev.muster.run.LaunchPad;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** What a preview shows is what the run sends that follows it. */
class PreviewIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Clock LATER = Clock.fixed(MONDAY.plusSeconds(3600), ZoneOffset.UTC);
  private static final List<String> WITHOUT_MESSAGES =
      List.of("suppressed", "unreachable", "aborted", "invalid", "unknown");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void showsOfEverybodyWhatBecomesOfThemAndTheVeryMessagesThatAreSent(Database database)
      throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.holdingBack(new Share(30))
          .delivering(new DeliverySettings(3, 50, 4, 1_000))
          .profiles(EstimateIT.PROFILES)
          .events(EstimateIT.EVENTS);
      // The first few, who end in all the ways; and somebody of whom nobody knows.
      var users =
          IntStream.rangeClosed(0, 57).mapToObj(number -> new UserId("u" + number * 7)).toList();
      for (var seed = 41; seed <= 46; seed++) {
        var text = new AnyCampaign(seed).text();
        var campaign = pad.campaign("c" + seed, text);
        var moment = seed % 3 == 0 ? MONDAY.plus(Duration.ofMinutes(400)) : MONDAY;
        pad.sandbox().reset();

        var shown =
            pad.dryRun()
                .of(pad.subject(campaign, MONDAY, moment), frozen -> Preview.of(frozen, users, 0))
                .orElseThrow();
        clock.set(moment);
        var end = pad.launch(campaign, MONDAY);
        while (pad.run(end).status() == RunStatus.WAITING) {
          clock.set(requireNonNull(pad.run(end).nextWindowAt()));
          end = pad.resume(end.run());
        }

        assertThat(shown.stream().map(Preview.Shown::user).toList()).isEqualTo(users);
        var sent = sent(pad);
        for (var user : shown) {
          var fate = pad.store().members().facts().find(pad.run(end).key(), user.user());
          assertThat(user.verdict())
              .as("%s of %s", user, text)
              .isEqualTo(
                  fate.map(of -> of.verdict() == Verdict.ACCEPTED ? "pending" : of.verdict().key())
                      .orElse(user.user().value().equals("u0") ? "unknown" : "not_qualified"));
          assertThat(user.reason() == null).isEqualTo(user.verdict().equals("pending"));
          if (user.verdict().equals("pending")) {
            assertThat(user.messages().stream().map(PreviewIT::text).sorted())
                .as(text)
                .isEqualTo(sent.get(user.messages().getFirst().id()));
          }
          if (WITHOUT_MESSAGES.contains(user.verdict())) {
            assertThat(user.messages()).as(user.verdict()).isEmpty();
          }
        }
      }
    }
  }

  /** What was sent to the recipient of each message, by its id. */
  private static Map<String, List<String>> sent(LaunchPad pad) {
    var byRecipient =
        pad.sandbox().events().stream()
            .map(event -> event.message())
            .collect(
                Collectors.groupingBy(
                    message ->
                        message.path("userId").asString("")
                            + message.path("anonymousId").asString(""),
                    Collectors.toList()));
    var byId = new LinkedHashMap<String, List<String>>();
    byRecipient
        .values()
        .forEach(messages ->
            messages.forEach(message ->
                byId.put(
                    message.path("messageId").asString(),
                    messages.stream().map(PreviewIT::asSent).sorted().toList())));
    return byId;
  }

  /** Without what the sandbox, like the Segment API, takes over from the batch. */
  private static String asSent(ObjectNode message) {
    var copy = message.deepCopy();
    copy.remove("sentAt");
    ((ObjectNode) copy.path("context")).remove("library");
    return copy.toString();
  }

  private static String text(Message message) {
    return new String(message.json(), UTF_8);
  }

  /** Of two shapes, with points and without; one of each comes first. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "40, 2"})
  void samplesDifferentShapesFirstAndThenInTheOrderOfTheHash(int sample, int shapes)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(pointsOfSome(30))) {
        var campaign =
            pad.campaign(
                "all",
                """
                who: { audience: { everyone: true } }
                what: { track: Offer, attributes: [points] }
                when: { at: launch }
                """);
        var inOrder =
            IntStream.rangeClosed(1, 30)
                .mapToObj(number -> "u" + number)
                .sorted(Comparator.comparing(PreviewIT::hash))
                .toList();

        var shown =
            pad.dryRun()
                .of(
                    pad.subject(campaign, MONDAY, MONDAY),
                    frozen -> Preview.of(frozen, List.of(new UserId("u5")), sample))
                .orElseThrow();

        var users = shown.stream().map(user -> user.user().value()).toList();
        assertThat(users).hasSize(1 + Math.min(sample, 29)).doesNotHaveDuplicates();
        assertThat(users.getFirst()).isEqualTo("u5");
        var others = inOrder.stream().filter(user -> !user.equals("u5")).toList();
        var withPoints = others.stream().filter(PreviewIT::hasPoints).findFirst().orElseThrow();
        var without = others.stream().filter(user -> !hasPoints(user)).findFirst().orElseThrow();
        var different =
            others.stream().filter(user -> List.of(withPoints, without).contains(user)).toList();
        assertThat(users.subList(1, 1 + Math.min(sample, shapes)))
            .isEqualTo(different.subList(0, Math.min(sample, shapes)));
        assertThat(users.stream().skip(3))
            .isEqualTo(
                others.stream()
                    .filter(user -> !different.contains(user))
                    .limit(Math.max(0, sample - 2))
                    .toList());
      }
    }
  }

  private static boolean hasPoints(String user) {
    return Integer.parseInt(user.substring(1)) % 10 == 0;
  }

  private static String pointsOfSome(int users) {
    return IntStream.rangeClosed(1, users)
        .mapToObj(number ->
            "{\"user_id\": \"u%d\"%s}".formatted(number, number % 10 == 0 ? ", \"points\": 7" : ""))
        .collect(Collectors.joining("\n"));
  }

  private static String hash(String user) {
    try {
      var text = "preview:all:2026-12-07T09:00:00Z:" + user;
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Most of those who come first are not sent to. */
  @ParameterizedTest
  @EnumSource
  void samplesOnlyThoseWhoWouldBeSentTo(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(pointsOfSome(2500))) {
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what:
                track: Offer
                properties: { hi: "{% unless profile.points %}{% abort %}{% endunless %}" }
              when: { at: launch }
              """);

      var shown =
          pad.dryRun()
              .of(
                  pad.subject(campaign, MONDAY, MONDAY),
                  frozen -> Preview.of(frozen, List.of(), 100))
              .orElseThrow();

      assertThat(shown).hasSize(100);
      assertThat(shown).allMatch(user -> hasPoints(user.user().value()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsWhoDoesNotQualifyWhatEverybodyWouldGet(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER)) {
      pad.profiles(
              """
              {"user_id": "free", "plan": "free"}
              {"user_id": "pro", "plan": "pro"}
              {"user_id": "out", "plan": "pro", "opted_out": true}
              """)
          .events(
              """
              {"user_id": "pro", "event": "Viewed", "occurred_at": "2026-12-01T10:00:00Z", "properties": {"sku": "S1"}}
              {"user_id": "free", "event": "Viewed", "occurred_at": "2026-12-01T10:00:00Z", "properties": {"sku": "S2"}}
              """);
      var campaign =
          pad.campaign(
              "all",
              """
              who:
                audience:
                  same: sku
                  all: [ { did: Viewed }, { profile: { plan: pro } } ]
              what: { track: Offer, properties: { skus: "{{ constant }}" } }
              when: { at: launch }
              """);

      var shown =
          pad.dryRun()
              .of(
                  pad.subject(campaign, MONDAY, MONDAY),
                  frozen ->
                      Preview.of(
                          frozen,
                          List.of("out", "free", "pro", "gone").stream().map(UserId::new).toList(),
                          0))
              .orElseThrow();

      assertThat(shown.stream().map(user -> user.user().value() + " " + user.verdict()))
          .containsExactly(
              "out not_qualified", "free not_qualified", "pro pending", "gone unknown");
      assertThat(shown.get(0).messages()).isEmpty();
      assertThat(shown.get(0).reason()).isEqualTo("the profile has opted out");
      assertThat(text(shown.get(1).messages().getFirst())).contains("\"skus\":[]");
      assertThat(shown.get(1).reason()).contains("plan");
      assertThat(text(shown.get(2).messages().getFirst())).contains("\"skus\":[\"S1\"]");
    }
  }
}
