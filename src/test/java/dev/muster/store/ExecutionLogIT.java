package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is remembered of executions, also of those that died. */
class ExecutionLogIT {
  private static final Instant NINE = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant FIVE_PAST = NINE.plus(Duration.ofMinutes(5));
  private static final Instant TEN = NINE.plus(Duration.ofHours(1));
  private static final RunId ID = new RunId(new CampaignId("all"), NINE);

  @ParameterizedTest
  @EnumSource
  void tellsOfACrashByItsLastCheckpoint(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = begun(database, dataSource);
      var run = store.runs().get(ID).key();
      checkpoint(dataSource, run, FIVE_PAST);

      // Nobody has noticed yet.
      assertThat(entry(store, 0).end()).isNull();
      assertThat(entry(store, 0).lastSign()).isEqualTo(FIVE_PAST);
      assertThat(entry(store, 0).requests()).isEqualTo(3);

      store.states().begins(store.runs().get(ID), 10, 10, null, TEN);
      assertThat(entry(store, 0))
          .isEqualTo(
              new ExecutionLog.Entry(
                  1, "host process 7", NINE, FIVE_PAST, ExecutionLog.End.CRASHED, null, 3, 1, 20));
      assertThat(entry(store, 1).end()).isNull();
      assertThat(entry(store, 1).startedAt()).isEqualTo(TEN);
      assertThat(entry(store, 1).lastSign()).isEqualTo(TEN);

      store
          .states()
          .endsCounted(store.runs().get(ID), new RunState.Failed(TEN.plusSeconds(9), "no answer"));
      assertThat(entry(store, 1))
          .isEqualTo(
              new ExecutionLog.Entry(
                  2,
                  "host process 7",
                  TEN,
                  TEN.plusSeconds(9),
                  ExecutionLog.End.FAILED,
                  "no answer",
                  0,
                  0,
                  0));
      assertThat(entry(store, 0).end()).isEqualTo(ExecutionLog.End.CRASHED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfACrashBeforeTheFirstCheckpointByItsBeginning(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = begun(database, dataSource);

      // An operator gives the run up.
      store.states().ends(store.runs().get(ID), new RunState.Abandoned(TEN, "no need"));

      assertThat(store.executionLog().of(store.runs().get(ID).key()))
          .isEqualTo(
              List.of(
                  new ExecutionLog.Entry(
                      1, "host process 7", NINE, NINE, ExecutionLog.End.CRASHED, null, 0, 0, 0)));
    }
  }

  private static ExecutionLog.Entry entry(Store store, int index) {
    return store.executionLog().of(store.runs().get(ID).key()).get(index);
  }

  private static Store begun(Database database, HikariDataSource dataSource) {
    var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "host process 7");
    store.states().plan(ID, NINE, ZoneOffset.UTC, Purpose.REAL, 1, NINE);
    store.states().begins(store.runs().get(ID), 10, 10, null, NINE);
    return store;
  }

  /** As a chunk's transaction leaves it. */
  private static void checkpoint(HikariDataSource dataSource, RunKey run, Instant at) {
    var jdbc = new JdbcTemplate(dataSource);
    jdbc.update(
        """
        insert into muster_outcome (run_id, due_at, deferred_in, first_position, last_position,
            users, verdict, decided_at, execution)
        values (?, ?, 0, 1, 20, 20, 'accepted', ?, 1)
        """,
        run.value(),
        Times.bind(NINE),
        Times.bind(at));
    jdbc.update(
        """
        insert into muster_request (run_id, execution, partition, messages, accepted, attempts,
            retries, bytes, bytes_sent, took_us, paced_us, paused_us)
        values (?, 1, 0, 20, 20, 3, 1, 100, 100, 0, 0, 0)
        """,
        run.value());
  }
}
