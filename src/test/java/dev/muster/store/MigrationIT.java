package dev.muster.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Again;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.WrittenDuration;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Databases that earlier versions of Muster worked with. */
class MigrationIT {
  private static final Instant SENT = Instant.parse("2026-12-07T09:00:05Z");

  /** One run each, which the members below are of. */
  private static final List<RunStatus> STATUSES =
      List.of(
          RunStatus.RUNNING,
          RunStatus.WAITING,
          RunStatus.STOPPED,
          RunStatus.FAILED,
          RunStatus.REFUSED,
          RunStatus.COMPLETED,
          RunStatus.ABANDONED);

  @ParameterizedTest
  @EnumSource
  void leaveEveryRunWithWhatItCameTo(Database database) {
    try (var dataSource = before(database, "15")) {
      var jdbc = new JdbcTemplate(dataSource);
      for (var status : STATUSES) {
        worked(jdbc, status);
      }
      missed(jdbc);

      database.migrate(dataSource);

      var store = store(database, dataSource);
      for (var run : store.runs().list(null)) {
        var key = run.key();
        assertThat(store.results().users(run)).isEqualTo(store.members().verdicts(key));
        assertThat(store.results().delivery(run)).isEqualTo(store.deliveries().totals(key));
        assertThat(store.results().rejections(run)).isEqualTo(store.rejections().counts(key));
        var atRest = run.status() != RunStatus.RUNNING && run.status() != RunStatus.MISSED;
        assertThat(written(jdbc, "muster_result", run)).isEqualTo(atRest ? 1 : 0);
        assertThat(written(jdbc, "muster_result_users", run)).isEqualTo(atRest ? 6 : 0);
        assertThat(written(jdbc, "muster_rejection_sum", run)).isEqualTo(atRest ? 2 : 0);
        if (atRest) {
          assertThat(doubt(jdbc, run))
              .as(run.status().key())
              .isPositive()
              .isEqualTo(
                  store
                      .members()
                      .pendingNext(key, run.partitions(), requireNonNull(run.chunkSize())));
        }
      }
    }
  }

  /** The time at which it was decided may be missing: then it is when the member was due. */
  @ParameterizedTest
  @EnumSource
  void leaveEveryMemberWithWhatBecameOfIt(Database database) {
    try (var dataSource = before(database, "17")) {
      var jdbc = new JdbcTemplate(dataSource);
      for (var status : STATUSES) {
        worked(jdbc, status);
      }
      var members =
          fates(
              jdbc,
              """
              select m.run_id, m.position, m.verdict, m.due_at, j.code,
                     case when m.verdict in ('accepted', 'rejected', 'invalid')
                          then coalesce(m.decided_at, m.due_at) else m.decided_at end as decided_at
              from muster_member m
              left join muster_rejection j on j.run_id = m.run_id and j.position = m.position
              order by m.run_id, m.position
              """);

      database.migrate(dataSource);

      assertThat(fates(jdbc, "select * from muster_fate order by run_id, position"))
          .hasSize(120 * STATUSES.size())
          .isEqualTo(members);
      assertThat(jdbc.queryForObject("select sum(users) from muster_outcome", Long.class))
          .isEqualTo(60L * STATUSES.size());
    }
  }

  private static List<String> fates(JdbcTemplate jdbc, String members) {
    return jdbc.query(
        members,
        (row, _) ->
            "%d %d %s %s %s %s"
                .formatted(
                    row.getLong("run_id"),
                    row.getLong("position"),
                    row.getString("verdict"),
                    row.getString("code"),
                    Times.read(row, "due_at"),
                    Times.read(row, "decided_at")));
  }

  /** Until then its gates held where all users had ended, and one request all that was sent. */
  @ParameterizedTest
  @EnumSource
  void leaveAPrunedRunWithWhatItCameTo(Database database) {
    try (var dataSource = before(database, "15")) {
      var jdbc = new JdbcTemplate(dataSource);
      worked(jdbc, RunStatus.COMPLETED);
      var rejections =
          """
          insert into muster_rejection_sum (run_id, code, users)
          select run_id, code, count(distinct position) from muster_rejection group by run_id, code
          """;
      jdbc.update(
          """
          insert into muster_gate (run_id, verdict, users)
          select run_id, verdict, count(*) from muster_member group by run_id, verdict
          """);
      jdbc.update(rejections);
      jdbc.update("delete from muster_rejection");
      jdbc.update("delete from muster_member where verdict <> 'accepted'");
      jdbc.update("delete from muster_request");
      jdbc.update(
          """
          insert into muster_request (run_id, execution, partition, messages, accepted, attempts,
              retries, bytes, bytes_sent, first_sent_at, last_accepted_at, took_us, paced_us,
              paused_us)
          select id, 0, 0, 6, 5, 7, 2, 3000, 500, ?, ?, 30, 20, 10 from muster_run
          """,
          Times.bind(SENT),
          Times.bind(SENT.plusSeconds(1)));
      jdbc.update("update muster_run set pruned_at = ended_at");

      database.migrate(dataSource);

      var store = store(database, dataSource);
      var run = store.runs().list(null).getFirst();
      assertThat(store.results().users(run))
          .containsOnly(
              Map.entry(Verdict.ACCEPTED, 20L),
              Map.entry(Verdict.CONTROL, 20L),
              Map.entry(Verdict.REJECTED, 20L),
              Map.entry(Verdict.INVALID, 20L),
              Map.entry(Verdict.WAITING, 20L),
              Map.entry(Verdict.PENDING, 20L));
      assertThat(store.results().rejections(run))
          .containsExactly(
              new Rejections.Count("http_400", 20), new Rejections.Count("too_large", 20));
      assertThat(store.results().delivery(run))
          .isEqualTo(
              new Deliveries.Totals(
                  5,
                  7,
                  2,
                  3000,
                  500,
                  SENT,
                  SENT.plusSeconds(1),
                  new Deliveries.Time(
                      Duration.ofNanos(30_000),
                      Duration.ofNanos(20_000),
                      Duration.ofNanos(10_000))));
      assertThat(store.deliveries().byExecution(run.key())).isEmpty();
    }
  }

  /** As its members said before, those of the runs that were pruned, too. */
  @ParameterizedTest
  @EnumSource
  void leaveAgainWithTheSameUsers(Database database) {
    for (var rule :
        List.of(
            new AgainRule(new Again.Never(), ZoneOffset.UTC),
            new AgainRule(
                new Again.After(new WrittenDuration(50, ChronoUnit.SECONDS)), ZoneOffset.UTC))) {
      try (var dataSource = before(database, "15")) {
        var jdbc = new JdbcTemplate(dataSource);
        for (var status : STATUSES) {
          worked(jdbc, status);
          jdbc.update(
              "update muster_member set user_id = ? || user_id"
                  + " where run_id = (select max(id) from muster_run)",
              status.key() + " ");
        }
        prunedAsBefore(jdbc);
        jdbc.update(
            """
            update muster_member set possibly_reached = true
            where verdict = 'pending' and position > 60 and run_id = (
                select id from muster_run where status = 'abandoned')
            """);
        jdbc.update("update muster_run set rehearsal = true where status = 'stopped'");
        var since = rule.since(SENT.plusSeconds(120));
        var expected =
            jdbc.query(
                """
                select m.user_id from muster_member m join muster_run r on r.id = m.run_id
                where not r.rehearsal and (m.verdict = 'accepted' or m.possibly_reached)
                  and m.due_at >= ?
                order by m.user_id
                """,
                (row, _) -> row.getString(1),
                Times.bindLimit(since));
        var users =
            jdbc.query("select distinct user_id from muster_member", (row, _) -> row.getString(1));

        database.migrate(dataSource);

        var store = store(database, dataSource);
        var id = new RunId(new CampaignId("winback"), SENT.plusSeconds(1000));
        store.states().plan(id, SENT, ZoneOffset.UTC, Purpose.REAL, 1, SENT);
        var run = store.runs().get(id);
        store.members().add(run.key(), pending(users));
        store.members().dropReached(run, rule);
        assertThat(
                jdbc.query(
                    """
                    select user_id from muster_fate where run_id = ? and verdict = 'repeated'
                    order by user_id
                    """,
                    (row, _) -> row.getString(1),
                    run.key().value()))
            .isNotEmpty()
            .isEqualTo(expected);
        assertThat(expected)
            .anyMatch(user -> user.startsWith("pruned"))
            .anyMatch(user -> user.startsWith("running"))
            .noneMatch(user -> user.startsWith("stopped"));
        assertThat(
                jdbc.queryForList(
                    """
                    select 1 from muster_member m join muster_run r on r.id = m.run_id
                    where r.pruned_at is not null
                    """))
            .isEmpty();
      }
    }
  }

  /** A run of which only those are left whom 'again' asked for. */
  private static void prunedAsBefore(JdbcTemplate jdbc) {
    worked(jdbc, RunStatus.COMPLETED, 10);
    jdbc.update(
        "update muster_run set pruned_at = ended_at where id = (select max(id) from muster_run)");
    jdbc.update(
        "delete from muster_member where verdict <> 'accepted' and run_id = (select max(id) from muster_run)");
    jdbc.update(
        "update muster_member set user_id = 'pruned ' || user_id"
            + " where run_id = (select max(id) from muster_run)");
  }

  private static List<Member> pending(List<String> users) {
    var members = new ArrayList<Member>();
    for (var user : users) {
      members.add(MemberOf.user(members.size() + 1, user, Verdict.PENDING, SENT.plusSeconds(120)));
    }
    return members;
  }

  /** An empty database, as the version before left it. */
  private static HikariDataSource before(Database database, String version) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.newUrl());
    config.setMaximumPoolSize(4);
    var dataSource = new HikariDataSource(config);
    Flyway.configure()
        .configuration(Schema.flyway(dataSource, database.databaseType()).getConfiguration())
        .target(version)
        .load()
        .migrate();
    return dataSource;
  }

  private static Store store(Database database, HikariDataSource dataSource) {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }

  /**
   * A run of the campaign "winback" with 120 members, some of whom are in doubt, in partitions and
   * chunks that are others for each.
   */
  private static void worked(JdbcTemplate jdbc, RunStatus status) {
    worked(jdbc, status, STATUSES.indexOf(status) + 1);
  }

  private static void worked(JdbcTemplate jdbc, RunStatus status, int number) {
    jdbc.update(
        """
        insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions, status,
            reason, qualified, executions, started_at, ended_at, next_window_at, chunk_size,
            doubt_since)
        values ('winback', ?, ?, 'UTC', ?, ?, 'a test', 120, 1, ?, ?, ?, ?, ?)
        """,
        Times.bind(SENT.plusSeconds(number)),
        Times.bind(SENT),
        number,
        status.key(),
        Times.bind(SENT),
        status == RunStatus.RUNNING ? null : Times.bind(SENT.plusSeconds(60)),
        status == RunStatus.WAITING ? Times.bind(SENT.plusSeconds(90)) : null,
        2 * number,
        Times.bind(SENT.plusSeconds(30)));
    var run = requireNonNull(jdbc.queryForObject("select max(id) from muster_run", Long.class));
    var verdicts = List.of("accepted", "control", "rejected", "invalid", "waiting", "pending");
    for (var position = 1; position <= 120; position++) {
      var verdict = verdicts.get(position % 6);
      jdbc.update(
          """
          insert into muster_member (run_id, position, user_id, verdict, due_at, decided_at)
          values (?, ?, ?, ?, ?, ?)
          """,
          run,
          position,
          "u" + position,
          verdict,
          Times.bind(SENT.plusSeconds(verdict.equals("waiting") ? 200 + position : position)),
          // Of those who wait, some did not when they were to be sent to.
          verdict.equals("pending") || position % 4 == 0
              ? null
              : Times.bind(SENT.plusSeconds(200 + position)));
      if (verdict.equals("rejected") || verdict.equals("invalid")) {
        jdbc.update(
            """
            insert into muster_rejection (run_id, execution, position, user_id, code, reason)
            values (?, ?, ?, ?, ?, 'a reason')
            """,
            run,
            1 + position % 2,
            position,
            "u" + position,
            verdict.equals("rejected") ? "http_400" : "too_large");
      }
    }
    for (var request = 1; request <= 3; request++) {
      jdbc.update(
          """
          insert into muster_request (run_id, execution, partition, messages, accepted, attempts,
              retries, bytes, bytes_sent, first_sent_at, last_accepted_at, took_us, paced_us,
              paused_us)
          values (?, 1, 1, 10, 9, 2, 1, 1000, 100, ?, ?, 3, 2, 1)
          """,
          run,
          Times.bind(SENT.plusSeconds(request)),
          Times.bind(SENT.plusSeconds(request + 1)));
    }
  }

  private static void missed(JdbcTemplate jdbc) {
    jdbc.update(
        """
        insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions, status,
            reason, started_at, ended_at)
        values ('winback', ?, ?, 'UTC', 1, 'missed', 'no launch', ?, ?)
        """,
        Times.bind(SENT.minusSeconds(60)),
        Times.bind(SENT),
        Times.bind(SENT),
        Times.bind(SENT));
  }

  private static long written(JdbcTemplate jdbc, String table, Run run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select count(*) from %s where run_id = ?".formatted(table),
            Long.class,
            run.key().value()));
  }

  private static long doubt(JdbcTemplate jdbc, Run run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select in_doubt from muster_result where run_id = ?", Long.class, run.key().value()));
  }
}
