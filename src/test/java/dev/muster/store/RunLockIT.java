package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class RunLockIT {
  private static final RunId RUN =
      new RunId(new CampaignId("winback"), Instant.parse("2026-12-07T14:00:00Z"));
  private static final RunId OTHER =
      new RunId(new CampaignId("winback"), Instant.parse("2026-12-08T14:00:00Z"));
  private static final Clock REAL = Clock.systemUTC();
  private static final String TERMINATE =
      """
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())
      """;

  @ParameterizedTest
  @EnumSource
  void belongsToOneAtATimeAndSaysToWhom(Database database) {
    try (var dataSource = database.newDataSource()) {
      var mine = locks(database, dataSource, REAL, "me").tryLock(RUN).lock().orElseThrow();
      var others = locks(database, dataSource, REAL, "another");

      var refused = others.tryLock(RUN);
      assertThat(refused.lock()).isEmpty();
      assertThat(refused.holder())
          .contains(database == Database.H2 ? "me since 20" : "(database session ");
      others.tryLock(OTHER).lock().orElseThrow().close();
      assertThat(mine.held()).isTrue();

      mine.close();
      others.tryLock(RUN).lock().orElseThrow().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isLookedAtWithoutBeingTaken(Database database) {
    try (var dataSource = database.newDataSource()) {
      var others = locks(database, dataSource, REAL, "another");
      assertThat(others.look(RUN).held()).isFalse();

      var mine = locks(database, dataSource, REAL, "me").tryLock(RUN).lock().orElseThrow();
      assertThat(others.look(RUN).holder()).hasValue(others.tryLock(RUN).holder());
      assertThat(others.look(OTHER).held()).isFalse();
      assertThat(mine.held()).isTrue();

      mine.close();
      assertThat(others.look(RUN).held()).isFalse();
      others.tryLock(RUN).lock().orElseThrow().close();
    }
  }

  @Test
  void isNotSeenInAnotherDatabaseOfTheSameServer() {
    try (var dataSource = Database.POSTGRESQL.newDataSource();
        var elsewhere = Database.POSTGRESQL.newDataSource();
        var _ =
            locks(Database.POSTGRESQL, elsewhere, REAL, "me").tryLock(RUN).lock().orElseThrow()) {
      assertThat(locks(Database.POSTGRESQL, dataSource, REAL, "me").look(RUN).held()).isFalse();
    }
  }

  @Test
  void isSeenToBeFreeOnceItsLeaseIsOverOnH2() {
    try (var dataSource = Database.H2.newDataSource()) {
      var later = Clock.offset(REAL, LeaseLocks.LIFE.plusSeconds(1));
      try (var mine =
          locks(Database.H2, dataSource, REAL, "me").tryLock(RUN).lock().orElseThrow()) {
        var seen = locks(Database.H2, dataSource, later, "another").look(RUN);

        assertThat(seen.held()).isFalse();
        assertThat(seen.lastSign()).isBeforeOrEqualTo(REAL.instant());
        assertThat(mine.held()).isTrue();
      }
    }
  }

  @Test
  void isLostWithItsSessionOnPostgresql() throws Exception {
    try (var dataSource = Database.POSTGRESQL.newDataSource()) {
      var locks = locks(Database.POSTGRESQL, dataSource, REAL, "me");
      try (var lost = locks.tryLock(RUN).lock().orElseThrow()) {
        new JdbcTemplate(dataSource).queryForList(TERMINATE);

        await(() -> !lost.held());
        locks.tryLock(RUN).lock().orElseThrow().close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsItsGuardOnceThatItIsLostAndThatNobodyLetsItGo(Database database) throws Exception {
    var told = new LinkedBlockingQueue<String>();
    try (var dataSource = database.newDataSource()) {
      var locks = guarded(database, dataSource, told);
      try (var lost = locks.tryLock(RUN).lock().orElseThrow()) {
        assertThat(lost.loss()).isEmpty();
        takeAway(database, dataSource);

        assertThat(told.poll(30, TimeUnit.SECONDS)).startsWith("lost " + RUN + ": ");
        assertThat(told.poll(30, TimeUnit.SECONDS)).startsWith("hangs " + RUN + ": ");
        assertThat(lost.loss()).isPresent();
        assertThat(lost.held()).isFalse();
      }
    }
  }

  /** What works with the database hangs; the watch does not. */
  @Test
  void tellsItsGuardWhatKeepsAnEmbeddedDatabaseFromRenewingIt() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    try (var dataSource = Database.H2.newDataSource()) {
      var locks = guarded(Database.H2, dataSource, told);
      var jdbc = new JdbcTemplate(dataSource);
      try (var _ = locks.tryLock(RUN).lock().orElseThrow()) {
        jdbc.execute("alter table muster_lease rename to away");

        assertThat(told.poll(30, TimeUnit.SECONDS))
            .startsWith("lost %s: it could not be renewed: Table \"MUSTER_LEASE\"".formatted(RUN));
        jdbc.execute("alter table away rename to muster_lease");
      }
    }
  }

  private static RunLock.Locks guarded(
      Database database, DataSource dataSource, BlockingQueue<String> told) {
    var locks = locks(database, dataSource, REAL, "me");
    var guard =
        new RunLock.Guard() {
          @Override
          public void lost(RunId run, String why) {
            told.add("lost %s: %s".formatted(run, why));
          }

          @Override
          public void hangs(RunId run, String why) {
            told.add("hangs %s: %s".formatted(run, why));
          }
        };
    return new WatchedLocks(locks, guard, Duration.ofMillis(100));
  }

  private static void takeAway(Database database, DataSource dataSource) {
    var jdbc = new JdbcTemplate(dataSource);
    switch (database) {
      case H2 -> jdbc.update("update muster_lease set holder = 'another'");
      case POSTGRESQL -> jdbc.queryForList(TERMINATE);
    }
  }

  @Test
  void isLostToWhoeverFindsItsLeaseOverOnH2() {
    try (var dataSource = Database.H2.newDataSource()) {
      var later = Clock.offset(REAL, LeaseLocks.LIFE.plusSeconds(1));
      try (var lost = locks(Database.H2, dataSource, REAL, "me").tryLock(RUN).lock().orElseThrow();
          var taken =
              locks(Database.H2, dataSource, later, "another").tryLock(RUN).lock().orElseThrow()) {
        await(() -> !lost.held());
        assertThat(taken.held()).isTrue();
      }
    }
  }

  @Test
  void leavesTheLeaseOfAnotherAloneWhenClosedTooLate() {
    try (var dataSource = Database.H2.newDataSource()) {
      var later = Clock.offset(REAL, LeaseLocks.LIFE.plusSeconds(1));
      var lost = locks(Database.H2, dataSource, REAL, "me").tryLock(RUN).lock().orElseThrow();
      try (var taken =
          locks(Database.H2, dataSource, later, "another").tryLock(RUN).lock().orElseThrow()) {
        lost.close();
        assertThat(taken.held()).isTrue();
        assertThat(locks(Database.H2, dataSource, REAL, "me").tryLock(RUN).lock()).isEmpty();
      }
    }
  }

  /** Whoever held it died; its clock, or ours, was wrong by an hour. */
  @Test
  void isTakenFromADeadWorkerThoughTheClockWasSetBack() {
    try (var dataSource = Database.H2.newDataSource()) {
      new JdbcTemplate(dataSource)
          .update(
              "insert into muster_lease (run, holder, renewed_at) values (?, 'dead', ?)",
              RUN.toString(),
              Times.bind(REAL.instant().plus(Duration.ofHours(1))));
      var locks = locks(Database.H2, dataSource, REAL, "me");

      assertThat(locks.tryLock(RUN).lock()).isEmpty();
      await(() -> {
        var lock = locks.tryLock(RUN).lock();
        lock.ifPresent(RunLock::close);
        return lock.isPresent();
      });
    }
  }

  /** Its holder renews it, by a clock that is an hour ahead of ours. */
  @Test
  void isKeptByALivingWorkerWhoseClockIsAheadOfOurs() {
    try (var dataSource = Database.H2.newDataSource()) {
      var ahead = Clock.offset(REAL, Duration.ofHours(1));
      try (var held =
          locks(Database.H2, dataSource, ahead, "me").tryLock(RUN).lock().orElseThrow()) {
        var others = locks(Database.H2, dataSource, REAL, "another");
        var end = System.nanoTime() + LeaseLocks.LIFE.plusSeconds(1).toNanos();
        while (System.nanoTime() < end) {
          assertThat(others.tryLock(RUN).lock()).isEmpty();
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(held.held()).isTrue();
      }
    }
  }

  private static RunLock.Locks locks(
      Database database, DataSource dataSource, Clock clock, String worker) {
    return Store.in(dataSource, database.databaseType(), clock, worker).locks();
  }

  private static void await(BooleanSupplier happened) {
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
