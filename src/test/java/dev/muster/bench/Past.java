package dev.muster.bench;

import static java.util.Objects.requireNonNull;

import dev.muster.Database;
import dev.muster.audience.Audience;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.run.Account;
import dev.muster.run.Freezing;
import dev.muster.schedule.FrequencyRule;
import dev.muster.schedule.Windows;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that have been, with as many members each: nine of ten were accepted. They are ended as real
 * ones are.
 */
record Past(Database database, DataSource dataSource, Store store, int members) {
  private static final int PAGE = 2000;
  private static final String USERS = "customer-";
  private static final Instant LAST = Instant.parse("2026-11-01T09:00:00Z");

  static Past in(Database database, DataSource dataSource, int members) {
    var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "the benchmark");
    return new Past(database, dataSource, store, members);
  }

  /**
   * Adds finished runs of a campaign, a day apart.
   *
   * @param first how many days before {@link #next} the first of them was
   * @param last the same of the last
   */
  void add(String campaign, int first, int last) {
    for (var daysAgo = first; daysAgo >= last; daysAgo--) {
      var run = begun(campaign, LAST.minus(Duration.ofDays(daysAgo)));
      members(run, USERS, "case when n % 10 = 0 then 'control' else 'pending' end");
      accepted(run);
      store.states().ends(run, new RunState.Completed(run.id().plannedAt()));
    }
  }

  /** A run of a campaign whose members, the same users, stand in front of the gates. */
  Run next(String campaign) {
    return pending(begun(campaign, LAST), USERS);
  }

  /** The same with other users. */
  Run nextOfOthers(String campaign) {
    return pending(begun(campaign, LAST), "visitor-");
  }

  private Run pending(Run run, String users) {
    members(run, users, "'pending'");
    store.runs().qualified(run.key(), members);
    return run;
  }

  /** Closes the gates of a run and opens them again; in seconds. */
  double closeGates(Run run, Campaign campaign) {
    var freezing = freezing(run, campaign);
    return undone(() -> seconds(freezing::closeGates));
  }

  /** How long a run's audience took with its gates, and its pages of members on average. */
  record Freeze(double seconds, double millisecondsAPage) {}

  /** Freezes a run's audience, reads its members page by page, and undoes it. */
  Freeze freeze(Run run, Campaign campaign, Audience audience) {
    var freezing = freezing(run, campaign);
    return undone(() -> {
      var frozen = seconds(() -> freezing.freeze(audience, _ -> {}));
      var pages = seconds(() -> readAll(run));
      return new Freeze(frozen, pages * 1000 * PAGE / members);
    });
  }

  private Object readAll(Run run) {
    var read = 0;
    for (var next = 1L; next <= members; next += PAGE) {
      var among = new Stretch(next, members);
      read += store.members().dueOfUntold(run.key(), among, LAST, PAGE).size();
    }
    return read;
  }

  /** The same with a frequency cap of the account. */
  double closeGates(Run run, Campaign campaign, FrequencyRule cap) {
    var account = new Account(ZoneOffset.UTC, new Share(0), cap, null, false);
    return undone(() -> seconds(freezing(run, campaign, account)::closeGates));
  }

  private Freezing freezing(Run run, Campaign campaign) {
    return freezing(run, campaign, new Account(ZoneOffset.UTC, new Share(0), null, null, false));
  }

  private Freezing freezing(Run run, Campaign campaign, Account account) {
    return new Freezing(
        store,
        run,
        campaign,
        Windows.of(campaign.when(), run.id().plannedAt(), ZoneOffset.UTC),
        account,
        2000,
        Clock.fixed(LAST, ZoneOffset.UTC));
  }

  private <T> T undone(Callable<T> work) {
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return requireNonNull(
        transaction.execute(status -> {
          status.setRollbackOnly();
          try {
            return work.call();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }));
  }

  private static double seconds(Callable<?> work) throws Exception {
    var begin = System.nanoTime();
    var _ = work.call();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Profiles of those users. */
  void profiles() {
    new JdbcTemplate(dataSource)
        .update(
            "insert into profiles (user_id) select '%s' || n from %s(1, %d) as numbers (n)"
                .formatted(USERS, numbers(), members));
  }

  private Run begun(String campaign, Instant planned) {
    var id = new RunId(new CampaignId(campaign), planned);
    store.states().plan(id, planned, ZoneOffset.UTC, Purpose.REAL, 4, planned);
    store.states().begins(store.runs().get(id), 2000, 1000, null, LAST);
    return store.runs().get(id);
  }

  private void members(Run run, String users, String verdict) {
    new JdbcTemplate(dataSource)
        .update(
            """
            insert into muster_member (run_id, position, user_id, recipient, verdict, due_at)
            select id, n, '%s' || n, '%s' || n, %s, planned_at
            from muster_run cross join %s(1, %d) as numbers (n)
            where id = ?
            """
                .formatted(users, users, verdict, numbers(), members),
            run.key().value());
  }

  /** In chunks of 2000. */
  private void accepted(Run run) {
    new JdbcTemplate(dataSource)
        .update(
            """
            insert into muster_outcome (run_id, due_at, deferred_in, first_position, last_position,
                users, verdict, decided_at, execution)
            select r.id, planned_at, 0, min(m.position), max(m.position), count(*), 'accepted',
                   planned_at, 1
            from muster_run r
            join muster_member m on m.run_id = r.id
            where r.id = ? and m.verdict = 'pending'
            group by r.id, planned_at, (m.position - 1) / 2000
            """,
            run.key().value());
  }

  private String numbers() {
    return switch (database) {
      case H2 -> "system_range";
      case POSTGRESQL -> "generate_series";
    };
  }
}
