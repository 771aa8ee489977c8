package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.gate.Verdict;
import dev.muster.sandbox.DropCode;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A process that dies before or after any statement of a run, and another that goes on. */
class CrashPointsIT {
  /** How many statements lie between two deaths; one, when there is time. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 7);

  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final int USERS = 135;
  private static final int LISTED = 130;
  private static final int CAP = 100;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 40;
  private static final String CAMPAIGN =
      """
      who:
        audience: { list: listed.csv }
        control_group: { percent: 10 }
        cap: { only: %d }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """
          .formatted(CAP);

  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;

  private static final String WINDOWED =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when:
        at: launch
        do_not_disturb: { from: "08:00", to: "10:00", then: delay }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
  void areFollowedByALaunchThatEndsRight(Database database, MortalDatabase.Death death)
      throws Exception {
    var deliverySettings = new DeliverySettings(PARTITIONS, CHUNK, 2, 1_000_000);
    try (var pad = new LaunchPad(database, folder).delivering(deliverySettings).profiles(USERS)) {
      var campaign = pad.campaign("some", CAMPAIGN);
      pad.file("listed.csv", list());
      // The receiver does not like one of the users.
      pad.faults(
          """
          {"faults": [{"containing": "\\"u7\\"", "status": 400}]}
          """);
      var statement = 1;
      for (var dead = true; dead; statement += STRIDE) {
        var planned = MONDAY.plusSeconds(60L * statement);
        pad.sandbox().reset();
        dead = dies(pad, campaign, planned, new MortalDatabase(statement, death));
        var received = pad.sandbox().stats().received();
        if (dead) {}

        var end = pad.launch(campaign, planned);

        assertRight(pad, end, "%s statement %d".formatted(death, statement));
        if (!dead) {
          assertThat(pad.sandbox().stats().received()).isEqualTo(received);
        }
      }
      assertThat(statement).isGreaterThan(200);
      System.out.printf(
          "%s: died %s every %d. of %d statements%n", database, death, STRIDE, statement);
    }
  }

  /** Half of the users are due at once, the others an hour later. */
  @ParameterizedTest
  @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
  void areFollowedByLaunchesThatEndRightThoughUsersWait(
      Database database, MortalDatabase.Death death) throws Exception {
    var clock = SettableClock.at("2026-11-16T09:00:00Z");
    var deliverySettings = new DeliverySettings(PARTITIONS, CHUNK, 2, 1_000_000);
    try (var pad =
        new LaunchPad(database, folder)
            .clock(clock)
            .delivering(deliverySettings)
            .profiles(twoZones())) {
      var campaign = pad.campaign("some", WINDOWED);
      var statement = 1;
      for (var dead = true; dead; statement += 2 * STRIDE) {
        var planned = MONDAY.plusSeconds(statement);
        var where = "%s statement %d".formatted(death, statement);
        pad.sandbox().reset();

        clock.set("2026-11-16T09:30:00Z");
        dead = dies(pad, campaign, planned, new MortalDatabase(statement, death));
        var waiting = pad.launch(campaign, planned);
        assertThat(pad.run(waiting).status()).as(where).isEqualTo(RunStatus.WAITING);
        assertThat(pad.run(waiting).nextWindowAt()).as(where).isEqualTo("2026-11-16T10:00:00Z");
        assertThat(pad.storedUsers()).as(where).hasSize(USERS / 2).doesNotHaveDuplicates();

        clock.set("2026-11-16T10:00:00Z");
        dies(pad, campaign, planned, new MortalDatabase(statement, death));
        var end = pad.launch(campaign, planned);
        assertThat(pad.run(end).status()).as(where).isEqualTo(RunStatus.COMPLETED);
        assertThat(pad.sums(end).faultAtTheEnd()).as(where).isEmpty();
        assertThat(pad.users(end, Verdict.ACCEPTED)).as(where).isEqualTo(USERS);
        assertThat(pad.storedUsers()).as(where).hasSize(USERS).doesNotHaveDuplicates();
      }
    }
  }

  /**
   * Around every outcome that is written, taken back and written again, and what comes next: its
   * commit, the checkpoint of the step, the next outcome.
   */
  @ParameterizedTest
  @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
  void areFollowedByALaunchThatEndsRightAroundEveryOutcome(
      Database database, MortalDatabase.Death death) throws Exception {
    var deliverySettings = new DeliverySettings(PARTITIONS, CHUNK, 2, 1_000_000);
    try (var pad = new LaunchPad(database, folder).delivering(deliverySettings).profiles(USERS)) {
      var campaign = pad.campaign("all", EVERYONE);
      var statement = 1;
      for (var dead = true; dead; statement += 1 + random(statement)) {
        var planned = MONDAY.plusSeconds(60L * statement);
        var where = "%s outcome %d".formatted(death, statement);
        pad.sandbox().reset();
        pad.faults(
            """
            {"faults": [{"containing": "\\"u7\\"", "status": 400},
                        {"containing": "\\"u99\\"", "status": 400}]}
            """);
        dead = dies(pad, campaign, planned, outcome(statement, death));
        assertRejected(pad, pad.launch(campaign, planned), where);

        pad.noFaults();
        dead |= dies(pad, () -> pad.retryRejected(planned), outcome(statement, death));
        var end = pad.launch(campaign, planned);
        if (pad.users(end, Verdict.REJECTED) > 0) {
          // It had died before anything of it was to be seen.
          end = pad.retryRejected(planned);
        }

        assertThat(pad.run(end).status()).as(where).isEqualTo(RunStatus.COMPLETED);
        assertThat(pad.sums(end).faultAtTheEnd()).as(where).isEmpty();
        assertThat(pad.users(end, Verdict.ACCEPTED)).as(where).isEqualTo(USERS);
        assertThat(pad.storedUsers()).as(where).hasSize(USERS).doesNotHaveDuplicates();
        assertThat(told(pad, planned)).as(where).isEqualTo(USERS);
      }
      assertThat(statement).isGreaterThan(15);
    }
  }

  private static int random(int statement) {
    return STRIDE > 1 ? statement % 2 : 0;
  }

  private static MortalDatabase outcome(int number, MortalDatabase.Death death) {
    return new MortalDatabase(number, death, "muster_outcome");
  }

  private static void assertRejected(LaunchPad pad, RunEnd end, String where) {
    assertThat(pad.run(end).status()).as(where).isEqualTo(RunStatus.COMPLETED);
    assertThat(pad.sums(end).faultAtTheEnd()).as(where).isEmpty();
    assertThat(pad.users(end, Verdict.REJECTED)).as(where).isEqualTo(2);
    assertThat(pad.users(end, Verdict.ACCEPTED)).as(where).isEqualTo(USERS - 2);
  }

  /**
   * How many users outcomes tell of, by the positions in them, each counted as often as told of.
   */
  private static long told(LaunchPad pad, Instant planned) {
    return requireNonNull(
        new JdbcTemplate(pad.dataSource())
            .queryForObject(
                """
                select sum(last_position - first_position + 1) from muster_outcome where run_id = ?
                """,
                Long.class,
                pad.run(planned).key().value()));
  }

  private static String twoZones() {
    var users = new StringBuilder();
    for (var i = 1; i <= USERS; i++) {
      users.append(
          "{\"user_id\": \"u%d\", \"timezone\": \"%s\"}%n"
              .formatted(i, i % 2 == 0 ? "Asia/Tokyo" : "Europe/London"));
    }
    return users.toString();
  }

  private static String list() {
    var ids = new StringBuilder("user_id\n");
    for (var i = 1; i <= LISTED; i++) {
      ids.append('u').append(i).append('\n');
    }
    return ids.toString();
  }

  private static boolean dies(
      LaunchPad pad, Path campaign, Instant planned, MortalDatabase database) throws Exception {
    return dies(pad, () -> pad.launch(campaign, planned), database);
  }

  private static boolean dies(LaunchPad pad, Callable<RunEnd> launch, MortalDatabase database)
      throws Exception {
    try (var own = new HikariDataSource()) {
      own.setJdbcUrl(pad.dataSource().getJdbcUrl());
      own.setMaximumPoolSize(12);
      own.setMinimumIdle(1);
      pad.through(database.through(own));
      launch.call();
    } catch (NestedRuntimeException e) {
      assertThat(database.isDead()).as(e.toString()).isTrue();
    } finally {
      pad.through(pad.dataSource());
    }
    return database.isDead();
  }

  private static void assertRight(LaunchPad pad, RunEnd end, String where) {
    assertThat(pad.run(end).status())
        .as(where + ": " + pad.run(end).reason())
        .isEqualTo(RunStatus.COMPLETED);
    assertThat(pad.sums(end).faultAtTheEnd()).as(where).isEmpty();
    var accepted = pad.users(end, Verdict.ACCEPTED);
    var rejected = pad.users(end, Verdict.REJECTED);
    assertThat(accepted + rejected).as(where).isEqualTo(CAP);
    assertThat(pad.storedUsers()).as(where).hasSize((int) accepted).doesNotHaveDuplicates();
    var stats = pad.sandbox().stats();
    assertThat(stats.dropped().getOrDefault(DropCode.DUPLICATE, 0L))
        .as(where)
        .isLessThanOrEqualTo(PARTITIONS * CHUNK);
  }
}
