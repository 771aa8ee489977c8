package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What runs have come to. It is written down whenever an execution ends, so that lists of runs read
 * a few rows for each; of a run that is worked on it is added up anew.
 */
public final class RunResults {
  private final JdbcTemplate jdbc;
  private final Members members;
  private final Deliveries deliveries;
  private final Rejections rejections;

  RunResults(JdbcTemplate jdbc, Members members, Deliveries deliveries, Rejections rejections) {
    this.jdbc = jdbc;
    this.members = members;
    this.deliveries = deliveries;
    this.rejections = rejections;
  }

  /** How many members have each verdict; verdicts that nobody has are left out. */
  public Map<Verdict, Long> users(Run run) {
    return isWritten(run)
        ? writtenUsers(run.key())
        : soFar(run.key()).orElseGet(() -> members.verdicts(run.key()));
  }

  /**
   * The same of a run whose worker is not gone. Until it has closed the gates, all whom it has
   * found are pending: to count its members meanwhile, each time that somebody looks, would take
   * from the database what it finds them with.
   */
  public Map<Verdict, Long> usersByNow(Run run) {
    var found = run.qualified();
    return run.status() == RunStatus.RUNNING && found != null && isAtItsGates(run.key())
        ? found == 0 ? Map.of() : Map.of(Verdict.PENDING, found)
        : users(run);
  }

  /** One whose gates a version before sums of them has closed may have outcomes alone. */
  private boolean isAtItsGates(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select not exists (select 1 from muster_gate where run_id = ?)
               and not exists (select 1 from muster_outcome where run_id = ?)
            """,
            Boolean.class,
            run.value(),
            run.value()));
  }

  /**
   * The same of a run that nobody waits in, from the sums of its gates and outcomes: its members
   * need not be counted while somebody looks.
   */
  private Optional<Map<Verdict, Long>> soFar(RunKey run) {
    var users = new EnumMap<Verdict, Long>(Verdict.class);
    jdbc.query(
        """
        select verdict, sum(users) as users from (
            select verdict, users from muster_gate where run_id = ? and verdict <> %1$s
            union all
            select verdict, users from muster_outcome where run_id = ?
            union all
            -- whom no gate has kept since, either
            select %1$s, r.qualified - (
                select coalesce(sum(users), 0) from muster_gate kept
                where kept.run_id = r.id and kept.verdict <> %1$s) - (
                select coalesce(sum(users), 0) from muster_outcome decided
                where decided.run_id = r.id)
            from muster_run r where r.id = ?) known
        where exists (select 1 from muster_gate closed where closed.run_id = ?)
          and not exists (
              select 1 from muster_gate waits where waits.run_id = ? and waits.verdict = %2$s)
        group by verdict
        having sum(users) <> 0
        """
            .formatted(Verdicts.word(Verdict.PENDING), Verdicts.word(Verdict.WAITING)),
        row -> {
          users.put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        },
        run.value(),
        run.value(),
        run.value(),
        run.value(),
        run.value());
    return users.isEmpty() ? Optional.empty() : Optional.of(users);
  }

  /** The sums over all requests. */
  public Deliveries.Totals delivery(Run run) {
    return Optional.of(run)
        .filter(this::isWritten)
        .flatMap(atRest -> writtenTotals(atRest.key()))
        .orElseGet(() -> deliveries.totals(run.key()));
  }

  /** How many users are rejected, by code, most frequent first. */
  public List<Rejections.Count> rejections(Run run) {
    return isWritten(run) ? writtenRejections(run.key()) : rejections.counts(run.key());
  }

  /** How many users may have been sent to at most without anyone knowing, if any may. */
  public long inDoubt(Run run) {
    var chunk = run.chunkSize();
    if (chunk == null) {
      return 0;
    }
    var written = isWritten(run) ? writtenDoubt(run.key()) : null;
    return written == null ? members.pendingNext(run.key(), run.partitions(), chunk) : written;
  }

  /** Counts what a run has come to, and keeps it, in the transaction that ends its execution. */
  public void write(RunKey run) {
    countUsers(run);
    writeCounted(run);
  }

  /** Counts where the members of a run have ended by now, and keeps it; nothing else is. */
  public void countUsers(RunKey run) {
    jdbc.update("delete from muster_result_users where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_result_users (run_id, verdict, users)
        select cast(? as bigint), verdict, users from (%s) counted
        """
            .formatted(VerdictCounts.OF_RUN),
        run.value(),
        run.value(),
        run.value(),
        run.value());
  }

  /** As {@link #write}, after {@link #countUsers}. */
  void writeCounted(RunKey run) {
    jdbc.update("delete from muster_rejection_sum where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_rejection_sum (run_id, code, users)
        select run_id, code, count(distinct position) from muster_rejection where run_id = ?
        group by run_id, code
        """,
        run.value());
    jdbc.update("delete from muster_result where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_result (run_id, executions, messages, requests, retries, bytes,
            bytes_sent, first_sent_at, last_accepted_at, took_us, paced_us, paused_us)
        select r.id, r.executions, q.*
        from muster_run r
        cross join (select %s from muster_request where run_id = ?) q
        where r.id = ?
        """
            .formatted(Deliveries.SUMS),
        run.value(),
        run.value());
    writeDoubt(run);
  }

  private void writeDoubt(RunKey run) {
    jdbc.query(
            """
            select partitions, chunk_size from muster_run
            where id = ? and doubt_since is not null and chunk_size is not null
            """,
            (row, index) -> new Partitions(row.getInt("partitions"), row.getInt("chunk_size")),
            run.value())
        .forEach(partitions ->
            jdbc.update(
                "update muster_result set in_doubt = ? where run_id = ?",
                members.pendingNext(run, partitions.number(), partitions.chunkSize()),
                run.value()));
  }

  private record Partitions(int number, int chunkSize) {}

  /** Not where a version that wrote nothing down has worked on it since. */
  boolean isWritten(Run run) {
    return run.state() instanceof RunState.Ended
        && !jdbc.query(
                "select 1 from muster_result where run_id = ? and executions = ?",
                (row, index) -> true,
                run.key().value(),
                run.executions())
            .isEmpty();
  }

  /** As they were when they were counted last. */
  Map<Verdict, Long> writtenUsers(RunKey run) {
    var users = new EnumMap<Verdict, Long>(Verdict.class);
    jdbc.query(
        "select verdict, users from muster_result_users where run_id = ?",
        row -> {
          users.put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        },
        run.value());
    return users;
  }

  private Optional<Deliveries.Totals> writtenTotals(RunKey run) {
    return jdbc
        .query("select * from muster_result where run_id = ?", Deliveries::totals, run.value())
        .stream()
        .findFirst();
  }

  private List<Rejections.Count> writtenRejections(RunKey run) {
    return jdbc.query(
        """
        select code, users from muster_rejection_sum where run_id = ? order by users desc, code
        """,
        Rejections::count,
        run.value());
  }

  private @Nullable Long writtenDoubt(RunKey run) {
    return jdbc
        .query(
            "select in_doubt from muster_result where run_id = ? and in_doubt is not null",
            (row, index) -> row.getLong("in_doubt"),
            run.value())
        .stream()
        .findFirst()
        .orElse(null);
  }
}
