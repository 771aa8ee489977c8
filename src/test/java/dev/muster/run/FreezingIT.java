package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.Database;
import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Verdict;
import dev.muster.message.TemplateLanguage;
import dev.muster.schedule.Windows;
import dev.muster.store.Accounting;
import dev.muster.store.Purpose;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FreezingIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Share SYSTEM = new Share(100);

  /** Somebody ends at every gate that looks at users. */
  private static final String EVERY_GATE =
      """
      who:
        audience: { everyone: true }
        control_group: { percent: 20 }
        again: never
        cap: { only: 100 }
      what:
        track: Offer
        user_id: email
      when:
        at: 2026-11-16T09:00
        user_timezone: { passed: skip }
      """;

  private static final Set<Verdict> MET =
      EnumSet.of(
          Verdict.SUPPRESSED,
          Verdict.SYSTEM_CONTROL,
          Verdict.CONTROL,
          Verdict.UNREACHABLE,
          Verdict.CAPPED,
          Verdict.DISCARDED,
          Verdict.WAITING,
          Verdict.PENDING);

  private static final Clock AT_NINE = Clock.fixed(MONDAY, ZoneOffset.UTC);

  /** Some with one outgoing id, one of them opted out; in zones where it is nine, was, will be. */
  private static final String PROFILES =
      IntStream.rangeClosed(1, 500)
          .mapToObj(number ->
              "{\"user_id\": \"u%d\", \"email\": \"e%d\", \"timezone\": \"%s\", \"opted_out\": %s}"
                  .formatted(
                      number,
                      number % 450,
                      List.of("UTC", "UTC", "Asia/Tokyo", "America/New_York").get(number % 4),
                      number > 490))
          .collect(Collectors.joining("\n"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void comesToTheVeryCountsOfTheRun(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      pad.holdingBack(SYSTEM).clock(AT_NINE).profiles(PROFILES);
      var campaign = pad.campaign("all", EVERY_GATE);

      var foreseen = rolledBack(pad, database, campaign).users();
      var end = pad.launch(campaign, MONDAY);

      var users = new EnumMap<>(pad.accounting(end).verdicts());
      users.put(Verdict.PENDING, users.put(Verdict.ACCEPTED, 0L));
      assertThat(foreseen).isEqualTo(users);
      assertThat(foreseen)
          .allSatisfy((verdict, count) ->
              assertThat(count > 0).as(verdict.key()).isEqualTo(MET.contains(verdict)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindWhenItIsRolledBack(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(50)) {
      rolledBack(pad, database, pad.campaign("all", EVERY_GATE));

      var jdbc = new JdbcTemplate(pad.dataSource());
      for (var table : List.of("muster_run", "muster_member", "muster_limit", "muster_gate")) {
        assertThat(jdbc.queryForObject("select count(*) from " + table, Long.class)).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingOfMembersWhenAGuardRefuses(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(150)) {
      var foreseen =
          rolledBack(
              pad,
              database,
              pad.campaign("all", EVERY_GATE.replace("only: 100", "abort_above: 100")));

      assertThat(foreseen.refusal())
          .contains("150 users qualify, and who.cap.abort_above allows 100");
    }
  }

  private static Campaign read(Path file) {
    var read =
        new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)).read(CampaignFiles.onDisk(file));
    return read instanceof Reading.Valid valid
        ? valid.campaign()
        : fail("a campaign of this test cannot be read: " + read);
  }

  private record Foreseen(Optional<String> refusal, Map<Verdict, Long> users) {}

  /** Freezes the audience without a run that anyone could find. */
  private static Foreseen rolledBack(LaunchPad pad, Database database, Path file) throws Exception {
    var campaign = read(file);
    var store = pad.store();
    var id = new RunId(campaign.id(), MONDAY);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(pad.dataSource()));
    return requireNonNull(
        transaction.execute(status -> {
          status.setRollbackOnly();
          store.states().plan(id, MONDAY, ZoneOffset.UTC, Purpose.REAL, 1, MONDAY);
          var run = store.runs().get(id);
          var who = (Who.PastBehaviour) campaign.who().selection();
          var options =
              FrozenAudience.options(
                  database.source(pad.dataSource()),
                  store.definitions(),
                  run,
                  campaign.what(),
                  false);
          var freezing =
              new Freezing(
                  store,
                  run,
                  campaign,
                  Windows.of(campaign.when(), MONDAY, ZoneOffset.UTC),
                  new Account(ZoneOffset.UTC, SYSTEM, null, null, false),
                  7,
                  AT_NINE);
          try {
            var refusal =
                freezing.freeze(
                    new Audience(
                        database.source(pad.dataSource()),
                        AudienceQuery.of(who.audience(), options)),
                    _ -> {});
            return new Foreseen(refusal, Accounting.of(store, store.runs().get(id)).verdicts());
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        }));
  }
}
