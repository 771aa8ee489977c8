package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.look.Estimate;
import dev.muster.look.Preview;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The account's list, and table, of those who are sent nothing. */
class SuppressionIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Clock LATER = Clock.fixed(MONDAY.plusSeconds(60), ZoneOffset.UTC);
  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void sendsNothingToWhoeverIsOnTheListOrInTheTable(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(10)) {
      var list = pad.file("spared.csv", "user_id,why\nu1,x\nu2,x\nu2,again\nnobody,x\n");
      suppress(pad, "u3", "u2", "somebody-else");

      var end = pad.sparing(list).launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.users(end, Verdict.SUPPRESSED)).isEqualTo(3);
      assertThat(pad.storedUsers()).containsExactly("u10", "u4", "u5", "u6", "u7", "u8", "u9");
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
    }
  }

  /** It comes before the control groups, so that these are of people who could be sent to. */
  @ParameterizedTest
  @EnumSource
  void keepsWhomALaterGateWouldKeepToo(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(40)) {
      var campaign =
          pad.campaign(
              "all", EVERYONE.replace("true } }", "true }, control_group: { percent: 50 } }"));
      var users = new String[40];
      for (var i = 0; i < users.length; i++) {
        users[i] = "u" + (i + 1);
      }
      suppress(pad, users);

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.users(end, Verdict.SUPPRESSED)).isEqualTo(40);
      assertThat(pad.users(end, Verdict.CONTROL)).isZero();
    }
  }

  /** Whoever is due already, and whoever waits. */
  @ParameterizedTest
  @EnumSource
  void endsThoseWhoWereAddedBeforeALaterExecution(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.profiles(
          """
          {"user_id": "london", "timezone": "Europe/London"}
          {"user_id": "new-york", "timezone": "America/New_York"}
          {"user_id": "boston", "timezone": "America/New_York"}
          {"user_id": "denver", "timezone": "America/Denver"}
          {"user_id": "aspen", "timezone": "America/Denver"}
          """);
      var list = pad.file("spared.csv", "user_id\n");
      var campaign =
          pad.sparing(list)
              .campaign(
                  "all",
                  EVERYONE.replace(
                      "{ at: launch }",
                      "{ at: 2026-12-07T09:00, user_timezone: { passed: next_day } }"));
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.WAITING);

      suppress(pad, "new-york");
      Files.writeString(list, "user_id\ndenver\nlondon\n");
      clock.set("2026-12-07T14:00:00Z");
      var second = pad.resume(pad.id(MONDAY));
      assertThat(pad.users(second, Verdict.SUPPRESSED)).isEqualTo(2);
      assertThat(pad.users(second, Verdict.WAITING)).isOne();
      clock.set("2026-12-07T16:00:00Z");
      var last = pad.resume(pad.id(MONDAY));

      // Who was sent to before stays so.
      assertThat(pad.storedUsers()).containsExactly("aspen", "boston", "london");
      assertThat(pad.users(last, Verdict.SUPPRESSED)).isEqualTo(2);
      assertThat(pad.sums(last).faultAtTheEnd()).isEmpty();
      assertThat(pad.run(last).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  /** With an id of another type, and one that stands in it twice. */
  @ParameterizedTest
  @EnumSource
  void takesAShopsOwnViewInThePlaceOfTheTable(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER)) {
      pad.profiles(
          """
          {"user_id": "1"}
          {"user_id": "2"}
          {"user_id": "3"}
          """);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.execute("drop table suppressions");
      jdbc.execute("create table complaints (person bigint)");
      jdbc.execute("insert into complaints values (1), (3), (3), (null)");
      jdbc.execute("create view suppressions as select person as user_id from complaints");

      pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.storedUsers()).containsExactly("2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isKnownToEstimatesAndPreviews(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(5)) {
      var list = pad.file("spared.csv", "user_id\nu1\n");
      suppress(pad, "u2");
      var campaign = pad.sparing(list).campaign("all", EVERYONE);
      var subject = pad.subject(campaign, MONDAY, MONDAY);

      var estimate = pad.dryRun().of(subject, Estimate::of).orElseThrow();
      var shown =
          pad.dryRun()
              .of(
                  subject,
                  frozen -> Preview.of(frozen, List.of(new UserId("u1"), new UserId("u2")), 0))
              .orElseThrow();

      assertThat(estimate.audience().count(Verdict.SUPPRESSED)).isEqualTo(2);
      assertThat(estimate.reachable()).isEqualTo(3);
      assertThat(shown).allMatch(user -> user.verdict().equals("suppressed"));
      assertThat(shown).allMatch(user -> user.messages().isEmpty());
      assertThat(shown.get(0).reason())
          .isEqualTo("on the list %s of muster.account.suppression-list".formatted(list));
      assertThat(shown.get(1).reason()).isEqualTo("on the table suppressions");
    }
  }

  /** Three batches of the file, two pages of the table. */
  @ParameterizedTest
  @EnumSource
  void findsUsersWhereverTheyStandInLongLists(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      var ids = new StringBuilder("user_id\n");
      for (var i = 0; i < 120_000; i++) {
        ids.append(i % 50_000 == 49_999 ? "u" + (i / 50_000 + 1) : "x" + i).append('\n');
      }
      var list = pad.file("spared.csv", ids.append("u3\n").toString());
      new JdbcTemplate(pad.dataSource())
          .update(
              "insert into suppressions (user_id) select 'a' || n from %s(1, 60000) as t (n)"
                  .formatted(database == Database.H2 ? "system_range" : "generate_series"));
      suppress(pad, "u4");

      pad.sparing(list).launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.storedUsers()).hasSize(16).doesNotContain("u1", "u2", "u3", "u4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name\nu1\n", "gone"})
  void isNeverTakenForEmptyWhereItCannotBeRead(String text) throws Exception {
    try (var pad = new LaunchPad(Database.H2, folder).clock(LATER).profiles(3)) {
      var list = pad.file("spared.csv", text);
      if (text.equals("gone")) {
        Files.delete(list);
      }
      var faulty = new SuppressionList(list, pad.store().suppressions());
      assertThat(faulty.fault().orElseThrow())
          .startsWith("muster.account.suppression-list: ")
          .contains("spared.csv", "; set MUSTER_ACCOUNT_SUPPRESSIONLIST to a CSV");

      var end = pad.sparing(list).launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(end).isInstanceOf(RunEnd.Failed.class);
      assertThat(((RunEnd.Failed) end).needsRemedy()).isTrue();
      assertThat(pad.storedUsers()).isEmpty();
    }
  }

  private static void suppress(LaunchPad pad, String... users) {
    for (var user : users) {
      new JdbcTemplate(pad.dataSource())
          .update("insert into suppressions (user_id, reason) values (?, 'asked us to')", user);
    }
  }
}
