package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.goal.Pooled;
import dev.muster.goal.UnreadableGoal;
import dev.muster.message.TemplateLanguage;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a live campaign has brought about: its triggers' users, against those held back. */
class LiveGoalsIT {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final CampaignId CART = new CampaignId("cart");

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(START.toString());
  private int number;

  @ParameterizedTest
  @EnumSource
  void countsAUserOnceHoweverManyOfTheirTriggersAreSent(Database database) throws Exception {
    try (var pad = pad(database)) {
      var sides = Halves.of(10);
      var campaign = campaign(pad, "", "");
      launch(pad, campaign, 0);
      var reached = sides.reached().getFirst();
      var held = sides.held().getFirst();
      did(pad, reached, "Cart", 1);
      did(pad, reached, "Cart", 2);
      did(pad, held, "Cart", 2);
      launch(pad, campaign, 3);
      did(pad, reached, "Cart", 4);
      did(pad, held, "Cart", 4);
      launch(pad, campaign, 5);
      // In the times of all of them.
      did(pad, reached, "Charged", 10);
      did(pad, reached, "Charged", 60 * 24 + 4);
      did(pad, held, "Charged", 60 * 24 + 5);

      var measured = measured(pad, 60 * 48, null);

      assertThat(measured.runs()).isEqualTo(2);
      assertThat(measured.sides().reached().users()).isEqualTo(1);
      assertThat(measured.sides().reached().converted()).isEqualTo(1);
      assertThat(requireNonNull(measured.sides().reached().value()).sum())
          .isEqualByComparingTo("14");
      var control = requireNonNull(measured.sides().control());
      assertThat(control.users()).isEqualTo(1);
      assertThat(control.converted()).as("just too late").isZero();
      assertThat(measured.notCompared()).isZero();
      assertThat(measured.complete()).as("others may come").isFalse();
    }
  }

  /** Each gate that would have kept the second trigger of a user who is not held back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H2         | again: always        | 0 | 0
          POSTGRESQL | again: never         | 0 | 1
          H2         | again: { after: 1h } | 0 | 1
          H2         | again: { after: 1m } | 0 | 0
          POSTGRESQL | again: always        | 1 | 1
          H2         | again: always        | 2 | 0
          H2         | limit_per_user: ignore | 1 | 0
          """)
  void comparesThoseTriggersAloneThatWouldHaveBeenSent(
      Database database, String gate, int frequencyCap, int notCompared) throws Exception {
    try (var pad = pad(database)) {
      if (frequencyCap > 0) {
        pad.atMost(frequencyCap, 1);
      }
      var sides = Halves.of(10);
      var campaign = campaign(pad, "", "  " + gate + "\n");
      launch(pad, campaign, 0);
      for (var minute : List.of(1, 4)) {
        did(pad, sides.held().getFirst(), "Cart", minute);
        did(pad, sides.reached().getFirst(), "Cart", minute);
        launch(pad, campaign, minute + 1);
      }

      assertThat(measured(pad, 60, null).notCompared()).isEqualTo(notCompared);
      assertThat(pad.storedUsers())
          .as("as on the other side")
          .hasSize(2 - notCompared)
          .containsOnly(sides.reached().getFirst());
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparesNobodyForWhomThereIsNoPlaceOrNoId(Database database) throws Exception {
    try (var pad = pad(database)) {
      var sides = Halves.of(300);
      pad.profiles(300);
      var campaign = campaign(pad, "", "  cap: { only_per_day: 100 }\n");
      launch(pad, campaign, 0);
      did(pad, sides.held().getFirst(), "Cart", 1);
      for (var user : sides.reached().subList(0, 100)) {
        did(pad, user, "Cart", 2);
      }
      did(pad, sides.held().get(1), "Cart", 3);
      launch(pad, campaign, 4);
      assertThat(pad.storedUsers()).hasSize(100);
      assertThat(measured(pad, 60, null).notCompared()).as("who came too late").isEqualTo(1);

      var byNumber = campaign(pad, "", "");
      Files.writeString(
          byNumber,
          Files.readString(byNumber).replace("track: Reminder", "track: Reminder, user_id: crm"));
      did(pad, sides.held().get(2), "Cart", 5);
      launch(pad, byNumber, 6);
      assertThat(measured(pad, 60, null).notCompared()).as("who has no id").isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparesNobodyWhoWouldHaveLapsed(Database database) throws Exception {
    try (var pad = pad(database)) {
      var sides = Halves.of(10);
      var campaign = delayed(pad, ", then_not: { did: Charged, within: 10m }");
      launch(pad, campaign, 0);
      var both = List.of(sides.reached().getFirst(), sides.held().getFirst());
      for (var user : both) {
        did(pad, user, "Cart", 1);
      }
      launch(pad, campaign, 12);
      for (var user : both) {
        did(pad, user, "Charged", 20);
        did(pad, user, "Cart", 30);
      }
      launch(pad, campaign, 45);
      launch(pad, campaign, 80);

      var measured = measured(pad, 90, null);
      assertThat(pad.storedUsers()).as("of the second one").containsExactly(both.getFirst());
      assertThat(measured.notCompared()).isEqualTo(1);
      assertThat(requireNonNull(measured.sides().control()).users()).isEqualTo(1);
      assertThat(measured.sides().reached().users()).isEqualTo(1);
      assertThat(requireNonNull(measured.sides().control()).converted()).isZero();
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForObject("select count(*) from muster_live_control", Long.class))
          .as("nothing is kept of those that were tested")
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void testsHeldBackTriggersInTheirOwnRunByItsOwnDefinition(Database database) throws Exception {
    try (var pad = pad(database)) {
      var held = Halves.of(10).held().getFirst();
      var campaign = delayed(pad, ", then_not: { did: Charged, within: 10m }");
      launch(pad, campaign, 0);
      did(pad, held, "Cart", 1);
      var run = requireNonNull(launch(pad, campaign, 12).run());
      assertThat(pad.store().runs().get(run).status())
          .as("though nobody will be sent to")
          .isEqualTo(RunStatus.WAITING);
      assertThat(measured(pad, 20, null).notCompared()).isZero();

      Files.writeString(
          campaign,
          Files.readString(campaign).replace("within: 10m }", "within: 10m }, same: product"));
      launch(pad, campaign, 20);
      did(pad, held, "Charged", 25);
      // Bought before the moment, and after it.
      launch(pad, campaign, 45);
      did(pad, held, "Charged", 46);
      launch(pad, campaign, 50);

      assertThat(pad.store().runs().get(run).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(measured(pad, 90, null).notCompared()).isEqualTo(1);
      assertThat(requireNonNull(measured(pad, 90, null).sides().control()).users()).isZero();

      did(pad, held, "Cart", 100);
      pad.abandon(requireNonNull(launch(pad, campaign, 111).run()), "over");
      assertThat(measured(pad, 120, null).notCompared())
          .as("nobody would have been sent to")
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesOutThoseAloneThatLapseOrExpire(Database database) throws Exception {
    try (var pad = pad(database)) {
      var sides = Halves.of(10);
      var both = List.of(sides.reached().getFirst(), sides.held().getFirst());
      var campaign = delayed(pad, ", then_not: { did: Charged, within: 10m }, same: product");
      launch(pad, campaign, 0);
      for (var user : both) {
        did(pad, user, "Cart", 1, "a");
        did(pad, user, "Cart", 2, "b");
        did(pad, user, "Charged", 20, "a");
      }
      // Both are due at this moment, and one of them has lapsed.
      launch(pad, campaign, 50);
      assertThat(pad.storedUsers()).containsExactly(both.getFirst());
      assertThat(measured(pad, 60, null).notCompared()).isEqualTo(1);
      assertThat(requireNonNull(measured(pad, 60, null).sides().control()).users()).isEqualTo(1);

      for (var user : both) {
        did(pad, user, "Cart", 60, "c");
      }
      launch(pad, campaign, 71);
      launch(pad, campaign, 60 * 24 * 8);
      assertThat(pad.storedUsers()).as("too late").hasSize(1);
      assertThat(measured(pad, 60 * 24 * 8, null).notCompared()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void measuresTheRunsWithTheGoalOfTheLatestOrAllByThatOfAFile(Database database) throws Exception {
    try (var pad = pad(database)) {
      var user = Halves.of(10).reached().getFirst();
      var campaign = campaign(pad, "", "");
      launch(pad, campaign, 0);
      assertThat(pad.measuring(at(1)).ofLive(CART, null)).as("without a run").isEmpty();
      did(pad, user, "Cart", 1);
      launch(pad, campaign, 2);
      var first = Files.readString(campaign);
      Files.writeString(campaign, first.replace("within: 24h", "within: 1h"));
      did(pad, user, "Cart", 3);
      launch(pad, campaign, 4);
      did(pad, user, "Charged", 120);
      assertThat(measured(pad, 200, null).runs()).isEqualTo(1);
      assertThat(measured(pad, 200, null).sides().reached().converted()).isZero();

      // As it was, in other words.
      Files.writeString(campaign, first.replace("within: 24h", "within: 1d"));
      did(pad, user, "Cart", 5);
      launch(pad, campaign, 6);
      assertThat(measured(pad, 200, null).runs()).isEqualTo(2);
      assertThat(measured(pad, 200, null).sides().reached().converted()).isEqualTo(1);
      assertThat(measured(pad, 200, goal(campaign)).runs()).isEqualTo(3);

      Files.writeString(
          campaign,
          first.lines().filter(line -> !line.startsWith("goal")).collect(Collectors.joining("\n")));
      did(pad, user, "Cart", 7);
      launch(pad, campaign, 8);
      assertThat(measured(pad, 200, null).runs()).as("one without is left out").isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutRunsThatAreRemovedWhenTheirTimeIsOver(Database database) throws Exception {
    try (var pad = pad(database)) {
      var user = Halves.of(10).reached().getFirst();
      var campaign = campaign(pad, "", "");
      launch(pad, campaign, 0);
      did(pad, user, "Cart", 1);
      launch(pad, campaign, 2);
      var goal = goal(campaign);
      Files.writeString(campaign, Files.readString(campaign).replace("within: 24h", "within: 1h"));
      did(pad, user, "Cart", 3);
      launch(pad, campaign, 4);

      assertThat(pruned(pad, 60)).isEqualTo(List.of(0L, 2L));
      assertThat(pruned(pad, 70)).isEqualTo(List.of(1L, 1L));
      var latest = measured(pad, 70, null);
      assertThat(latest.runs()).isZero();
      assertThat(latest.pruned()).isEqualTo(1);
      assertThat(requireNonNull(latest.live()).goal().within())
          .as("not the one before")
          .isEqualTo("1h");
      assertThat(measured(pad, 70, goal).runs()).isEqualTo(1);
      assertThat(measured(pad, 70, goal).pruned()).isEqualTo(1);

      // By a launch, of a file that has the earlier goal again.
      Files.writeString(campaign, Files.readString(campaign).replace("within: 1h", "within: 24h"));
      clock.set(at(60 * 24));
      pad.livePruning().ofLaunch(read(campaign), Purpose.REAL, at(60 * 24), 1000);
      assertThat(measured(pad, 60 * 24, goal).runs()).isEqualTo(1);
      clock.set(at(60 * 24 + 10));
      pad.livePruning().ofLaunch(read(campaign), Purpose.REAL, at(60 * 24), 1000);
      assertThat(measured(pad, 60 * 24 + 10, goal).runs()).isZero();
      assertThat(measured(pad, 60 * 24 + 10, goal).pruned()).isEqualTo(2);
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForList("select gone from muster_live_goal order by since", Long.class))
          .containsExactly(1L, 1L);
    }
  }

  /** How many runs went, and how many are left for their goal. */
  private List<Long> pruned(LaunchPad pad, long minute) {
    clock.set(at(minute));
    var result = new ArrayList<Long>();
    pad.pruning(clock)
        .olderThan(
            Duration.ofMinutes(1),
            new Pruning.Told() {
              @Override
              public void run(Pruning.Outcome outcome) {
                throw new AssertionError(outcome);
              }

              @Override
              public void gone(LivePruning.Gone gone) {
                result.addAll(List.of(gone.runs(), gone.left()));
              }
            });
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void takesNoOtherGoalForOneThatNobodyCanRead(Database database) throws Exception {
    try (var pad = pad(database)) {
      var user = Halves.of(10).reached().getFirst();
      var campaign = campaign(pad, "", "");
      launch(pad, campaign, 0);
      did(pad, user, "Cart", 1);
      launch(pad, campaign, 2);
      new JdbcTemplate(pad.dataSource())
          .update("update muster_live_goal set goal = 'Charged · {} · PT24H · amount'");

      assertThatThrownBy(() -> measured(pad, 3, null)).isInstanceOf(UnreadableGoal.class);
      assertThat(measured(pad, 3, goal(campaign)).runs()).isEqualTo(1);

      did(pad, user, "Cart", 4);
      launch(pad, campaign, 5);
      assertThat(measured(pad, 6, null).runs()).isEqualTo(1);
      assertThat(measured(pad, 6, goal(campaign)).runs()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesRehearsalsOutOfWhatIsMeant(Database database) throws Exception {
    try (var pad = pad(database)) {
      var sides = Halves.of(10);
      var campaign = campaign(pad, "", "");
      pad.planning(Purpose.REHEARSAL);
      launch(pad, campaign, 0);
      did(pad, sides.reached().getFirst(), "Cart", 1);
      launch(pad, campaign, 2);
      assertThat(requireNonNull(measured(pad, 60, null).live()).rehearsal()).isTrue();
      assertThat(measured(pad, 60, null).sides().reached().users()).isEqualTo(1);

      pad.planning(Purpose.REAL);
      launch(pad, campaign, 3);
      assertThat(requireNonNull(measured(pad, 60, null).live()).rehearsal())
          .as("there is no other run yet")
          .isTrue();
      did(pad, sides.reached().get(1), "Cart", 4);
      did(pad, sides.reached().get(2), "Cart", 4);
      launch(pad, campaign, 5);
      assertThat(requireNonNull(measured(pad, 60, null).live()).rehearsal()).isFalse();
      assertThat(measured(pad, 60, null).sides().reached().users()).isEqualTo(2);
    }
  }

  /** Who of u1, u2, … is held back, by the contract's formula. */
  private record Halves(List<String> reached, List<String> held) {
    static Halves of(int users) {
      var all =
          IntStream.rangeClosed(1, users)
              .mapToObj(number -> "u" + number)
              .collect(Collectors.partitioningBy(LiveGoalsOracleIT.Lot.of("cart", 500)));
      return new Halves(requireNonNull(all.get(false)), requireNonNull(all.get(true)));
    }
  }

  private LaunchPad pad(Database database) throws Exception {
    return new LaunchPad(database, folder).clock(clock).profiles(10);
  }

  private static Path campaign(LaunchPad pad, String live, String who) throws Exception {
    return pad.campaign(
        "cart",
        """
        who:
          live: { did: Cart%s }
          control_group: { percent: 50 }
        """
                .formatted(live)
            + who
            + """
            what: { track: Reminder }
            when: { cut_off: { after: 7d } }
            goal: { event: Charged, within: 24h, value: amount }
            """);
  }

  /** One whose messages are sent half an hour later. */
  private static Path delayed(LaunchPad pad, String live) throws Exception {
    var campaign = campaign(pad, live, "");
    return Files.writeString(
        campaign, Files.readString(campaign).replace("when: {", "when: { delay: 30m, "));
  }

  private static Goal goal(Path campaign) {
    return requireNonNull(read(campaign).goal());
  }

  private static Campaign read(Path campaign) {
    return switch (new CampaignReader(new TemplateLanguage(ZoneOffset.UTC))
        .read(CampaignFiles.onDisk(campaign))) {
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
      case Reading.Valid valid -> valid.campaign();
    };
  }

  private void did(LaunchPad pad, String user, String event, long minute) throws Exception {
    did(pad, user, event, minute, "any");
  }

  private void did(LaunchPad pad, String user, String event, long minute, String product)
      throws Exception {
    pad.events(
        "{\"id\": \"e%d\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": {\"amount\": 7, \"product\": \"%s\"}}%n"
            .formatted(++number, user, event, at(minute), product));
  }

  private TakenUp launch(LaunchPad pad, Path campaign, long minute) throws Exception {
    clock.set(at(minute));
    return pad.launchLive(campaign);
  }

  private static Pooled measured(LaunchPad pad, long minute, @Nullable Goal goal) {
    return pad.measuring(at(minute)).ofLive(CART, goal).orElseThrow();
  }

  private static Instant at(long minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
