package dev.muster.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.run.DeliverySettings;
import dev.muster.run.LaunchPad;
import dev.muster.run.TakenUp;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** What a look at a live campaign says is what the launch comes to that follows it. */
class LiveLookIT {
  private static final Instant BEFORE = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(24));

  /** Of campaigns that between them meet every gate. */
  private static final List<Integer> SEEDS = List.of(0, 1, 4, 12, 19);

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(BEFORE.toString());

  private static String event(String id, String user, String name, Instant at, String properties) {
    return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": %s}%n"
        .formatted(id, user, name, at, properties);
  }

  /** Whatever users do in some time; a few of them have no profile. */
  private static String events(long seed, String prefix, Instant from, Duration time, int many) {
    var random = new Random(seed);
    return IntStream.range(0, many)
        .mapToObj(number ->
            event(
                prefix + number,
                "u" + (1 + random.nextInt(404)),
                List.of("Cart", "Cart", "Wish", "Paid").get(random.nextInt(4)),
                from.plusMillis(random.nextLong(time.toMillis())),
                "{\"product\": \"p%d\", \"amount\": %d}"
                    .formatted(random.nextInt(2), random.nextInt(40))))
        .collect(Collectors.joining());
  }

  private LaunchPad pad(Database database) throws Exception {
    return new LaunchPad(database, folder)
        .clock(clock)
        .holdingBack(new Share(30))
        .delivering(new DeliverySettings(3, 50, 4, 1_000))
        .profiles(EstimateIT.PROFILES);
  }

  private TakenUp launch(LaunchPad pad, Path campaign, Instant at) throws Exception {
    clock.set(at);
    return pad.takeUp(campaign);
  }

  private Estimate estimate(LaunchPad pad, Path campaign, Instant asOf) {
    return pad.dryRun().of(pad.subject(campaign, asOf, asOf), Estimate::of).orElseThrow();
  }

  /** All its openings are launched in time. */
  private void complete(LaunchPad pad, TakenUp taken) throws Exception {
    var id = requireNonNull(taken.run());
    var run = pad.store().runs().get(id);
    while (run.status() == RunStatus.WAITING) {
      clock.set(requireNonNull(run.nextWindowAt()));
      pad.resume(id);
      run = pad.store().runs().get(id);
    }
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
  }

  private static Map<Verdict, Long> ends(Map<Verdict, Long> counted) {
    var ends = new EnumMap<Verdict, Long>(Verdict.class);
    counted.forEach((verdict, many) -> {
      if (many > 0) {
        ends.put(verdict == Verdict.ACCEPTED ? Verdict.PENDING : verdict, many);
      }
    });
    return ends;
  }

  @ParameterizedTest
  @EnumSource
  void estimateAgreesWithTheLaunchThatFollowsGateByGate(Database database) throws Exception {
    var met = EnumSet.noneOf(Verdict.class);
    try (var pad = pad(database).atMost(2, 7)) {
      pad.dataSource();
      new JdbcTemplate(pad.dataSource())
          .update("insert into suppressions (user_id) values ('u8'), ('u12'), ('u13')");
      var campaigns = new ArrayList<Path>();
      for (var seed : SEEDS) {
        campaigns.add(pad.campaign("c" + seed, new AnyLiveCampaign(seed).text()));
        launch(pad, campaigns.getLast(), BEFORE);
      }
      pad.events(events(7, "before", BEFORE, Duration.ofHours(2), 120));
      for (var campaign : campaigns) {
        var taken = launch(pad, campaign, BEFORE.plus(Duration.ofHours(3)));
        if (taken.run() != null) {
          complete(pad, taken);
        }
        launch(pad, campaign, START);
      }
      pad.events(events(8, "day", START, Duration.ofHours(24), 350));
      pad.events(events(9, "after", END, Duration.ofHours(2), 50));

      for (var i = 0; i < SEEDS.size(); i++) {
        var text = new AnyLiveCampaign(SEEDS.get(i)).text();
        var estimate = estimate(pad, campaigns.get(i), END);
        var taken = launch(pad, campaigns.get(i), END);
        complete(pad, taken);

        var run = pad.store().runs().get(requireNonNull(taken.run()));
        var ends = ends(pad.store().members().verdicts(run.key()));
        assertThat(ends(estimate.audience().verdicts())).as(text).isEqualTo(ends);
        assertThat(estimate.qualified()).as(text).isEqualTo(taken.qualified());
        assertThat(estimate.others())
            .as(text)
            .isEqualTo(
                new Estimate.Others(
                    taken.others().notQualified(),
                    // Of a campaign that ends by this launch, nobody waits any more.
                    taken.awaitingProfile() + taken.others().noProfile()));
        var sent = pad.store().deliveries().totals(run.key());
        assertThat(estimate.messages()).as(text).isEqualTo(sent.messages());
        assertThat(estimate.requests()).as(text).isEqualTo(sent.requests());
        assertThat(estimate.bytes()).as(text).isEqualTo(sent.bytes());
        assertThat(estimate.invalid())
            .as(text)
            .isEqualTo(pad.store().rejections().counts(run.key()));
        met.addAll(ends.keySet());
      }
    }
    // None of it was agreed on for want of cases.
    assertThat(met)
        .contains(
            Verdict.SUPPRESSED,
            Verdict.SYSTEM_CONTROL,
            Verdict.CONTROL,
            Verdict.REPEATED,
            Verdict.FREQUENCY_CAPPED,
            Verdict.CAPPED,
            Verdict.DISCARDED,
            Verdict.EXPIRED,
            Verdict.COLLAPSED,
            Verdict.LAPSED,
            Verdict.ABORTED,
            Verdict.INVALID,
            Verdict.PENDING);
  }

  private static final String HOURLY =
      """
      who:
        live: { did: Cart, then_not: { did: Paid, within: 30m } }
        again: %s
        cap: { only_per_day: 100 }
      what: { track: Offer, properties: { product: "{{ event.properties.product }}" } }
      when:
        do_not_disturb: { from: "23:00", to: "12:00", then: delay, collapse: latest }
        cut_off: { after: 40d }
      """;

  /** What a campaign has done itself in that time does not count: it is met anew. */
  @ParameterizedTest
  @EnumSource
  void estimateIsTheSameWhetherLaunchesCameInTheTimeOrNot(Database database) throws Exception {
    try (var pad = pad(database)) {
      var again = "{ after: 3d }";
      var launched = pad.campaign("launched", HOURLY.formatted(again));
      var waiting = pad.campaign("waiting", HOURLY.formatted(again));
      launch(pad, launched, BEFORE);
      launch(pad, waiting, BEFORE);
      pad.events(events(17, "before", BEFORE, Duration.ofHours(2), 120));
      for (var campaign : List.of(launched, waiting)) {
        complete(pad, launch(pad, campaign, BEFORE.plus(Duration.ofHours(3))));
        launch(pad, campaign, START);
      }
      pad.events(events(18, "day", START, Duration.ofHours(24), 900));
      for (var hour = 3; hour < 24; hour += 3) {
        clock.set(START.plus(Duration.ofHours(hour)));
        pad.launchLive(launched);
      }

      var of = estimate(pad, launched, END);

      assertThat(ends(of.audience().verdicts()))
          .isEqualTo(ends(estimate(pad, waiting, END).audience().verdicts()))
          .containsKeys(Verdict.REPEATED, Verdict.CAPPED, Verdict.LAPSED, Verdict.PENDING);
      // Nor does a launch that is still to come change it.
      assertThat(estimate(pad, launched, END)).isEqualTo(of);
    }
  }

  /** Neither waits for the other, and of what is only looked at nothing is seen. */
  @ParameterizedTest
  @EnumSource
  void keepsNoLaunchWaitingAndLeavesNothing(Database database) throws Exception {
    try (var pad = pad(database).atMost(3, 7)) {
      var campaign = pad.campaign("cart", HOURLY.formatted("never"));
      launch(pad, campaign, START);
      pad.events(events(28, "day", START, Duration.ofHours(24), 100));
      var before = rows(pad);

      var seen =
          pad.dryRun()
              .of(
                  pad.subject(campaign, END, END),
                  frozen -> {
                    var estimate = Estimate.of(frozen);
                    return new Seen(estimate, meanwhile(pad, campaign));
                  })
              .orElseThrow();

      assertThat(seen.taken().state()).isEqualTo(TakenUp.State.LIVE);
      assertThat(seen.taken().qualified()).isEqualTo(seen.estimate().qualified()).isPositive();
      var after = rows(pad);
      assertThat(after.get("muster_member"))
          .isEqualTo(of(before, "muster_member") + seen.taken().qualified());
      assertThat(after.get("muster_run")).isEqualTo(of(before, "muster_run") + 1);
      estimate(pad, campaign, END.plusSeconds(60));
      pad.dryRun()
          .of(
              pad.subject(campaign, END, END),
              frozen -> Preview.of(frozen, List.of(new UserId("u5")), 3));
      assertThat(rows(pad)).isEqualTo(after);
    }
  }

  private TakenUp meanwhile(LaunchPad pad, Path campaign) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return launch(pad, campaign, END);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })
        .join();
  }

  private static long of(Map<String, Long> rows, String table) {
    return requireNonNull(rows.get(table));
  }

  private record Seen(Estimate estimate, TakenUp taken) {}

  private static Map<String, Long> rows(LaunchPad pad) {
    var rows = new TreeMap<String, Long>();
    var jdbc = new JdbcTemplate(pad.dataSource());
    for (var table :
        List.of(
            "muster_run",
            "muster_member",
            "muster_trigger",
            "muster_live",
            "muster_live_trigger",
            "muster_live_place",
            "muster_live_day",
            "muster_gate",
            "muster_outcome",
            "muster_contact")) {
      rows.put(
          table, requireNonNull(jdbc.queryForObject("select count(*) from " + table, Long.class)));
    }
    return rows;
  }

  /** Of all who have triggered it, whatever keeps them. */
  @ParameterizedTest
  @EnumSource
  void previewShowsOfEverybodyTheVeryMessageThatIsSent(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who:
                live:
                  did: Cart
                  then_not: { did: Paid, within: 30m }
                  audience: { profile: { plan: pro } }
                again: never
              what:
                track: Offer
                attributes: [email]
                properties:
                  product: "{{ event.properties.product }}"
                  of: "{{ event.name }} {{ event.id }} {{ event.occurred_at }}"
                  amount: "{{ event.properties.amount }}"
                  hi: "{% if profile.points == 3 %}{% abort %}{% endif %}{{ 10 | divided_by: profile.points }}"
              when: { delay: 10m, cut_off: { after: 40d } }
              """);
      launch(pad, campaign, BEFORE);
      pad.events(event("old", "u402", "Cart", BEFORE.plusSeconds(60), "{\"product\": \"p9\"}"));
      pad.profiles("{\"user_id\": \"u402\", \"plan\": \"pro\", \"points\": 1}");
      launch(pad, campaign, START);
      pad.events(events(38, "day", START, Duration.ofHours(24), 400));
      var users =
          IntStream.rangeClosed(1, 404).mapToObj(number -> new UserId("u" + number)).toList();

      var shown =
          pad.dryRun()
              .of(pad.subject(campaign, END, END), frozen -> Preview.of(frozen, users, 0))
              .orElseThrow();
      var sample =
          pad.dryRun()
              .of(pad.subject(campaign, END, END), frozen -> Preview.of(frozen, List.of(), 10))
              .orElseThrow();
      pad.sandbox().reset();
      complete(pad, launch(pad, campaign, END));

      assertThat(shown.stream().map(Preview.Shown::user).toList()).isEqualTo(users);
      var sent =
          pad.sandbox().events().stream()
              .collect(
                  Collectors.toMap(
                      event -> event.message().path("messageId").asString(),
                      event -> asSent(event.message())));
      var pending = shown.stream().filter(each -> each.verdict().equals("pending")).toList();
      assertThat(pending).hasSizeGreaterThan(10);
      for (var user : pending) {
        if (user.user().value().equals("u402")) {
          assertThat(text(user)).contains("p9", "\"timestamp\":\"2026-11-29T10:41:00.000Z\"");
        } else {
          assertThat(text(user)).isEqualTo(sent.get(user.messages().getFirst().id()));
        }
      }
      for (var user : shown) {
        assertThat(user.reason() == null)
            .as("%s", user)
            .isEqualTo(user.verdict().equals("pending"));
      }
      var verdicts = shown.stream().map(Preview.Shown::verdict).collect(Collectors.toSet());
      assertThat(verdicts)
          .contains("repeated", "aborted", "invalid", "not_qualified", "unknown", "lapsed");
      // One a user, those that triggered last.
      assertThat(sample).hasSize(10);
      assertThat(sample.stream().map(Preview.Shown::user)).doesNotHaveDuplicates();
      sample.forEach(
          user -> assertThat(text(user)).isEqualTo(sent.get(user.messages().getFirst().id())));
    }
  }

  private static String text(Preview.Shown user) {
    return new String(user.messages().getFirst().json(), UTF_8);
  }

  /** Without what the sandbox, like the Segment API, takes over from the batch. */
  private static String asSent(ObjectNode message) {
    var copy = message.deepCopy();
    copy.remove("sentAt");
    ((ObjectNode) copy.path("context")).remove("library");
    return copy.toString();
  }

  private Diff diff(LaunchPad pad, Path old, Path anew) {
    return new Diffing(pad.dryRun(), 5)
        .of(pad.subject(old, END, END), pad.subject(anew, END, END))
        .orElseThrow();
  }

  private static final String CART =
      """
      who:
        live:
          did: [Cart]
          then_not: { did: Paid, within: 30m }
          audience: { profile: { plan: pro } }
          recheck: []
      what: { track: Offer }
      when: { cut_off: { after: 40d } }
      """;

  @ParameterizedTest
  @EnumSource
  void diffComparesTriggersAndSaysWhatShutsThemOut(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.events(
          event("both", "u3", "Cart", START.plusSeconds(60), "{}")
              + event("again", "u3", "Cart", START.plusSeconds(120), "{}")
              + event("wish", "u6", "Wish", START.plusSeconds(60), "{}")
              + event("free", "u1", "Cart", START.plusSeconds(60), "{}")
              + event("paid", "u9", "Cart", START.plusSeconds(60), "{}")
              + event("p", "u9", "Paid", START.plusSeconds(60 + 20 * 60), "{}"));
      var old = pad.campaign("old", CART);
      var anew =
          pad.campaign(
              "new",
              CART.replace("[Cart]", "[Cart, Wish]")
                  .replace("30m", "10m")
                  .replace("plan: pro", "plan: { in: [pro, free] }"));

      var diff = diff(pad, old, anew);

      assertThat(diff.live()).isTrue();
      assertThat(diff.stay()).isEqualTo(2);
      assertThat(diff.leave().users()).isZero();
      assertThat(diff.enter().users()).isEqualTo(3);
      assertThat(
              diff.enter().because().stream().map(each -> each.condition() + ": " + each.users()))
          .containsExactly(
              "it does not trigger by 'did', 'where' and 'same', or not in these 24 hours: 1",
              "what 'then_not' names came in time: 1",
              "plan is \"pro\": 1");
      assertThat(diff.enter().ids())
          .containsExactly(new UserId("u1"), new UserId("u6"), new UserId("u9"));
      var back = diff(pad, anew, old);
      assertThat(back.leave().users()).isEqualTo(3);
      assertThat(back.enter().users()).isZero();
      assertThat(back.leave().because()).isEqualTo(diff.enter().because());
      assertThat(diff(pad, old, old).sameUsers()).isTrue();
    }
  }
}
