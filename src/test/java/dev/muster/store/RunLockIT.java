package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.LockSessions;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class RunLockIT {
  private static final RunId RUN =
      new RunId(new CampaignId("winback"), Instant.parse("2026-12-07T14:00:00Z"));
  private static final RunId OTHER =
      new RunId(new CampaignId("winback"), Instant.parse("2026-12-08T14:00:00Z"));
  private static final Clock REAL = Clock.systemUTC();

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

  @ParameterizedTest
  @EnumSource
  void isLostWithItsSession(Database database) {
    try (var dataSource = database.newDataSource()) {
      var locks = locks(database, dataSource, REAL, "me");
      var lost = locks.tryLock(RUN).lock().orElseThrow();
      LockSessions.end(database, dataSource);

      await(() -> !lost.held());
      assertThat(locks.look(RUN).held()).isFalse();
      try (var taken = locks.tryLock(RUN).lock().orElseThrow()) {
        lost.close();
        assertThat(taken.held()).isTrue();
        assertThat(locks.tryLock(RUN).lock()).isEmpty();
      }
    }
  }

  @Test
  void leavesTheLastSignOfItsHolderOnH2() {
    try (var dataSource = Database.H2.newDataSource()) {
      var locks = locks(Database.H2, dataSource, REAL, "me");
      var before = REAL.instant().truncatedTo(ChronoUnit.MICROS);
      try (var _ = locks.tryLock(RUN).lock().orElseThrow()) {
        LockSessions.end(Database.H2, dataSource);

        assertThat(locks.look(RUN).lastSign()).isBetween(before, REAL.instant());
      }
    }
  }

  /** No clock decides: its holder renews it by one that is an hour behind, or ahead. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void isKeptWhateverTheClocksSayOnH2(int hours) {
    try (var dataSource = Database.H2.newDataSource()) {
      var wrong = Clock.offset(REAL, Duration.ofHours(hours));
      try (var held =
          locks(Database.H2, dataSource, wrong, "me").tryLock(RUN).lock().orElseThrow()) {
        var others = locks(Database.H2, dataSource, REAL, "another");

        assertThat(others.look(RUN).held()).isTrue();
        assertThat(others.tryLock(RUN).lock()).isEmpty();
        assertThat(held.held()).isTrue();
      }
      assertThat(locks(Database.H2, dataSource, REAL, "another").tryLock(RUN).lock())
          .hasValueSatisfying(RunLock::close);
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
        LockSessions.end(database, dataSource);

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
