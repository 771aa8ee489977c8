package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Verdict;
import dev.muster.message.TemplateLanguage;
import dev.muster.report.LiveReport;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs of live campaigns that ended long ago, and what stays of them (live.md, "Pruning"). */
class LivePruningIT {
  private static final Instant START = Instant.parse("2026-12-01T20:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final CampaignId CART = new CampaignId("cart");

  /** How many statements lie between two deaths; one, when there is time. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 5);

  private static final String WHAT = "what: { track: Reminder }\n";

  @TempDir private Path folder;

  private final SettableClock clock = SettableClock.at(START.toString());
  private int events;

  private LaunchPad pad(Database database) throws Exception {
    return new LaunchPad(database, folder).clock(clock).profiles(10);
  }

  private static String carts(String who, String when) {
    return "who:\n  live: { did: [Cart] }\n" + who + WHAT + "when: {" + when + "}\n";
  }

  /** Some users put something into the cart, and a launch comes a minute later. */
  private TakenUp launch(LaunchPad pad, Path campaign, Instant at, String... users)
      throws Exception {
    var rows = new StringBuilder();
    for (var user : users) {
      rows.append(
          "{\"id\": \"e%d\", \"user_id\": \"%s\", \"event\": \"Cart\", \"occurred_at\": \"%s\"}%n"
              .formatted(++events, user, at));
    }
    if (!rows.isEmpty()) {
      pad.events(rows.toString());
    }
    clock.set(at.plusSeconds(60));
    return pad.launchLive(campaign);
  }

  private static String[] usersTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(user -> "u" + user).toArray(String[]::new);
  }

  private static Instant after(String duration) {
    return START.plus(Duration.parse(duration));
  }

  private List<LivePruning.Gone> prune(LaunchPad pad, String age) {
    var gone = new ArrayList<LivePruning.Gone>();
    pad.pruning(clock)
        .olderThan(
            Duration.parse(age),
            new Pruning.Told() {
              @Override
              public void run(Pruning.Outcome outcome) {
                throw new AssertionError(outcome);
              }

              @Override
              public void gone(LivePruning.Gone went) {
                gone.add(went);
              }
            });
    return gone;
  }

  private static LiveReport report(LaunchPad pad) {
    return LiveReport.of(pad.store(), CART, BERLIN, null, null).orElseThrow();
  }

  private static long rows(LaunchPad pad, String table) {
    return requireNonNull(
        new JdbcTemplate(pad.dataSource())
            .queryForObject("select count(*) from " + table, Long.class));
  }

  private static long users(LaunchPad pad, TakenUp taken, Verdict verdict) {
    var run = pad.store().runs().get(requireNonNull(taken.run()));
    return pad.store().results().users(run).getOrDefault(verdict, 0L);
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheSumsOfItsDaysAsTheyWere(Database database) throws Exception {
    try (var pad = pad(database).in(BERLIN)) {
      pad.faults("{\"faults\": [{\"containing\": \"\\\"u7\\\"\", \"status\": 400}]}");
      var campaign = pad.campaign("cart", carts("  again: { after: 1d }\n", ""));
      launch(pad, campaign, START);
      // Before and after midnight in Berlin, and the day after.
      launch(pad, campaign, after("PT2H50M"), "u1", "u2");
      launch(pad, campaign, after("PT2H55M"), "u1", "u7");
      launch(pad, campaign, after("PT3H10M"), "u3", "nobody");
      launch(pad, campaign, after("PT30H"), "u1");
      var before = report(pad);
      assertThat(before.days()).hasSize(3);
      assertThat(before.total().audience().count(Verdict.REPEATED)).isEqualTo(1);
      assertThat(before.total().audience().count(Verdict.REJECTED)).isEqualTo(1);

      clock.set(after("PT40H"));
      assertThat(prune(pad, "PT20H"))
          .singleElement()
          .satisfies(gone -> assertThat(gone.runs()).isEqualTo(3));
      assertThat(report(pad)).isEqualTo(before);
      assertThat(rows(pad, "muster_run")).isEqualTo(1);
      // Of the day of which a run is gone already.
      assertThat(prune(pad, "PT1M"))
          .singleElement()
          .satisfies(gone -> assertThat(gone.runs()).isEqualTo(1));

      assertThat(report(pad)).isEqualTo(before);
      assertThat(
              LiveReport.of(
                      pad.store(),
                      CART,
                      BERLIN,
                      LocalDate.parse("2026-12-01"),
                      LocalDate.parse("2026-12-01"))
                  .orElseThrow()
                  .total())
          .isEqualTo(before.days().get(LocalDate.parse("2026-12-01")));
      for (var table :
          List.of("run", "member", "trigger", "outcome", "request", "result", "gate")) {
        assertThat(rows(pad, "muster_" + table)).as(table).isZero();
      }
      assertThat(prune(pad, "PT1M")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesRunsThatAreNotFinished(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("", " delay: 10d "));
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), "u1");

      clock.set(after("P5D"));
      assertThat(prune(pad, "PT1H")).isEmpty();

      assertThat(report(pad).openRuns()).hasSize(1);
      launch(pad, campaign, after("P10DT2H"));
      assertThat(pad.storedUsers()).containsExactly("u1");
    }
  }

  @ParameterizedTest
  @CsvSource({"H2, only: 100", "H2, only_per_day: 100", "POSTGRESQL, only: 100"})
  void givesNoPlaceOfACapAgain(Database database, String cap) throws Exception {
    try (var pad = pad(database).profiles(101)) {
      var campaign = pad.campaign("cart", carts("  cap: { " + cap + " }\n", ""));
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), usersTo(99));
      clock.set(after("PT2H"));
      prune(pad, "PT1M");

      launch(pad, campaign, after("PT3H"), "u100", "u101");

      assertThat(pad.storedUsers()).containsExactlyInAnyOrder(usersTo(100));
    }
  }

  /**
   * One is accepted on 2026-12-01 at 21:01; when a launch comes again, and the campaign's run was
   * pruned an hour before. A day has 24 hours here.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          { after: 7d },   P7DT59M30S, REPEATED
          { after: 7d },   P7DT1H1M,   ACCEPTED
          { after: 1d },   PT24H,      REPEATED
          { after: 12h },  PT12H30M,   REPEATED
          { after: 12h },  PT14H,      ACCEPTED
          never,           P300D,      REPEATED
          always,          PT4H,       ACCEPTED
          """,
      quoteCharacter = '"',
      delimiter = ',',
      ignoreLeadingAndTrailingWhitespace = true)
  void keepsWhomAgainMayAskFor(String again, String later, Verdict verdict) throws Exception {
    for (var database : Database.values()) {
      try (var pad = pad(database)) {
        var campaign = pad.campaign("cart", carts("  again: " + again + "\n", ""));
        launch(pad, campaign, START);
        launch(pad, campaign, after("PT1H"), "u1");
        clock.set(after(later).minus(Duration.ofHours(1)));
        assertThat(prune(pad, "PT1M")).hasSize(1);

        assertThat(users(pad, launch(pad, campaign, after(later), "u1"), verdict)).isEqualTo(1);

        clock.set(after(later).plus(Duration.ofDays(100)));
        prune(pad, "PT1M");
        assertThat(rows(pad, "muster_gone_run")).isEqualTo(again.equals("never") ? 1 : 0);
        assertThat(rows(pad, "muster_contact")).isEqualTo(again.equals("never") ? 1 : 0);
      }
    }
  }

  /** What the campaign was like when it reached them does not matter, but what it is like now. */
  @ParameterizedTest
  @CsvSource({
    "live, past, REAL, 1",
    "past, live, REAL, 1",
    "live, past, REHEARSAL, 0",
    "past, live, REHEARSAL, 0"
  })
  void asksByTheLatestRunOfEitherKind(String first, String now, Purpose latest, int kept)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad = pad(database)) {
        launchAny(pad, first, "always", START);
        assertThat(firstContacts(pad)).isEqualTo(1);
        launchAny(pad.planning(latest), now, "{ after: 30d }", after("P1D"));
        clock.set(after("P10D"));
        pad.pruning(clock).olderThan(Duration.ofDays(2), _ -> {});

        assertThat(firstContacts(pad)).as(database.name()).isEqualTo(kept);
      }
    }
  }

  private void launchAny(LaunchPad pad, String kind, String again, Instant at) throws Exception {
    if (kind.equals("live")) {
      var campaign = pad.campaign("cart", carts("  again: " + again + "\n", ""));
      launch(pad, campaign, at);
      launch(pad, campaign, at.plus(Duration.ofHours(1)), "u1");
    } else {
      clock.set(at);
      pad.launch(
          pad.campaign(
              "cart",
              "who: { audience: { everyone: true }, again: %s }\n".formatted(again)
                  + WHAT
                  + "when: { at: launch }\n"),
          at);
    }
  }

  /** How many real ones u1 has of the first day. */
  private static long firstContacts(LaunchPad pad) {
    return requireNonNull(
        new JdbcTemplate(pad.dataSource())
            .queryForObject(
                "select count(*) from muster_contact where not rehearsal and user_id = 'u1' and due_at < ?",
                Long.class,
                after("PT12H").atOffset(ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhomTheFrequencyCapCounts(Database database) throws Exception {
    try (var pad = pad(database).atMost(1, 3)) {
      var campaign = pad.campaign("cart", carts("", ""));
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), "u1");
      clock.set(after("PT2H"));
      prune(pad, "PT1M");
      assertThat(rows(pad, "muster_run")).isZero();

      var again = launch(pad, campaign, after("PT3H"), "u1", "u2");
      assertThat(users(pad, again, Verdict.FREQUENCY_CAPPED)).isEqualTo(1);
      var past =
          pad.campaign(
              "all", "who: { audience: { everyone: true } }\n" + WHAT + "when: { at: launch }\n");
      clock.set(after("PT4H"));
      prune(pad, "PT1M");
      var end = pad.launch(past, after("PT4H"));
      assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isEqualTo(2);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(8);

      // When the days of the cap are over, they are forgotten.
      clock.set(after("P4D"));
      prune(pad, "P3DT23H");
      assertThat(rows(pad, "muster_gone_run")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isDoneByLaunchesWithWhatEndedLongEnoughAgo(Database database) throws Exception {
    try (var pad = pad(database).in(BERLIN)) {
      var file = pad.campaign("cart", carts("  again: { after: 1d }\n", ""));
      launch(pad, file, START);
      for (var hour = 1; hour <= 5; hour++) {
        launch(pad, file, after("PT" + hour + "H"), "u" + hour);
      }
      var campaign = read(file);
      var before = report(pad);

      clock.set(after("P2D"));
      pad.livePruning().ofLaunch(campaign, Purpose.REAL, after("PT3H30M"), 2);
      assertThat(rows(pad, "muster_run")).isEqualTo(3);
      pad.livePruning().ofLaunch(campaign, Purpose.REHEARSAL, after("PT3H30M"), 2);
      assertThat(rows(pad, "muster_run")).isEqualTo(3);
      pad.livePruning().ofLaunch(campaign, Purpose.REAL, after("PT3H30M"), 2);
      pad.livePruning().ofLaunch(campaign, Purpose.REAL, after("PT3H30M"), 2);

      assertThat(rows(pad, "muster_run")).isEqualTo(2);
      assertThat(report(pad)).isEqualTo(before);
      assertThat(rows(pad, "muster_contact")).isEqualTo(2);
    }
  }

  /** Whoever prunes dies before some statement of it, and another goes on. */
  @ParameterizedTest
  @EnumSource
  void losesAndDoublesNothingThoughItDies(Database database) throws Exception {
    try (var pad = pad(database).in(BERLIN)) {
      var file = pad.campaign("cart", carts("  again: { after: 7d }\n", ""));
      var campaign = read(file);
      launch(pad, file, START);
      var statement = 1;
      for (var dead = true; dead; statement += STRIDE) {
        launch(pad, file, START.plus(Duration.ofMinutes(10L * statement)), "u1", "u2");
        launch(pad, file, START.plus(Duration.ofMinutes(10L * statement + 5)), "u3");
        var before = report(pad);
        var contacts = rows(pad, "muster_contact");
        var mortal = new MortalDatabase(statement, MortalDatabase.Death.BEFORE);
        pad.through(mortal.through(pad.dataSource()));
        try {
          pad.livePruning().ofLaunch(campaign, Purpose.REAL, after("P9D"), 1000);
        } catch (RuntimeException e) {
          assertThat(mortal.isDead()).as(e.toString()).isTrue();
        } finally {
          pad.through(pad.dataSource());
        }
        dead = mortal.isDead();
        assertThat(report(pad)).as("statement %d", statement).isEqualTo(before);

        pad.livePruning().ofLaunch(campaign, Purpose.REAL, after("P9D"), 1000);
        assertThat(rows(pad, "muster_run")).isZero();
        assertThat(report(pad)).as("statement %d", statement).isEqualTo(before);
        assertThat(rows(pad, "muster_contact")).isEqualTo(contacts);
      }
      assertThat(statement).isGreaterThan(20);
    }
  }

  /** Also of an event that a longer time without another one would make a trigger again. */
  @ParameterizedTest
  @EnumSource
  void hasNoTriggerTakenUpAgainThoughTheCampaignIsEdited(Database database) throws Exception {
    try (var pad = pad(database)) {
      var inaction =
          "who: { live: { did: [Cart], then_not: { did: Charged, within: %s } } }\n"
              + WHAT
              + "when: {}\n";
      var campaign = pad.campaign("cart", inaction.formatted("10m"));
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), "u1");
      launch(pad, campaign, after("PT2H"), "u2");
      launch(pad, campaign, after("P1D"));
      assertThat(pad.storedUsers()).containsExactly("u1", "u2");
      prune(pad, "PT1M");

      pad.campaign("cart", inaction.formatted("2d"));
      launch(pad, campaign, after("P1DT1H"), "u3");
      launch(pad, campaign, after("P4D"));

      assertThat(pad.storedUsers()).containsExactly("u1", "u2", "u3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingOfACampaignThatHasEndedButItsSums(Database database) throws Exception {
    try (var pad = pad(database).profiles(102)) {
      var campaign = pad.campaign("cart", carts("  cap: { only: 100 }\n", ""));
      launch(pad, campaign, START);
      pad.events(
          "{\"id\": \"none\", \"user_id\": \"nobody\", \"event\": \"Cart\", \"occurred_at\": \"%s\"}"
              .formatted(after("PT1H")));
      launch(pad, campaign, after("PT1H"), usersTo(99));
      assertThat(rows(pad, "muster_live_trigger")).isEqualTo(100);
      launch(pad, campaign, after("PT2H"), "u100", "u101");

      assertThat(rows(pad, "muster_live_trigger")).isZero();
      launch(pad, campaign, after("PT3H"), "u102");
      assertThat(rows(pad, "muster_live_trigger")).isZero();
      clock.set(after("P1D"));
      prune(pad, "PT1M");
      assertThat(rows(pad, "muster_run")).isZero();
      assertThat(report(pad).total().audience().count(Verdict.CAPPED)).isEqualTo(1);
      assertThat(pad.storedUsers()).containsExactlyInAnyOrder(usersTo(100));
    }
  }

  /** What is kept for taking up is of the time since the horizon, however long a campaign runs. */
  @ParameterizedTest
  @EnumSource
  void hasNoMemoryOfWhatIsBehindTheHorizon(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("", ""));
      launch(pad, campaign, START);
      for (var hour = 1; hour <= 20; hour++) {
        launch(pad, campaign, after("PT" + hour + "H"), "u1", "nobody" + hour);
      }

      assertThat(rows(pad, "muster_live_trigger")).isLessThan(6);
      assertThat(rows(pad, "muster_live_day")).isLessThan(3);
      assertThat(rows(pad, "muster_definition")).isEqualTo(1);
      assertThat(rows(pad, "muster_run_file")).isZero();
      assertThat(rows(pad, "muster_batch_job_instance")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsADefinitionOnceForAllRunsThatItIsOf(Database database) throws Exception {
    try (var pad = pad(database)) {
      var campaign = pad.campaign("cart", carts("", " delay: 1h "));
      launch(pad, campaign, START);
      var first = requireNonNull(launch(pad, campaign, after("PT1H"), "u1").run());
      var second = requireNonNull(launch(pad, campaign, after("PT1H5M"), "u2").run());
      // As a version before this one has kept it.
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update(
          """
          insert into muster_run_file (run_id, path, content)
          select r.id, f.path, f.content
          from muster_run r
          join muster_definition_file f on f.definition_id = r.definition_id
          where r.planned_at = (select min(planned_at) from muster_run)
          """);
      jdbc.update(
          """
          update muster_run set definition_id = null
          where id in (select run_id from muster_run_file)
          """);
      pad.campaign("cart", carts("  again: never\n", " delay: 2h "));
      launch(pad, campaign, after("PT1H10M"), "u3");

      assertThat(texts(pad, first)).isEqualTo(texts(pad, second)).isNotEmpty();
      assertThat(rows(pad, "muster_definition")).isEqualTo(2);
      launch(pad, campaign, after("PT2H30M"));
      assertThat(pad.storedUsers()).containsExactly("u1", "u2");
      launch(pad, campaign, after("PT4H"));
      assertThat(pad.storedUsers()).containsExactly("u1", "u2", "u3");
    }
  }

  /** But for the latest: the next launch is likely to have the same. */
  @ParameterizedTest
  @EnumSource
  void forgetsDefinitionsAndListsThatNoRunHasAnyMore(Database database) throws Exception {
    try (var pad = pad(database)) {
      var listed = "  cap: { only: %d }\n";
      var campaign = pad.campaign("cart", listed(carts(listed.formatted(101), "")));
      pad.file("vip.csv", "user_id\nu1\nu2\nu3\n");
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), "u1");
      pad.campaign("cart", listed(carts(listed.formatted(102), " delay: 10d ")));
      pad.file("vip.csv", "user_id\nu2\n");
      launch(pad, campaign, after("PT2H"), "u2");
      pad.campaign("cart", listed(carts(listed.formatted(103), "")));
      pad.file("vip.csv", "user_id\nu3\n");
      launch(pad, campaign, after("PT3H"), "u3");
      pad.campaign("cart", listed(carts(listed.formatted(104), "")));
      pad.file("vip.csv", "user_id\nu3\nu1\n");
      launch(pad, campaign, after("PT4H"), "u3");
      assertThat(rows(pad, "muster_definition")).isEqualTo(4);
      assertThat(rows(pad, "muster_list")).isEqualTo(4);

      clock.set(after("PT5H"));
      prune(pad, "PT1M");

      // That of the run that waits, and the latest.
      assertThat(rows(pad, "muster_definition")).isEqualTo(2);
      assertThat(rows(pad, "muster_list")).isEqualTo(2);
      assertThat(rows(pad, "muster_list_user")).isEqualTo(3);
      pad.file("vip.csv", "user_id\nu1\nu2\nu3\n");
      pad.campaign("cart", listed(carts(listed.formatted(101), "")));
      launch(pad, campaign, after("PT6H"), "u1");
      launch(pad, campaign, after("P11D"));
      assertThat(pad.storedUsers()).containsExactly("u1", "u1", "u2", "u3", "u3");
      clock.set(after("P12D"));
      prune(pad, "PT1M");
      assertThat(rows(pad, "muster_run")).isZero();
      assertThat(rows(pad, "muster_definition")).isEqualTo(1);
      assertThat(rows(pad, "muster_list")).isEqualTo(1);
      assertThat(rows(pad, "muster_gone_place")).isZero();
    }
  }

  private static String listed(String campaign) {
    return campaign.replace("did: [Cart]", "did: [Cart], audience: { list: vip.csv }");
  }

  /** Whom runs have reached since, and which places they gave, though they are gone. */
  @ParameterizedTest
  @EnumSource
  void leavesWhatIsGoneOutOfAccountWhereItsTimeIsImaginedAnew(Database database) throws Exception {
    try (var pad = pad(database).atMost(1, 3)) {
      var campaign =
          pad.campaign("cart", carts("  cap: { only_per_day: 100 }\n  again: { after: 7d }\n", ""));
      launch(pad, campaign, START);
      launch(pad, campaign, after("PT1H"), "u1", "u2");
      var of = new Of(CART, Purpose.REAL);
      var zone = ZoneOffset.UTC;
      var day = LocalDate.ofInstant(after("PT1H"), zone);
      clock.set(after("PT3H"));
      assertThat(prune(pad, "PT1H")).hasSize(1);
      pad.campaign("cart", carts("  again: { after: 7d }\n", ""));
      var run =
          pad.store().runs().get(requireNonNull(launch(pad, campaign, after("PT4H"), "u3").run()));

      var users = List.of(new UserId("u1"), new UserId("u2"));
      for (var since : List.of(after("PT30M"), Instant.MAX)) {
        var against = new HeldAgainst(pad.store(), of, zone, since);
        var reached = since.equals(Instant.MAX) ? 2 : 0;
        assertThat(against.earlier(run, users, Instant.MIN)).hasSize(reached);
        assertThat(against.contacts(run, users, Instant.MIN)).hasSize(reached);
        assertThat(against.given(day)).isEqualTo(reached);
      }
    }
  }

  private static Map<String, String> texts(LaunchPad pad, RunId run) {
    return pad.store().definitions().texts(pad.store().runs().get(run).key());
  }

  @ParameterizedTest
  @EnumSource
  void isNeededByNothingThatSpringBatchKept(Database database) throws Exception {
    try (var pad = pad(database)) {
      pad.faults("{\"faults\": [{\"containing\": \"\\\"u7\\\"\", \"status\": 401}]}");
      var campaign = pad.campaign("all", carts("", ""));
      launch(pad, campaign, START);
      var failed = requireNonNull(launch(pad, campaign, after("PT1H"), "u7").run());
      assertThat(pad.store().runs().get(failed).status()).isEqualTo(RunStatus.FAILED);
      assertThat(rows(pad, "muster_batch_job_instance")).isEqualTo(1);

      pad.faults("{\"faults\": [{\"containing\": \"\\\"u7\\\"\", \"status\": 400}]}");
      pad.resume(failed);
      assertThat(pad.store().runs().get(failed).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(rows(pad, "muster_batch_job_instance")).isZero();
      pad.resume(failed);

      pad.noFaults();
      pad.retryRejected(failed.plannedAt());
      assertThat(pad.storedUsers()).containsExactly("u7");
      assertThat(pad.store().runs().get(failed).status()).isEqualTo(RunStatus.COMPLETED);
      for (var table :
          List.of("job_instance", "job_execution", "job_execution_params", "step_execution")) {
        assertThat(rows(pad, "muster_batch_" + table)).as(table).isZero();
      }
    }
  }

  private static Campaign read(Path file) {
    return ((Reading.Valid)
            new CampaignReader(new TemplateLanguage(ZoneOffset.UTC))
                .read(CampaignFiles.onDisk(file)))
        .campaign();
  }
}
