package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.run.TakenUp.State;
import dev.muster.store.Definitions;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Sums;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What triggers a live campaign is taken up, once each, and sent (live.md). */
class TakingUpIT {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final String WHAT =
      """
      what:
        track: Reminder
        properties: { product: "{{ event.properties.product }}", of: "{{ event.name }}" }
      """;

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(START.toString());

  /** A campaign whose every cart triggers. */
  private static String carts(String more) {
    return "who:\n  live: { did: [Cart] }\n" + more + WHAT + "when: {}\n";
  }

  private static String event(String id, String user, String name, Instant at) {
    return """
    {"id": "%s", "user_id": "%s", "event": "%s", "occurred_at": "%s", "properties": {"product": "%s"}}
    """
        .formatted(id, user, name, at, "of " + id);
  }

  private static Instant at(long minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  private LaunchPad pad(Database database) throws Exception {
    return new LaunchPad(database, folder).clock(clock).profiles(10);
  }

  private TakenUp launch(LaunchPad pad, Path campaign, long minute) throws Exception {
    clock.set(at(minute));
    return pad.takeUp(campaign);
  }

  private static List<String> products(LaunchPad pad) {
    return pad.sandbox().events().stream()
        .map(event -> event.message().path("properties").path("product").asString())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void takesUpNothingOfBeforeTheFirstLaunch(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      pad.events(event("a", "u1", "Cart", at(-5)));

      var first = launch(pad, campaign, 0);

      assertThat(first.state()).isEqualTo(State.LIVE);
      assertThat(first.run()).isNull();
      assertThat(first.takenUp()).isZero();
      assertThat(launch(pad, campaign, 1).takenUp()).isZero();
      assertThat(pad.sandbox().events()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToEachWhoTriggersOnce(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      pad.events(
          event("a", "u1", "Cart", at(1))
              + event("b", "u2", "Cart", at(2))
              + event("c", "u1", "Cart", at(3))
              + event("d", "u3", "Other", at(3)));

      var taken = launch(pad, campaign, 5);

      assertThat(taken.run()).isEqualTo(new RunId(taken.campaign(), at(5)));
      assertThat(taken.takenUp()).isEqualTo(3);
      assertThat(products(pad)).containsExactly("of a", "of b", "of c");
      assertThat(run(pad, taken).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(launch(pad, campaign, 6).run()).isNull();
      assertThat(products(pad)).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysOfAnEventWhatItWasWhenItWasTakenUp(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who:
                live: { did: [Cart] }
              what:
                track: Reminder
                properties:
                  name: "{{ event.name }}"
                  id: "{{ event.id | default: 'none' }}"
                  at: "{{ event.occurred_at }}"
                  product: "{{ event.properties.product }}"
                  pieces: "{{ event.properties.pieces }}"
              when: { delay: 30m }
              """);
      launch(pad, campaign, 0);
      pad.events(
          """
          {"id": "a", "user_id": "u1", "event": "Cart", "occurred_at": "2026-12-01T11:01:00.123456+01:00", "properties": {"product": "lamp", "pieces": 2}}
          {"user_id": "u2", "event": "Cart", "occurred_at": "2026-12-01T10:02:00Z", "properties": {"product": "rug", "pieces": 1.5}}
          """);
      var taken = requireNonNull(launch(pad, campaign, 5).run());
      assertThat(pad.sandbox().events()).isEmpty();
      new JdbcTemplate(pad.dataSource())
          .update(
              """
              update events
              set id = 'b', name = 'Other', properties = default,
                  occurred_at = timestamp with time zone '2026-12-01 10:03:00Z'
              where user_id = 'u1'
              """);
      new JdbcTemplate(pad.dataSource()).update("delete from events where user_id = 'u2'");

      clock.set(at(40));
      pad.resume(taken);

      assertThat(pad.sandbox().events())
          .map(event -> event.message().path("properties").toString())
          .map(properties -> properties.replaceFirst(",\"campaign_id\".*", "}"))
          .containsExactlyInAnyOrder(
              "{\"name\":\"Cart\",\"id\":\"a\",\"at\":\"2026-12-01T10:01:00.123Z\",\"product\":\"lamp\",\"pieces\":2}",
              "{\"name\":\"Cart\",\"id\":\"none\",\"at\":\"2026-12-01T10:02:00.000Z\",\"product\":\"rug\",\"pieces\":1.5}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitsForTheMomentOfAnEventOfTheFuture(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      pad.events(event("a", "u1", "Cart", at(10)));
      launch(pad, campaign, 0);
      pad.events(event("b", "u2", "Cart", at(20)));

      assertThat(launch(pad, campaign, 10).takenUp()).isZero();
      assertThat(launch(pad, campaign, 11).takenUp()).isEqualTo(1);
      assertThat(launch(pad, campaign, 30).takenUp()).isEqualTo(1);
      assertThat(products(pad)).containsExactly("of a", "of b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesUpWhatArrivesLateAndCountsWhatArrivesTooLateOnce(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      launch(pad, campaign, 120);
      pad.events(event("late", "u1", "Cart", at(60)) + event("too late", "u2", "Cart", at(59)));

      var taken = launch(pad, campaign, 121);

      assertThat(taken.takenUp()).isEqualTo(1);
      assertThat(taken.others().tooLate()).isEqualTo(1);
      assertThat(launch(pad, campaign, 122).others().tooLate()).isZero();
      assertThat(products(pad)).containsExactly("of late");
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingHoweverLongNoLaunchCame(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart] } }\n" + WHAT + "when: { cut_off: { after: 30d } }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)));

      var taken = launch(pad, campaign, Duration.ofDays(20).toMinutes());

      assertThat(taken.takenUp()).isEqualTo(1);
      assertThat(taken.others().tooLate()).isZero();
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksAgainAtThoseWithoutAProfileUntilTheHorizonHasPassed(Database database)
      throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      pad.events(event("a", "new", "Cart", at(1)) + event("b", "never", "Cart", at(1)));

      assertThat(launch(pad, campaign, 2).awaitingProfile()).isEqualTo(2);
      pad.profiles("{\"user_id\": \"new\"}");
      var found = launch(pad, campaign, 3);
      assertThat(found.takenUp()).isEqualTo(1);
      assertThat(found.awaitingProfile()).isEqualTo(1);
      assertThat(launch(pad, campaign, 62).others().noProfile()).isZero();
      var passed = launch(pad, campaign, 63);
      assertThat(passed.others().noProfile()).isEqualTo(1);
      assertThat(passed.awaitingProfile()).isZero();
      assertThat(launch(pad, campaign, 64).others().noProfile()).isZero();
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void triggersWhereNothingFollowedInTime(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who:\n  live: { did: [Cart], then_not: { did: Charged, within: 10m }, recheck: [] }\n"
                  + WHAT
                  + "when: {}\n");
      launch(pad, campaign, 0);
      pad.events(
          event("a", "u1", "Cart", at(1))
              + event("b", "u2", "Cart", at(1))
              + event("c", "u3", "Cart", at(1))
              + event("x", "u2", "Charged", at(10))
              + event("y", "u3", "Charged", at(11)));

      assertThat(launch(pad, campaign, 11).takenUp()).isZero();
      var taken = launch(pad, campaign, 12);

      assertThat(taken.takenUp()).isEqualTo(2);
      assertThat(products(pad)).containsExactly("of a", "of c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsWhoDoesNotQualifyAsOfTheTrigger(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who:
                live:
                  did: [Cart]
                  audience: { did_not: Cart, during: { last_days: 0 } }
              """
                  + WHAT
                  + "when: {}\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)) + event("b", "u1", "Cart", at(2)));

      var taken = launch(pad, campaign, 5);

      assertThat(taken.takenUp()).isEqualTo(2);
      assertThat(taken.qualified()).isEqualTo(1);
      assertThat(taken.others().notQualified()).isEqualTo(1);
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void beginsNoRunWhereNobodyQualifies(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who:\n  live: { did: [Cart], audience: { profile: { plan: gold } } }\n"
                  + WHAT
                  + "when: {}\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)));

      var taken = launch(pad, campaign, 5);

      assertThat(taken.others().notQualified()).isEqualTo(1);
      assertThat(taken.run()).isNull();
      assertThat(pad.store().runs().list(taken.campaign())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void startsAnewAfterItWasStopped(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)));
      clock.set(at(2));
      pad.pause("cart");
      pad.events(event("b", "u2", "Cart", at(3)) + event("c", "u3", "Cart", at(5)));

      var anew = launch(pad, campaign, 4);

      assertThat(anew.takenUp()).isZero();
      assertThat(anew.start()).isEqualTo(at(4));
      assertThat(launch(pad, campaign, 6).takenUp()).isEqualTo(1);
      assertThat(products(pad)).containsExactly("of c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesByAnEditedDefinitionFromTheLastLaunchOn(Database database) throws Exception {
    try (var pad = pad(database)) {
      launch(pad, pad.campaign("cart", carts("")), 0);
      launch(pad, pad.campaign("cart", carts("")), 2);
      pad.events(
          event("a", "u1", "Wish", at(1))
              + event("b", "u2", "Wish", at(3))
              + event("c", "u3", "Cart", at(3)));
      var edited = pad.campaign("cart", "who: { live: { did: [Wish] } }\n" + WHAT + "when: {}\n");

      assertThat(launch(pad, edited, 5).takenUp()).isEqualTo(1);
      assertThat(products(pad)).containsExactly("of b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenItsUntilHasPassed(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart] } }\n"
                  + WHAT
                  + "when: { until: \"2026-12-01T10:30\" }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(29)) + event("b", "u2", "Cart", at(30)));

      assertThat(launch(pad, campaign, 60).takenUp()).isEqualTo(1);
      var ended = launch(pad, campaign, 91);
      assertThat(ended.state()).isEqualTo(State.ENDED);
      assertThat(launch(pad, campaign, 92).state()).isEqualTo(State.ENDED);
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenAllPlacesOfItsCapAreGiven(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("  cap: { only: 100 }\n"));
      launch(pad, campaign, 0);
      var many = new StringBuilder();
      for (var i = 0; i < 105; i++) {
        many.append(event("e" + i, "u" + (i % 10 + 1), "Cart", at(1).plusSeconds(i)));
      }
      pad.events(many.toString());

      var taken = launch(pad, campaign, 5);

      assertThat(taken.state()).isEqualTo(State.ENDED);
      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.ACCEPTED, 100L, Verdict.CAPPED, 5L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAloneWhomAnEarlierTriggerReachedLately(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("  again: { after: 1h }\n"));
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)) + event("b", "u1", "Cart", at(2)));
      assertThat(verdicts(pad, launch(pad, campaign, 3)))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.ACCEPTED, 1L, Verdict.REPEATED, 1L));
      pad.events(event("c", "u1", "Cart", at(50)));
      assertThat(verdicts(pad, launch(pad, campaign, 51)))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.REPEATED, 1L));
      pad.events(event("d", "u1", "Cart", at(64)));
      assertThat(verdicts(pad, launch(pad, campaign, 65)))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.ACCEPTED, 1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void delaysAndStampsWithTheMomentThatWasDue(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart", "who: { live: { did: [Cart] } }\n" + WHAT + "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)));

      var taken = launch(pad, campaign, 2);

      assertThat(run(pad, taken).status()).isEqualTo(RunStatus.WAITING);
      assertThat(pad.sandbox().events()).isEmpty();
      clock.set(at(31));
      pad.resume(run(pad, taken).id());
      assertThat(products(pad)).containsExactly("of a");
      assertThat(pad.sandbox().events().getFirst().message().path("timestamp").asString())
          .isEqualTo("2026-12-01T10:31:00.000Z");
      assertThat(run(pad, taken).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotSendWhatIsPastItsCutOff(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)));

      var taken = launch(pad, campaign, 1 + Duration.ofHours(24).toMinutes());

      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.EXPIRED, 1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void testsAgainWhatFollowedWhenItIsAboutToSend(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart], then_not: { did: Charged, within: 10m } } }\n"
                  + WHAT
                  + "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)) + event("b", "u2", "Cart", at(1)));
      var taken = launch(pad, campaign, 12);
      assertThat(taken.takenUp()).isEqualTo(2);
      pad.events(event("x", "u2", "Charged", at(20)));

      clock.set(at(41));
      pad.resume(run(pad, taken).id());

      assertThat(products(pad)).containsExactly("of a");
      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.ACCEPTED, 1L, Verdict.LAPSED, 1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void testsTheAudienceAgainWhereAsked(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              """
              who:
                live:
                  did: [Cart]
                  audience: { profile: { plan: pro } }
                  recheck: [audience]
              """
                  + WHAT
                  + "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u2", "Cart", at(1)) + event("b", "u4", "Cart", at(1)));
      var taken = launch(pad, campaign, 2);
      pad.profiles("{\"user_id\": \"u4\", \"plan\": \"free\"}");

      clock.set(at(31));
      pad.resume(run(pad, taken).id());

      assertThat(products(pad)).containsExactly("of a");
      assertThat(verdicts(pad, taken)).containsEntry(Verdict.LAPSED, 1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsOnlyTheLastOfThoseThatWaitForTheSameMoment(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart] } }\n"
                  + WHAT
                  + """
                  when:
                    do_not_disturb: { from: "10:30", to: "12:00", then: delay, collapse: latest }
                  """);
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(31)) + event("b", "u1", "Cart", at(32)));
      var first = launch(pad, campaign, 35);
      pad.events(event("c", "u1", "Cart", at(40)) + event("d", "u2", "Cart", at(40)));

      var second = launch(pad, campaign, 45);

      assertThat(verdicts(pad, first))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.COLLAPSED, 2L));
      assertThat(run(pad, first).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(Sums.of(pad.store(), run(pad, first).id()).faultAtTheEnd()).isEmpty();
      clock.set(at(120));
      pad.resume(run(pad, second).id());
      assertThat(products(pad)).containsExactly("of c", "of d");
      assertThat(Sums.of(pad.store(), run(pad, second).id()).faultAtTheEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesPlacesOfTheDayOnWhichTheInstantLies(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("  cap: { only_per_day: 100 }\n"));
      launch(pad, campaign, 0);
      var many = new StringBuilder();
      for (var i = 0; i < 105; i++) {
        many.append(event("e" + i, "u" + (i % 10 + 1), "Cart", at(1).plusSeconds(i)));
      }
      pad.events(many + event("next", "u1", "Cart", at(14 * 60)));

      var taken = launch(pad, campaign, 15 * 60);

      assertThat(taken.state()).isEqualTo(State.LIVE);
      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.ACCEPTED, 101L, Verdict.CAPPED, 5L));
      assertThat(products(pad)).contains("of next");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheFrequencyCapOfTheAccountTriggerByTrigger(Database database) throws Exception {
    try (var pad = pad(database).atMost(2, 1)) {
      var campaign = pad.campaign("cart", carts(""));
      launch(pad, campaign, 0);
      pad.events(
          event("a", "u1", "Cart", at(1))
              + event("b", "u1", "Cart", at(2))
              + event("c", "u1", "Cart", at(3))
              + event("d", "u2", "Cart", at(3)));
      assertThat(verdicts(pad, launch(pad, campaign, 5)))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(Verdict.ACCEPTED, 3L, Verdict.FREQUENCY_CAPPED, 1L));
      pad.events(event("e", "u1", "Cart", at(6)) + event("f", "u2", "Cart", at(6)));
      assertThat(verdicts(pad, launch(pad, campaign, 7)))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(Verdict.ACCEPTED, 1L, Verdict.FREQUENCY_CAPPED, 1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksTheListsOfItsAudience(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.file("vip.csv", "user_id\nu1\n");
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart], audience: { list: vip.csv } } }\n"
                  + WHAT
                  + "when: {}\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)) + event("b", "u2", "Cart", at(1)));

      assertThat(launch(pad, campaign, 2).others().notQualified()).isEqualTo(1);
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  /** Also for a launch nobody of whom qualifies; a run of an earlier version has its own. */
  @ParameterizedTest
  @EnumSource
  void keepsAListOnceForEachContent(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.file("vip.csv", "user_id\nu1\nu2\nu2\nnobody\n");
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart], audience: { list: vip.csv }, recheck: [audience] } }\n"
                  + WHAT
                  + "when: { delay: 5m }\n");
      launch(pad, campaign, 0);
      pad.events(event("a", "u3", "Cart", at(1)));
      assertThat(launch(pad, campaign, 2).run()).isNull();
      pad.events(event("b", "u1", "Cart", at(3)));
      var first = run(pad, launch(pad, campaign, 4));
      pad.events(event("c", "u2", "Cart", at(4)) + event("d", "u3", "Cart", at(4)));
      var second = run(pad, launch(pad, campaign, 5));

      var jdbc = new JdbcTemplate(pad.dataSource());
      assertThat(jdbc.queryForList("select user_id from muster_list_user", String.class))
          .containsExactlyInAnyOrder("u1", "u2", "nobody");
      assertThat(jdbc.queryForList("select 1 from muster_run_list")).isEmpty();
      var definitions = pad.store().definitions();
      assertThat(definitions.counts(first.key()))
          .containsExactly(new Definitions.ListCount("vip.csv", 3, 1, 1))
          .isEqualTo(definitions.counts(second.key()));
      assertThat(definitions.ids(first.key(), "vip.csv", null))
          .containsExactly("nobody", "u1", "u2");
      assertThat(
              definitions.ids(first.key(), "vip.csv", List.of(new UserId("u3"), new UserId("u2"))))
          .containsExactly("u2");

      jdbc.update(
          """
          insert into muster_run_list (run_id, path, user_id)
          select c.run_id, c.path, u.user_id
          from muster_list_count c
          join muster_list_user u on u.list_id = c.list_id
          where c.run_id = ?
          """,
          first.key().value());
      jdbc.update(
          "update muster_list_count set list_id = null where run_id = ?", first.key().value());
      assertThat(definitions.ids(first.key(), "vip.csv", null))
          .containsExactly("nobody", "u1", "u2");
      pad.file("vip.csv", "user_id\nu3\n");
      pad.events(event("e", "u2", "Cart", at(6)) + event("f", "u3", "Cart", at(6)));
      launch(pad, campaign, 7);
      clock.set(at(20));
      pad.launchLive(campaign);

      assertThat(products(pad)).containsExactlyInAnyOrder("of b", "of c", "of f");
      assertThat(jdbc.queryForList("select digest from muster_list")).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsNothingToWhoWasSuppressedWhileTheirTriggersWaited(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart", "who: { live: { did: [Cart] } }\n" + WHAT + "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(
          event("a", "u1", "Cart", at(1))
              + event("b", "u1", "Cart", at(2))
              + event("c", "u2", "Cart", at(2)));
      var taken = launch(pad, campaign, 3);
      new JdbcTemplate(pad.dataSource())
          .update(
              "insert into suppressions (user_id) select user_id from profiles where user_id = ?",
              statement -> statement.setString(1, "u1"));

      clock.set(at(40));
      pad.resume(run(pad, taken).id());

      assertThat(verdicts(pad, taken))
          .as(String.valueOf(run(pad, taken).reason()))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.SUPPRESSED, 2L, Verdict.ACCEPTED, 1L));
      assertThat(products(pad)).containsExactly("of c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void collapsesNothingThatNoQuietHoursKeepWaiting(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart] } }\n"
                  + WHAT
                  + """
                  when:
                    do_not_disturb: { from: "21:00", to: "22:00", then: delay, collapse: latest }
                  """);
      launch(pad, campaign, 0);
      pad.events(event("a", "u1", "Cart", at(1)) + event("b", "u1", "Cart", at(2)));

      launch(pad, campaign, 5);

      assertThat(products(pad)).containsExactly("of a", "of b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesUpNothingAgainThoughAnEditMovesItsInstant(Database database) throws Exception {
    try (var pad = pad(database)) {
      launch(pad, pad.campaign("cart", carts("")), 0);
      pad.events(event("a", "u1", "Cart", at(1)));
      launch(pad, pad.campaign("cart", carts("")), 2);
      launch(pad, pad.campaign("cart", carts("")), 120);
      launch(pad, pad.campaign("cart", carts("")), 180);
      var edited =
          pad.campaign(
              "cart",
              "who: { live: { did: [Cart], then_not: { did: Charged, within: 1d }, recheck: [] } }\n"
                  + WHAT
                  + "when: {}\n");

      launch(pad, edited, 181);

      assertThat(launch(pad, edited, 2000).takenUp()).isZero();
      assertThat(products(pad)).containsExactly("of a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesUpForNothingWhenMorePlacesAreGivenLater(Database database) throws Exception {
    try (var pad = pad(database)) {
      launch(pad, pad.campaign("cart", carts("  cap: { only: 100 }\n")), 0);
      var many = new StringBuilder();
      for (var i = 0; i < 100; i++) {
        many.append(event("e" + i, "u" + (i % 10 + 1), "Cart", at(1)));
      }
      pad.events(many.toString());
      assertThat(launch(pad, pad.campaign("cart", carts("  cap: { only: 100 }\n")), 5).state())
          .isEqualTo(State.ENDED);
      pad.events(event("meanwhile", "u1", "Cart", at(10)));
      launch(pad, pad.campaign("cart", carts("  cap: { only: 100 }\n")), 20);
      var more = pad.campaign("cart", carts("  cap: { only: 101 }\n"));
      assertThat(launch(pad, more, 30).takenUp()).isZero();
      pad.events(event("later", "u1", "Cart", at(31)));

      launch(pad, more, 32);

      assertThat(products(pad)).contains("of later").doesNotContain("of meanwhile");
    }
  }

  private static Run run(LaunchPad pad, TakenUp taken) {
    return pad.store().runs().get(requireNonNull(taken.run()));
  }

  private static Map<Verdict, Long> verdicts(LaunchPad pad, TakenUp taken) {
    return pad.store().members().verdicts(run(pad, taken).key());
  }
}
