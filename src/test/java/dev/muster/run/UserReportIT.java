package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.Explainer;
import dev.muster.audience.ListSource;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import dev.muster.message.TemplateLanguage;
import dev.muster.report.GateAnswer;
import dev.muster.report.UserReport;
import dev.muster.report.UserText;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of one user of a run, gate by gate. */
class UserReportIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-17T09:00:00Z");

  @TempDir private Path folder;

  private Share systemControl = new Share(0);

  private static String campaign(String who) {
    return """
    who:
    %s
    what:
      track: Offer
      attributes: [email]
      user_id: customer
    when:
      at: launch
    """
        .formatted(who.indent(2).stripTrailing());
  }

  private UserReport explain(LaunchPad pad, RunEnd end, String user) throws Exception {
    var run = pad.run(end);
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    var campaign = ((Reading.Valid) reader.read(FrozenFiles.of(run, pad.store()))).campaign();
    var now =
        Explainer.explain(
            pad.source(),
            ((Who.PastBehaviour) campaign.who().selection()).audience(),
            new AudienceOptions(
                pad.source().product(),
                run.asOf(),
                run.accountZone(),
                campaign.what().userId(),
                campaign.what().anonymousId(),
                false,
                new ListSource.Beside(run.key())),
            new UserId(user));
    var settled = new Milestones(pad.store(), pad.batch().record()).settled(run);
    return UserReport.of(
        pad.store(),
        new UserReport.Basis(
            run, campaign, new Account(ZoneOffset.UTC, systemControl, null, null, false), settled),
        new UserId(user),
        now);
  }

  private static List<String> gates(UserReport report) {
    return report.gates().stream()
        .map(gate -> gate.gate().key() + " " + gate.outcome().key())
        .toList();
  }

  private static long number(GateAnswer answer, String input) {
    return ((Number) requireNonNull(answer.inputs().get(input))).longValue();
  }

  private static String said(UserReport report) {
    return report.gates().getLast().said();
  }

  private static AbstractStringAssert<?> assertSummary(UserReport report) {
    assertThat(UserText.of(report)).startsWith(report.summary().substring(0, 20));
    assertThat(UserText.of(report).lines()).allMatch(line -> line.length() <= 80);
    return assertThat(report.summary());
  }

  private static void update(LaunchPad pad, String sql) throws Exception {
    try (var connection = pad.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Users u1 to uN, each with a customer number. */
  private static String users(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{\"user_id\": \"u%d\", \"customer\": \"c%d\"}%n".formatted(i, i))
        .reduce("", String::concat);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhenAUserWasAcceptedAndWhichConditionOthersFailed(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(users(2) + "{\"user_id\": \"out\", \"opted_out\": true}")
            .events(
                """
                {"user_id": "u1", "event": "Charged", "occurred_at": "2026-11-15T09:00:00Z"}
                {"user_id": "u1", "event": "Charged", "occurred_at": "2026-11-14T09:00:00Z"}
                {"user_id": "u1", "event": "Charged", "occurred_at": "2026-11-16T09:00:00Z"}
                {"user_id": "u2", "event": "Charged", "occurred_at": "2026-11-15T09:00:00Z"}
                {"user_id": "ghost", "event": "Charged", "occurred_at": "2026-11-15T09:00:00Z"}
                """)) {
      var end =
          pad.launch(
              pad.campaign(
                  "buyers", campaign("audience: { did: Charged, times: { at_least: 2 } }")),
              MONDAY);

      var accepted = explain(pad, end, "u1");
      assertThat(gates(accepted))
          .containsExactly("audience passed", "reachable passed", "delivery passed");
      assertThat(accepted.verdict()).isEqualTo(Verdict.ACCEPTED);
      assertSummary(accepted).startsWith("u1 was sent to: accepted at 20");

      var not = explain(pad, end, "u2");
      assertThat(not.qualified()).isFalse();
      assertThat(not.verdict()).isNull();
      assertThat(gates(not)).containsExactly("audience kept");
      assertSummary(not)
          .isEqualTo("u2 was not sent to: did not qualify; did Charged 1 time, at least 2 asked");

      assertSummary(explain(pad, end, "out"))
          .isEqualTo("out was not sent to: did not qualify; the profile has opted out");
      assertSummary(explain(pad, end, "ghost"))
          .isEqualTo(
              "ghost was not sent to: did not qualify; no profile of that id; 1 event of it is"
                  + " kept and counts for no one");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatTheDataHaveChangedSinceTheRun(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "was", "customer": "c1", "plan": "pro"}
                {"user_id": "is", "customer": "c2", "plan": "free"}
                {"user_id": "gone", "customer": "c3", "plan": "pro"}
                """)) {
      var end =
          pad.launch(pad.campaign("pro", campaign("audience: { profile: { plan: pro } }")), MONDAY);
      pad.profiles(
          """
          {"user_id": "was", "customer": "c1", "plan": "free"}
          {"user_id": "is", "customer": "c2", "plan": "pro"}
          """);
      update(pad, "delete from profiles where user_id = 'gone'");

      var was = explain(pad, end, "was");
      assertThat(was.gates().getFirst().said())
          .isEqualTo(
              "qualified when the run was made; would not now: plan is \"free\", \"pro\" asked");
      assertThat(was.verdict()).isEqualTo(Verdict.ACCEPTED);
      assertSummary(was).endsWith("; would not qualify now");

      var is = explain(pad, end, "is");
      assertThat(is.qualified()).isFalse();
      assertSummary(is)
          .isEqualTo(
              "is was not sent to: did not qualify when the run was made; would now, since profile"
                  + " or events have changed");

      assertSummary(explain(pad, end, "gone"))
          .startsWith("gone was sent to: accepted at ")
          .endsWith("; would not qualify now");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheNumberThatPutsAUserIntoAControlGroupOrNot(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder).holdingBack(new Share(100)).profiles(users(60))) {
      systemControl = new Share(100);
      var end =
          pad.launch(
              pad.campaign(
                  "control",
                  campaign("audience: { everyone: true }\ncontrol_group: { percent: 12.5 }")),
              MONDAY);

      for (var i = 1; i <= 60; i++) {
        var report = explain(pad, end, "u" + i);
        var answers = report.gates();
        var number = number(answers.get(1), "number");
        assertThat(answers.get(1).said())
            .endsWith(
                "the account's control group of 10 %%: this user's number is %d of 1000, those"
                        .formatted(number)
                    + " below 100 are in it");
        if (number < 100) {
          assertThat(gates(report)).endsWith("audience passed", "system_control kept");
          continue;
        }
        var own = number(answers.get(2), "number");
        assertThat(answers.get(2).said()).contains("the campaign's control group of 12.5 %");
        assertThat(gates(report).get(2))
            .isEqualTo(own < 125 ? "control_group kept" : "control_group passed");
        assertThat(report.verdict()).isEqualTo(own < 125 ? Verdict.CONTROL : Verdict.ACCEPTED);
      }

      systemControl = new Share(0);
      var changed =
          IntStream.rangeClosed(1, 60)
              .mapToObj(i -> "u" + i)
              .filter(user -> verdict(pad, end, user) == Verdict.SYSTEM_CONTROL)
              .findFirst()
              .orElseThrow();
      assertThat(said(explain(pad, end, changed))).endsWith("; the share was another then");
    }
  }

  private Verdict verdict(LaunchPad pad, RunEnd end, String user) {
    return pad.store()
        .members()
        .facts()
        .find(pad.run(end).key(), new UserId(user))
        .orElseThrow()
        .verdict();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoHasTheSameIdOrNone(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "a", "customer": "c1"}
                {"user_id": "b", "customer": "c1"}
                {"user_id": "c"}
                {"user_id": "d", "anonymous_id": "anon"}
                {"user_id": "e", "anonymous_id": "anon"}
                """)) {
      var end = pad.launch(pad.campaign("ids", campaign("audience: { everyone: true }")), MONDAY);

      assertThat(explain(pad, end, "a").gates().get(1).said()).isEqualTo("user id c1");
      assertSummary(explain(pad, end, "b"))
          .isEqualTo("b was not sent to: user id c1 is also that of a, who comes first");
      assertSummary(explain(pad, end, "c"))
          .isEqualTo("c was not sent to: no user id and no anonymous id to send to");
      assertThat(explain(pad, end, "d").gates().get(1).said()).isEqualTo("anonymous id anon");
      assertThat(said(explain(pad, end, "e")))
          .isEqualTo("anonymous id anon is also that of d, who comes first");
      assertThat(gates(explain(pad, end, "e")))
          .containsExactly("audience passed", "reachable kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysUnderWhichOtherProfileAUserHasOptedOut(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "a", "customer": "c1"}
                {"user_id": "b", "customer": "c1", "opted_out": true}
                {"user_id": "c", "customer": "c2"}
                """)) {
      var end = pad.launch(pad.campaign("ids", campaign("audience: { everyone: true }")), MONDAY);

      assertSummary(explain(pad, end, "a"))
          .isEqualTo(
              "a was not sent to: opted out as b, which has the same id for the Segment API");
      assertThat(gates(explain(pad, end, "a")))
          .containsExactly("audience passed", "suppressed kept");
      assertThat(gates(explain(pad, end, "c")))
          .containsExactly("audience passed", "reachable passed", "delivery passed");

      pad.profiles("{\"user_id\": \"d\", \"customer\": \"c2\", \"opted_out\": true}");
      assertThat(gates(explain(pad, end, "c")))
          .containsExactly(
              "audience passed", "suppressed passed", "reachable passed", "delivery passed");
      assertThat(explain(pad, end, "c").gates().get(1).said())
          .isEqualTo(
              "had not opted out then; has now, as d, which has the same id for the Segment API");
    }
  }

  /** An opt-out that never was is not to be told of. */
  @ParameterizedTest
  @EnumSource
  void doesNotTakeWhoWasOnTheListWhenTheyWereDueForOneWhoHadOptedOut(Database database)
      throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(users(1))
            .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 401}]}")) {
      var campaign = pad.campaign("all", campaign("audience: { everyone: true }"));
      pad.launch(campaign, MONDAY);
      pad.noFaults();
      var end = pad.sparing(pad.file("spared.csv", "user_id\nu1\n")).launch(campaign, MONDAY);

      // The report is given an account without the list.
      assertSummary(explain(pad, end, "u1"))
          .isEqualTo(
              "u1 was not sent to: had opted out by the time of sending, or was on the account's"
                  + " list, and is neither now");
    }
  }

  /** Reached on Monday and not again on Tuesday; on the 16th of December, both are long ago. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { after: 30d }  | after 30d, from 2026-12-16 on
          { after: 4w }   | after 4w, from 2026-12-14 on
          { after: 720h } | after 720h, from 2026-12-16T09:00:00Z on
          never           | never
          """)
  void saysWhichRunReachedTheUserBeforeAndFromWhenOnTheyAreSentToAgain(String again, String rule)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad =
          new LaunchPad(database, folder)
              .clock(SettableClock.at("2026-12-16T09:00:00Z"))
              .profiles(users(1))) {
        var campaign =
            pad.campaign("once", campaign("audience: { everyone: true }\nagain: " + again));
        var monday = pad.launch(campaign, MONDAY);
        pad.profiles("{\"user_id\": \"new\", \"customer\": \"n\"}");
        var tuesday = pad.launch(campaign, TUESDAY);
        var later = pad.launch(campaign, Instant.parse("2026-12-16T09:00:00Z"));

        assertThat(gates(explain(pad, monday, "u1")))
            .containsExactly(
                "audience passed", "reachable passed", "again passed", "delivery passed");
        assertThat(explain(pad, monday, "u1").gates().get(2).said())
            .isEqualTo(
                "not reached by another run before; again: " + rule.replaceAll(", from.*", ""));
        var reached =
            "reached by once@2026-11-16T09:00:00Z, due at 2026-11-16T09:00:00Z; again: " + rule;
        assertSummary(explain(pad, tuesday, "u1")).isEqualTo("u1 was not sent to: " + reached);
        assertThat(explain(pad, tuesday, "u1").gates().get(2).inputs())
            .containsEntry("due_at", "2026-11-17T09:00:00Z")
            .containsEntry("reached_by", "once@2026-11-16T09:00:00Z")
            .containsEntry("reached_due_at", "2026-11-16T09:00:00Z")
            .containsEntry(
                "again_from", rule.contains("from") ? rule.replaceAll(".*from | on", "") : null);
        assertThat(explain(pad, tuesday, "new").verdict()).isEqualTo(Verdict.ACCEPTED);

        var now = explain(pad, later, "u1");
        assertThat(now.verdict())
            .isEqualTo(again.equals("never") ? Verdict.REPEATED : Verdict.ACCEPTED);
        assertThat(now.gates().get(2).said()).isEqualTo(reached);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          REAL,      not reached by another run before
          REHEARSAL, 'reached by once@2026-11-16T09:00:00Z, due at 2026-11-16T09:00:00Z'
          """)
  void namesRehearsedRunsForRehearsalsAlone(Purpose purpose, String said) throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder).profiles(users(1))) {
        var campaign = pad.campaign("once", campaign("audience: { everyone: true }\nagain: never"));
        pad.planning(Purpose.REHEARSAL).launch(campaign, MONDAY);

        var end = pad.planning(purpose).launch(campaign, TUESDAY);

        assertThat(explain(pad, end, "u1").gates().get(2).said())
            .isEqualTo(said + "; again: never");
      }
    }
  }

  /** Taken up late, a run asks for one that was planned later, too. */
  @ParameterizedTest
  @EnumSource
  void saysWhichLaterRunReachedTheUserWhereNoEarlierOneDid(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(users(1))) {
      var campaign =
          pad.campaign("once", campaign("audience: { everyone: true }\nagain: { after: 7d }"));
      pad.launch(campaign, TUESDAY);

      var monday = pad.launch(campaign, MONDAY);

      assertSummary(explain(pad, monday, "u1"))
          .isEqualTo(
              "u1 was not sent to: reached by once@2026-11-17T09:00:00Z, due at"
                  + " 2026-11-17T09:00:00Z; again: after 7d, from 2026-11-24 on");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheUsersPlaceBeforeACap(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(users(103))) {
      var end =
          pad.launch(
              pad.campaign("capped", campaign("audience: { everyone: true }\ncap: { only: 100 }")),
              MONDAY);

      var places =
          IntStream.rangeClosed(1, 103)
              .mapToObj(i -> {
                try {
                  var cap = explain(pad, end, "u" + i).gates().get(2);
                  assertThat(cap.gate()).isEqualTo(Gate.CAP);
                  var place = number(cap, "place");
                  assertThat(cap.said())
                      .isEqualTo("place %d of 103, the first 100 are sent to".formatted(place));
                  assertThat(cap.outcome())
                      .isEqualTo(place > 100 ? GateAnswer.Outcome.KEPT : GateAnswer.Outcome.PASSED);
                  return place;
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              })
              .toList();
      assertThat(places).doesNotHaveDuplicates().allMatch(place -> place >= 1 && place <= 103);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAGuardKeptEverybody(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(users(101))) {
      var campaign =
          pad.campaign(
              "careful", campaign("audience: { everyone: true }\ncap: { abort_above: 100 }"));
      var refused = pad.launch(campaign, MONDAY);

      var report = explain(pad, refused, "u7");
      assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
      assertThat(gates(report)).containsExactly("audience passed", "guards kept");
      assertSummary(report)
          .isEqualTo(
              "u7 was not sent to: the run was refused: 101 users qualify, and who.cap.abort_above"
                  + " allows 100");

      var end = pad.launch(campaign, MONDAY, "checked");
      var sent = explain(pad, end, "u7");
      assertThat(sent.gates().get(1).said())
          .isEqualTo("101 qualified; abort_above allows 0 to 100; overridden: checked");
      assertThat(gates(sent))
          .containsExactly(
              "audience passed", "guards passed", "reachable passed", "delivery passed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheReasonOfThoseWhoWereRejectedInvalidOrDropped(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "good", "plan": "pro"}
                {"user_id": "no plan"}
                {"user_id": "poison", "plan": "pro"}
                {"user_id": "large", "plan": "%s"}
                """
                    .formatted("x".repeat(33_000)))
            .faults(
                """
                {"faults": [{"containing": "poison", "status": 400,
                             "body": "{\\"message\\":\\"no such user\\"}"}]}
                """)) {
      var end =
          pad.launch(
              pad.campaign(
                  "plans",
                  """
                  who:
                    audience: { everyone: true }
                  what:
                    track: Offer
                    properties:
                      plan: "{%% unless profile.plan %%}{%% abort %%}{%% endunless %%}{{ profile.plan }}"
                  when:
                    at: launch
                  """
                      .formatted()),
              MONDAY);

      var rejected = explain(pad, end, "poison");
      assertThat(rejected.verdict()).isEqualTo(Verdict.REJECTED);
      assertSummary(rejected)
          .startsWith("poison was sent to, but rejected by the Segment API (http_400: ");
      assertSummary(explain(pad, end, "no plan"))
          .isEqualTo("no plan was not sent to: dropped by the template ({% abort %})");
      assertSummary(explain(pad, end, "large"))
          .startsWith("large was not sent to: invalid, nothing could be sent (too_large: ");
      assertSummary(explain(pad, end, "good")).startsWith("good was sent to: accepted at ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatARunHasNotComeAsFarAsTheUser(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(users(3))
            .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 401}]}")) {
      var campaign =
          pad.campaign(
              "all", campaign("audience: { profile: { customer: [c1, c2] } }\nagain: never"));
      var end = pad.launch(campaign, MONDAY);

      var pending = explain(pad, end, "u1");
      assertThat(gates(pending))
          .containsExactly("audience passed", "reachable passed", "again passed", "delivery open");
      assertSummary(pending).startsWith("u1 was not sent to yet: pending; the run is failed");

      update(
          pad,
          "update muster_run set status = 'abandoned', doubt_since = timestamp with time zone"
              + " '2026-11-16 09:01:00+00'");
      assertSummary(explain(pad, end, "u1"))
          .isEqualTo(
              "u1 may have been sent to: the run was abandoned before; whether it was sent at"
                  + " 2026-11-16T09:01:00Z or later, nobody knows");
    }
  }

  /** Who is expired or discarded, of a run that is launched at 18:00 UTC for 14:00. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # when; what is said
          cut_off: "12:00" | could not be sent to before the cut-off at 2027-01-15T17:00:00Z in America/New_York, the campaign's zone; was due at 2027-01-15T14:00:00Z, and the run was launched late, at 2027-01-15T18:00:00Z
          cut_off: { after: 3h } | could not be sent to before the cut-off at 2027-01-15T17:00:00Z in America/New_York, the campaign's zone; was due at 2027-01-15T14:00:00Z, and the run was launched late, at 2027-01-15T18:00:00Z
          cut_off: "12:00", user_timezone: { passed: next_day } | could not be sent to before the cut-off at 2027-01-15T17:00:00Z in America/Lima; was due at 2027-01-15T14:00:00Z, and the run was launched late, at 2027-01-15T18:00:00Z
          cut_off: { after: 3h }, user_timezone: { passed: next_day } | could not be sent to before the cut-off at 2027-01-15T17:00:00Z in America/Lima; was due at 2027-01-15T14:00:00Z, and the run was launched late, at 2027-01-15T18:00:00Z
          do_not_disturb: { from: "12:00", to: "08:00", then: discard } | would be disturbed (from 12:00 to 08:00 in America/Lima); was due at 2027-01-15T14:00:00Z, and the run was launched late, at 2027-01-15T18:00:00Z
          do_not_disturb: { from: "08:00", to: "20:00", then: discard } | would be disturbed (from 08:00 to 20:00 in America/Lima)
          do_not_disturb: { from: "08:00", to: "20:00", then: delay }, cut_off: "12:00" | could not be sent to before the cut-off at 2027-01-15T17:00:00Z in America/New_York, the campaign's zone
          """)
  void saysWhichZoneJudgedAndWhetherALateLaunchWasTheCause(String when, String said)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad =
          new LaunchPad(database, folder)
              .clock(SettableClock.at("2027-01-15T18:00:00Z"))
              .profiles("{\"user_id\": \"u1\", \"timezone\": \"America/Lima\"}\n")) {
        var campaign =
            pad.campaign(
                "all",
                """
                who: { audience: { everyone: true } }
                what: { track: Offer }
                when: { at: "2027-01-15T09:00", timezone: America/New_York, %s }
                """
                    .formatted(when));

        var end = pad.launch(campaign, Instant.parse("2027-01-15T14:00:00Z"));

        assertSummary(explain(pad, end, "u1")).isEqualTo("u1 was not sent to: " + said);
      }
    }
  }

  /** Of a profile's zone: what explain says of a user who is due, or is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Mars/Olympus"   | account | due at 2027-01-15T14:00:00Z in Z, the account's zone, because the profile's "Mars/Olympus" is not known | Mars/Olympus
          " CEST\\u00a0" | account | due at 2027-01-15T14:00:00Z in Z, the account's zone, because the profile's "CEST" is not known | CEST
          "u1@example.com" | account | due at 2027-01-15T14:00:00Z in Z, the account's zone, because the profile's time zone is not known | other
          null             | account | due at 2027-01-15T14:00:00Z in Z, the account's zone |
          "\\u200b"      | account | due at 2027-01-15T14:00:00Z in Z, the account's zone |
          "europe/paris"   | account | due at 2027-01-16T13:00:00Z in Europe/Paris |
          "Mars/Olympus"   | skip    | the profile has no time zone that is known: "Mars/Olympus" is none | Mars/Olympus
          null             | skip    | the profile has no time zone that is known |
          """)
  void namesAZoneThatIsNotKnownAndTheOneThatJudged(
      String zone, String unknown, String said, @Nullable String spelling) throws Exception {
    for (var database : Database.values()) {
      try (var pad =
          new LaunchPad(database, folder)
              .clock(SettableClock.at("2027-01-15T14:00:30Z"))
              .profiles("{\"user_id\": \"u1\", \"timezone\": " + zone + "}\n")) {
        var campaign =
            pad.campaign(
                "all",
                """
                who: { audience: { everyone: true } }
                what: { track: Offer }
                when:
                  at: "2027-01-15T14:00"
                  user_timezone: { passed: next_day, unknown: %s }
                """
                    .formatted(unknown));

        var end = pad.launch(campaign, Instant.parse("2027-01-15T14:00:00Z"));

        var window =
            explain(pad, end, "u1").gates().stream()
                .filter(gate -> gate.gate() == Gate.WINDOW)
                .findFirst()
                .orElseThrow();
        assertThat(window.said()).isEqualTo(said);
        assertThat(window.inputs().get("unknown_zone")).isEqualTo(spelling);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoOptedOutOrLostTheProfileBeforeTheSending(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(users(2))
            .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 401}]}")) {
      var campaign = pad.campaign("all", campaign("audience: { everyone: true }"));
      pad.launch(campaign, MONDAY);
      update(pad, "update profiles set opted_out = true where user_id = 'u1'");
      update(pad, "delete from profiles where user_id = 'u2'");
      pad.noFaults();
      var end = pad.launch(campaign, MONDAY);

      var out = explain(pad, end, "u1");
      assertThat(out.verdict()).isEqualTo(Verdict.SUPPRESSED);
      assertThat(out.gates().getFirst().said())
          .isEqualTo("qualified when the run was made; would not now: the profile has opted out");
      assertSummary(out)
          .isEqualTo(
              "u1 was not sent to: had opted out by the time of sending; would not qualify now");
      assertSummary(explain(pad, end, "u2"))
          .isEqualTo(
              "u2 was not sent to: invalid, nothing could be sent (no_profile: the profile is gone);"
                  + " would not qualify now");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatWouldBeOfARunThatHasNotYetEvaluatedItsAudience(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(users(3))) {
      var campaign = pad.campaign("broken", campaign("audience: { sql: query.sql }\nagain: never"));
      pad.file("query.sql", "select user_id from not_there");
      var end = pad.launch(campaign, MONDAY);
      assertThat(pad.run(end).status()).isEqualTo(RunStatus.FAILED);
      update(pad, "create table not_there (user_id varchar(100) primary key)");
      update(pad, "insert into not_there values ('u1')");

      var would = explain(pad, end, "u1");
      assertThat(would.qualified()).isNull();
      assertThat(gates(would)).containsExactly("audience open");
      assertSummary(would)
          .isEqualTo(
              "u1 was not sent to yet: the run has not come as far as to send; as the data are now,"
                  + " the user qualifies");
      assertSummary(explain(pad, end, "u2"))
          .endsWith("the user does not qualify; not found by query.sql");
    }
  }

  @ParameterizedTest
  @EnumSource
  void commandsNoTerminalWithAUsersData(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                "{\"user_id\": \"u1\", \"customer\": \"c\\u001b[31m\", \"plan\": \"a\\nb\"}")) {
      var end =
          pad.launch(
              pad.campaign("all", campaign("audience: { profile: { plan: { exists: true } } }")),
              MONDAY);

      var text = UserText.of(explain(pad, end, "u1"));

      assertThat(text).contains("c\\u001B[31m").contains("plan exists: is \"a\\nb\"");
      assertThat(text.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsTheDefinitionThatTheRunWasPlannedWith(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(users(1))) {
      pad.file("vip.csv", "user_id\nu1\n");
      pad.file(
          "segments/named.yaml",
          "segment: named\nname: Named\naudience: { profile: { customer: { exists: true } } }\n");
      var campaign =
          pad.campaign(
              "vip", campaign("audience: { all: [ { list: vip.csv }, { segment: named } ] }"));
      var end = pad.launch(campaign, MONDAY);
      pad.file("vip.csv", "user_id\n");
      pad.file("segments/named.yaml", "segment: named\nname: Named\naudience: { did: No }\n");
      pad.campaign("vip", campaign("audience: { did: Nothing }"));

      assertThat(UserText.of(explain(pad, end, "u1")))
          .contains(
              """
              conditions, with the data as they are now
                yes  all of these
                  yes  in vip.csv: it is
                  yes  segment named
                    yes  customer exists: is "c1"
              """);
      assertThat(end.run()).isEqualTo(new RunId(pad.run(end).id().campaign(), MONDAY));
    }
  }
}
