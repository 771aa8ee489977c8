package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Verdict;
import dev.muster.message.TemplateLanguage;
import dev.muster.report.RunReport;
import dev.muster.schedule.Windows;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose number of users is not what it should be. */
class GuardsIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));
  private static final Instant THURSDAY = MONDAY.plus(Duration.ofDays(3));

  private static final RunId NOBODYS =
      new RunId(new CampaignId("all"), Instant.parse("1970-01-01T00:00:00Z"));

  private static final String EXPECTING =
      """
      who:
        audience: { everyone: true }
        expect: %s
      what: { track: Offer }
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areRefusedUntilAnOperatorLetsThemPassWhichIsUsualFromThenOn(Database database)
      throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(150)) {
      var campaign =
          pad.campaign("all", EXPECTING.formatted("{ between: [100, 400], change_at_most: 30% }"));
      var first = pad.launch(campaign, MONDAY);
      assertThat(guards(pad, first))
          .containsExactly(
              "who.expect.between allows 100 to 400: true",
              "who.expect.change_at_most allows any number, as no earlier run is completed: true");
      pad.sandbox().reset();

      pad.profiles(300);
      for (var launch = 0; launch < 2; launch++) {
        var refused = pad.launch(campaign, TUESDAY);
        assertThat(pad.run(refused).status()).isEqualTo(RunStatus.REFUSED);
        assertThat(pad.run(refused).reason())
            .isEqualTo(
                "300 users qualify, and who.expect.change_at_most allows 51 to 249"
                    + " (median 150 of 1 run)");
        assertThat(pad.users(refused, Verdict.REFUSED)).isEqualTo(300);
        assertThat(guards(pad, refused))
            .containsExactly(
                "who.expect.between allows 100 to 400: true",
                "who.expect.change_at_most allows 51 to 249 (median 150 of 1 run): false");
      }
      assertThat(pad.storedUsers()).isEmpty();

      var passed = pad.launch(campaign, TUESDAY, "a new list came in");
      assertThat(pad.run(passed).status()).as(passed.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(passed, Verdict.ACCEPTED)).isEqualTo(300);
      assertThat(pad.storedUsers()).hasSize(300).doesNotHaveDuplicates();
      assertThat(pad.run(passed).overrideReason()).isEqualTo("a new list came in");
      assertThat(guards(pad, passed))
          .containsExactly(
              "who.expect.between allows 100 to 400: true",
              "who.expect.change_at_most allows 51 to 249 (median 150 of 1 run): false");

      assertThat(guards(pad, pad.launch(campaign, WEDNESDAY)))
          .endsWith("who.expect.change_at_most allows 201 to 399 (median 300 of 1 run): true");
      assertThat(guards(pad, pad.launch(campaign, THURSDAY)))
          .endsWith("who.expect.change_at_most allows 201 to 399 (median 300 of 2 runs): true");
    }
  }

  /** Nobody at all is too few, too. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          H2,         0, REFUSED
          H2,         1, REFUSED
          H2,         2, COMPLETED
          POSTGRESQL, 0, REFUSED
          POSTGRESQL, 1, REFUSED
          POSTGRESQL, 2, COMPLETED
          """)
  void areRefusedWhenTooFewQualify(Database database, int users, RunStatus status)
      throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      if (users > 0) {
        pad.profiles(users);
      }
      var campaign = pad.campaign("all", EXPECTING.formatted("{ between: [2, 3] }"));

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(status);
      assertThat(pad.storedUsers()).hasSize(status == RunStatus.REFUSED ? 0 : users);
      assertThat(pad.run(pad.launch(campaign, MONDAY, "so be it")).status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(users);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passAtTheirFirstLaunchWithAnOverride(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(5)) {
      var end =
          pad.launch(
              pad.campaign("all", EXPECTING.formatted("{ between: [2, 3] }")), MONDAY, "so be it");

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).overrideReason()).isEqualTo("so be it");
      assertThat(guards(pad, end)).containsExactly("who.expect.between allows 2 to 3: false");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areHeldAgainstRehearsalsOnlyWhenTheyAreRehearsed(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(150)) {
      var campaign = pad.campaign("all", EXPECTING.formatted("{ change_at_most: 10% }"));
      pad.planning(Purpose.REHEARSAL).launch(campaign, MONDAY);
      pad.profiles(300);

      assertThat(pad.run(pad.launch(campaign, TUESDAY)).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(pad.run(pad.planning(Purpose.REAL).launch(campaign, WEDNESDAY)).status())
          .isEqualTo(RunStatus.COMPLETED);
    }
  }

  /** The run of an estimate is found by no planned time: its row, never committed, has another. */
  @ParameterizedTest
  @EnumSource
  void areAskedOfTheRowOfARunWhateverItsTime(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(150)) {
      var file = pad.campaign("all", EXPECTING.formatted("{ change_at_most: 10% }"));
      pad.launch(file, MONDAY);
      var store = pad.store();
      store.states().plan(NOBODYS, TUESDAY, ZoneOffset.UTC, Purpose.REAL, 1, TUESDAY);
      var row = store.runs().get(NOBODYS);
      store.runs().qualified(row.key(), 300);

      var answers =
          freezing(pad, file, renamed(row, new RunId(NOBODYS.campaign(), TUESDAY))).askGuards();

      assertThat(answers)
          .extracting(GuardsIT::inWords)
          .containsExactly(
              "who.expect.change_at_most allows 51 to 249 (median 150 of 1 run): false");
      assertThat(store.guards().of(row.key())).isEmpty();
    }
  }

  private static Freezing freezing(LaunchPad pad, Path file, Run run) {
    var read =
        new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)).read(CampaignFiles.onDisk(file));
    var campaign = ((Reading.Valid) read).campaign();
    return new Freezing(
        pad.store(),
        run,
        campaign,
        Windows.of(campaign.when(), run.id().plannedAt(), ZoneOffset.UTC),
        new Account(ZoneOffset.UTC, new Share(0), null, null, false),
        100,
        Clock.systemUTC());
  }

  private static Run renamed(Run run, RunId id) {
    return new Run(
        run.key(),
        id,
        run.asOf(),
        run.accountZone(),
        run.purpose(),
        run.partitions(),
        run.state(),
        run.overrideReason(),
        run.qualified(),
        run.executions(),
        run.chunkSize(),
        run.doubtSince(),
        run.startedAt(),
        run.messagesPerSecond(),
        run.withoutZone(),
        run.rowsWithoutId(),
        run.prunedAt());
  }

  /** What each allows, and whether it holds. */
  private static List<String> guards(LaunchPad pad, RunEnd end) {
    return RunReport.of(pad.store(), end).guards().answers().stream()
        .map(GuardsIT::inWords)
        .toList();
  }

  private static String inWords(GuardAnswer answer) {
    return "%s allows %s: %s"
        .formatted(answer.guard().setBy(), answer.allowedInWords(), answer.holds());
  }
}
