package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.run.TakenUp.State;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sentences of live.md, each held by a few launches of a small campaign. */
class TakingUpRulesIT {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final String WHAT =
      "what: { track: Reminder, properties: { event: \"{{ event.id }}\" } }\n";
  private static final String LONG_CUT_OFF = "when: { cut_off: { after: 30d } }\n";

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(START.toString());

  private static Instant at(double minutes) {
    return START.plusSeconds(Math.round(minutes * 60));
  }

  private static String event(String id, String user, String name, double minute, int amount) {
    return """
    {"id": "%s", "user_id": "%s", "event": "%s", "occurred_at": "%s", "properties": {"amount": %d, "p": "x"}}
    """
        .formatted(id, user, name, at(minute), amount);
  }

  private static String cart(String id, String user, double minute) {
    return event(id, user, "Cart", minute, 60);
  }

  private LaunchPad pad(Database database) throws Exception {
    return new LaunchPad(database, folder).clock(clock).profiles(10);
  }

  private static Path live(LaunchPad pad, String live, String rest, String when) throws Exception {
    return pad.campaign("cart", "who:\n  live: { " + live + " }\n" + rest + WHAT + when);
  }

  private static Path carts(LaunchPad pad) throws Exception {
    return live(pad, "did: [Cart]", "", LONG_CUT_OFF);
  }

  private TakenUp launch(LaunchPad pad, Path campaign, double minute) throws Exception {
    clock.set(at(minute));
    return pad.launchLive(campaign);
  }

  private static List<String> sent(LaunchPad pad) {
    return pad.sandbox().events().stream()
        .map(event -> event.message().path("properties").path("event").asString())
        .sorted()
        .toList();
  }

  private static Run run(LaunchPad pad, TakenUp taken) {
    return pad.store().runs().get(requireNonNull(taken.run()));
  }

  private static Map<Verdict, Long> verdicts(LaunchPad pad, TakenUp taken) {
    return pad.store().members().verdicts(run(pad, taken).key());
  }

  private static long remembered(LaunchPad pad) {
    return requireNonNull(
        new JdbcTemplate(pad.dataSource())
            .queryForObject("select count(*) from muster_live_trigger", Long.class));
  }

  /** "A launch whose as-of is not after the watermark takes up nothing." */
  @ParameterizedTest
  @EnumSource
  void takesUpNothingWithinASecondOrWithAClockSetBack(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = carts(pad);
      launch(pad, campaign, 0);
      launch(pad, campaign, 10);
      pad.events(cart("a", "u1", 5));

      clock.set(at(10).plusMillis(999));
      assertThat(pad.launchLive(campaign).takenUp()).isZero();
      var back = launch(pad, campaign, 8);
      assertThat(back.takenUp()).isZero();
      assertThat(back.horizon()).isEqualTo(at(0));
      clock.set(at(11).plusMillis(999));
      var next = pad.launchLive(campaign);

      assertThat(next.run()).isEqualTo(new RunId(new CampaignId("cart"), at(11)));
      assertThat(sent(pad)).containsExactly("a");
    }
  }

  /** "A campaign has a start: from, or the as-of of the first launch, whichever is later." */
  @ParameterizedTest
  @CsvSource({
    "H2, 2026-11-01T00:00:00Z, LIVE, 'b c'",
    "POSTGRESQL, 2026-11-01T00:00:00Z, LIVE, 'b c'",
    "H2, 2026-12-01T10:05:00Z, NOT_YET, 'c'",
    "POSTGRESQL, 2026-12-01T10:05:00Z, NOT_YET, 'c'"
  })
  void looksBackBehindNoStart(Database database, String from, State first, String sent)
      throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "", "when: { from: \"" + from + "\" }\n");
      assertThat(launch(pad, campaign, 0).state()).isEqualTo(first);
      pad.events(cart("a", "u1", -0.1) + cart("b", "u2", 4.9) + cart("c", "u3", 5));

      var taken = launch(pad, campaign, 10);

      assertThat(taken.others().tooLate()).isZero();
      assertThat(taken.state()).isEqualTo(State.LIVE);
      assertThat(sent(pad)).containsExactly(sent.split(" "));
    }
  }

  /** "Known by its id, else by user, name, occurred_at and properties in whatever order." */
  @ParameterizedTest
  @EnumSource
  void takesUpARowThatIsThereTwiceOnce(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = carts(pad);
      launch(pad, campaign, 0);
      insert(pad, database, "{\"a\": 1, \"b\": [2, 3]}");
      insert(pad, database, "{\"b\": [2, 3.0], \"a\": 1.0}");
      assertThat(launch(pad, campaign, 5).takenUp()).isEqualTo(1);
      insert(pad, database, "{\"b\":[2,3],\"a\":1}");
      pad.events(cart("c", "u1", 1));
      pad.events(cart("c", "u1", 1));
      assertThat(launch(pad, campaign, 6).takenUp()).isEqualTo(1);
      insert(pad, database, "{\"b\": [3, 2], \"a\": 1}");
      assertThat(launch(pad, campaign, 7).takenUp()).isEqualTo(1);
      launch(pad, campaign, 600);
      launch(pad, campaign, 700);

      // What was taken up has not come too late.
      insert(pad, database, "{\"a\": 1, \"b\": [2, 3]}");
      var late = launch(pad, campaign, 701);
      assertThat(late.takenUp()).isZero();
      assertThat(late.others().tooLate()).isZero();
    }
  }

  private static void insert(LaunchPad pad, Database database, String properties) {
    var json =
        switch (database) {
          case H2 -> "? format json";
          case POSTGRESQL -> "cast(? as jsonb)";
        };
    new JdbcTemplate(pad.dataSource())
        .update(
            "insert into events (user_id, name, occurred_at, properties) values (?, 'Cart', ?, "
                + json
                + ")",
            statement -> {
              statement.setString(1, "u1");
              statement.setObject(2, at(1).atOffset(ZoneOffset.UTC));
              statement.setString(3, properties);
            });
  }

  /** Campaigns before and after an edit, and whether it begins anew from the last launch on. */
  static List<Object[]> edits() {
    return List.of(
        new Object[] {"did: [Wish]", "", LONG_CUT_OFF, true},
        new Object[] {"did: [Cart, Wish]", "", LONG_CUT_OFF, true},
        new Object[] {"did: [Cart], where: { amount: 60 }", "", LONG_CUT_OFF, true},
        new Object[] {"did: [Cart], then_not: { did: Paid, within: 1m }", "", LONG_CUT_OFF, true},
        new Object[] {
          "did: [Cart]", "", "when: { cut_off: { after: 30d }, from: 2026-11-01 }\n", true
        },
        new Object[] {
          "did: [Cart]", "", "when: { cut_off: { after: 30d }, until: 2027-11-01 }\n", true
        },
        new Object[] {"did: [Cart], late: 2h", "", LONG_CUT_OFF, false},
        new Object[] {"did: [Cart], audience: { everyone: true }", "", LONG_CUT_OFF, false},
        new Object[] {"did: [Cart]", "  cap: { only: 100 }\n", LONG_CUT_OFF, false},
        new Object[] {"did: [Cart]", "  again: { after: 1h }\n", LONG_CUT_OFF, false},
        new Object[] {"did: [Cart]", "", "when: { delay: 1m }\n", false});
  }

  /** "Edited": an event of before the last launch that arrives afterwards tells. */
  @ParameterizedTest
  @MethodSource("edits")
  void makesUpForNothingWhereItsTriggersAreOthers(
      String live, String rest, String when, boolean anew) throws Exception {
    for (var database : Database.values()) {
      clock.set(START);
      try (var pad = pad(database)) {
        var campaign = carts(pad);
        launch(pad, campaign, 0);
        var before = launch(pad, campaign, 10);
        pad.events(cart("a", "u1", 5) + event("b", "u2", "Wish", 12, 60) + cart("c", "u3", 12));
        var edited = live(pad, live, rest, when);

        var taken = launch(pad, edited, 20);

        assertThat(taken.horizon()).isEqualTo(anew ? at(10) : before.horizon());
        assertThat(taken.others().tooLate()).isZero();
        launch(pad, edited, 40);
        if (anew) {
          assertThat(sent(pad)).as("%s", database).doesNotContain("a").isNotEmpty();
        } else {
          assertThat(sent(pad)).as("%s", database).containsExactly("a", "c");
        }
      }
    }
  }

  /** "What waited is judged again, so the cut-off may have passed"; and nothing is made up for. */
  @ParameterizedTest
  @EnumSource
  void judgesWhatWaitedAgainAfterAStop(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "", "when: { delay: 30m, cut_off: { after: 1h } }\n");
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1) + cart("b", "u2", 60));
      var taken = launch(pad, campaign, 2);
      pad.pause("cart");
      pad.pause("cart");

      var anew = launch(pad, campaign, 200);

      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.EXPIRED, 1L));
      assertThat(anew.start()).isEqualTo(at(200));
      assertThat(anew.horizon()).isEqualTo(at(200));
      assertThat(launch(pad, campaign, 300).takenUp()).isZero();
      assertThat(sent(pad)).isEmpty();
    }
  }

  /** "What was taken up is finished … also after until"; "of a campaign that has ended none". */
  @ParameterizedTest
  @EnumSource
  void finishesWhatItHasTakenUpWhenItHasEnded(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          live(
              pad,
              "did: [Cart], late: 5m",
              "",
              "when: { delay: 1h, until: \"2026-12-01T10:10\" }\n");
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 9) + cart("b", "nobody", 9) + cart("c", "u2", 10));
      assertThat(launch(pad, campaign, 10).takenUp()).isEqualTo(1);

      assertThat(launch(pad, campaign, 14.9).state()).isEqualTo(State.LIVE);
      var ended = launch(pad, campaign, 15);
      assertThat(ended.state()).isEqualTo(State.ENDED);
      assertThat(ended.others().noProfile()).isEqualTo(1);
      assertThat(remembered(pad)).isZero();
      var after = launch(pad, campaign, 70);

      assertThat(after.isEmpty()).isTrue();
      assertThat(sent(pad)).containsExactly("a");
    }
  }

  /** "What an abandoned run took up stays taken up", and counts for nothing with `again`. */
  @ParameterizedTest
  @EnumSource
  void takesUpNothingAgainThatWasAbandoned(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "  again: never\n", "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1));
      var taken = launch(pad, campaign, 2);
      pad.events(cart("b", "u1", 3));
      // Whom an earlier trigger may still reach is left alone.
      assertThat(verdicts(pad, launch(pad, campaign, 4)))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.REPEATED, 1L));
      pad.abandon(run(pad, taken).id(), "a test");
      pad.events(cart("c", "u1", 5));

      launch(pad, campaign, 60);
      launch(pad, campaign, 61);

      assertThat(sent(pad)).containsExactly("c");
    }
  }

  /** "A day is 24 h here": less than that counts, to the microsecond. */
  @ParameterizedTest
  @EnumSource
  void countsDaysByTheirHours(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "  again: { after: 1d }\n", LONG_CUT_OFF);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1) + cart("b", "u2", 1));
      launch(pad, campaign, 2);
      var day = 24 * 60;
      pad.events(cart("c", "u1", day));
      launch(pad, campaign, day + 1.9);
      pad.events(cart("d", "u2", day + 1.95));
      launch(pad, campaign, day + 2);

      assertThat(sent(pad)).containsExactly("a", "b", "d");
    }
  }

  /** "What was … rejected by then counts for nothing". */
  @ParameterizedTest
  @EnumSource
  void leavesNobodyAloneWhoWasRejected(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "  again: never\n", LONG_CUT_OFF);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1));
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 400}]}");
      assertThat(verdicts(pad, launch(pad, campaign, 2)))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.REJECTED, 1L));
      pad.noFaults();
      pad.events(cart("b", "u1", 3));

      launch(pad, campaign, 4);

      assertThat(sent(pad)).containsExactly("b");
    }
  }

  /** "recheck: [] tests nothing"; what is late for the instant counts at the moment of sending. */
  @ParameterizedTest
  @CsvSource({
    "H2, '', 'b'",
    "POSTGRESQL, '', 'b'",
    "H2, ', recheck: []', 'a b'",
    "POSTGRESQL, ', recheck: []', 'a b'"
  })
  void testsAgainWhatHasArrivedMeanwhile(Database database, String recheck, String sent)
      throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          live(
              pad,
              "did: [Cart], then_not: { did: Paid, within: 10m }" + recheck,
              "",
              "when: { delay: 30m }\n");
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1) + cart("b", "u2", 1));
      assertThat(launch(pad, campaign, 12).takenUp()).isEqualTo(2);
      // At the as-of itself, it is not seen yet.
      pad.events(event("x", "u1", "Paid", 5, 1) + event("y", "u2", "Paid", 41, 1));

      launch(pad, campaign, 41);

      assertThat(sent(pad)).containsExactly(sent.split(" "));
    }
  }

  /** "audience as of there (it then sees the triggering event)". */
  @ParameterizedTest
  @EnumSource
  void seesTheTriggeringEventWhenTheAudienceIsTestedAgain(Database database) throws Exception {
    try (var pad = pad(database)) {
      var first = "did: [Cart], audience: { did_not: Cart, during: { last_days: 0 } }";
      var campaign = live(pad, first, "", LONG_CUT_OFF);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1));
      launch(pad, campaign, 2);
      assertThat(sent(pad)).containsExactly("a");
      pad.events(cart("b", "u2", 3));

      var taken = launch(pad, live(pad, first + ", recheck: [audience]", "", LONG_CUT_OFF), 4);

      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.LAPSED, 1L));
    }
  }

  /** "here several profiles may have the same one", and those without any are unreachable. */
  @ParameterizedTest
  @EnumSource
  void sendsToSeveralProfilesOfOneId(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.profiles(
          """
          {"user_id": "x1", "crm": "same"}
          {"user_id": "x2", "crm": "same"}
          {"user_id": "x3"}
          """);
      var campaign =
          pad.campaign(
              "cart",
              """
              who: { live: { did: [Cart] } }
              what: { track: Reminder, user_id: crm, properties: { event: "{{ event.id }}" } }
              when: {}
              """);
      launch(pad, campaign, 0);
      pad.events(cart("a", "x1", 1) + cart("b", "x2", 1) + cart("c", "x3", 1));

      var taken = launch(pad, campaign, 2);

      assertThat(verdicts(pad, taken))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(Verdict.ACCEPTED, 2L, Verdict.UNREACHABLE, 1L));
    }
  }

  /** "Memory … is trimmed by every launch; it does not grow with the history." */
  @ParameterizedTest
  @EnumSource
  void trimsWhatItRemembers(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = carts(pad);
      launch(pad, campaign, 0);
      for (var hour = 1; hour <= 6; hour++) {
        pad.events(cart("a" + hour, "u1", 60 * hour - 1) + cart("b" + hour, "u2", 60 * hour - 1));
        launch(pad, campaign, 60 * hour);

        assertThat(remembered(pad)).isLessThanOrEqualTo(4);
      }
      assertThat(sent(pad)).hasSize(12);
    }
  }

  /** "Views may lack it: then every launch reads all events, too_late is null". */
  @ParameterizedTest
  @EnumSource
  void saysNothingOfWhatWasTooLateWhereNothingTellsOfArrivals(Database database) throws Exception {
    try (var pad = pad(database)) {
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.execute("drop index events_arrival");
      jdbc.execute("alter table events drop column arrival");
      var campaign = carts(pad);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1) + cart("b", "u2", 7));
      assertThat(launch(pad, campaign, 5).others().tooLate()).isNull();
      launch(pad, campaign, 120);
      pad.events(cart("late", "u1", 61) + cart("too late", "u1", 59));

      var taken = launch(pad, campaign, 121);

      assertThat(sent(pad)).containsExactly("a", "b", "late");
      assertThat(taken.others().tooLate()).isNull();
      var of = new LiveTriggers.Of(new CampaignId("cart"), Purpose.REAL);
      assertThat(pad.store().live().counts().others(of))
          .containsOnlyKeys(LocalDate.of(2026, 12, 1))
          .allSatisfy((_, others) -> assertThat(others.tooLate()).isNull());
    }
  }

  /** What delivery itself puts off comes to wait with what waits already. */
  @ParameterizedTest
  @EnumSource
  void sendsOnlyTheLastOfThoseThatWereReachedTooLateForTheirMoment(Database database)
      throws Exception {
    try (var pad = pad(database)) {
      var campaign =
          live(
              pad,
              "did: [Cart]",
              "",
              """
              when:
                delay: 10m
                do_not_disturb: { from: "10:30", to: "12:00", then: delay, collapse: latest }
              """);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 1) + cart("b", "u1", 2) + cart("c", "u2", 3));
      var first = launch(pad, campaign, 5);
      // No launch comes before it is quiet.
      pad.events(cart("d", "u1", 25));
      var second = launch(pad, campaign, 40);

      assertThat(verdicts(pad, first))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Verdict.COLLAPSED, 2L, Verdict.WAITING, 1L));
      assertThat(run(pad, second).status()).isEqualTo(RunStatus.WAITING);
      launch(pad, campaign, 120);
      assertThat(sent(pad)).containsExactly("c", "d");
    }
  }

  private static final String QUIET =
      """
      when:
        do_not_disturb: { from: "10:30", to: "12:00", then: delay, collapse: latest }
      """;

  /** What has collapsed is no message: so many launches or one, the last of them is sent. */
  @ParameterizedTest
  @CsvSource({
    "H2, 45, 46",
    "H2, 32, 35",
    "H2, 33.5, 45",
    "POSTGRESQL, 45, 46",
    "POSTGRESQL, 32, 35"
  })
  void countsNothingThatHasCollapsedForTheFrequencyCap(
      Database database, double first, double second) throws Exception {
    try (var pad = pad(database).atMost(2, 1)) {
      var campaign = live(pad, "did: [Cart]", "", QUIET);
      launch(pad, campaign, 0);
      pad.events(
          cart("a", "u1", 31) + cart("b", "u1", 33) + cart("c", "u1", 34) + cart("d", "u2", 34));
      launch(pad, campaign, first);
      launch(pad, campaign, second);
      launch(pad, campaign, 121);

      assertThat(sent(pad)).containsExactly("c", "d");
    }
  }

  /** Who is worked on at that moment is left; the next launches look again. */
  @ParameterizedTest
  @EnumSource
  void collapsesLaterWhatWasWorkedOnWhenALaterOneCame(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = live(pad, "did: [Cart]", "", QUIET);
      launch(pad, campaign, 0);
      pad.events(cart("a", "u1", 31));
      var first = launch(pad, campaign, 35);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update(
          "update muster_run set status = 'running' where id = ?", run(pad, first).key().value());
      pad.events(cart("b", "u1", 36));
      clock.set(at(40));
      pad.takeUp(campaign);
      assertThat(verdicts(pad, first)).doesNotContainKey(Verdict.COLLAPSED);
      jdbc.update(
          "update muster_run set status = 'waiting' where id = ?", run(pad, first).key().value());

      launch(pad, campaign, 60);

      assertThat(verdicts(pad, first)).containsOnlyKeys(Verdict.COLLAPSED);
      launch(pad, campaign, 121);
      assertThat(sent(pad)).containsExactly("b");
    }
  }
}
