package dev.muster.store;

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
 * a few rows for each; of a run that is worked on it is counted anew.
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
    var written = isAtRest(run) ? writtenUsers(run.key()) : Map.<Verdict, Long>of();
    return written.isEmpty() ? members.verdicts(run.key()) : written;
  }

  /** The sums over all requests. */
  public Deliveries.Totals delivery(Run run) {
    return Optional.of(run)
        .filter(RunResults::isAtRest)
        .flatMap(atRest -> writtenTotals(atRest.key()))
        .orElseGet(() -> deliveries.totals(run.key()));
  }

  /** How many users are rejected, by code, most frequent first. */
  public List<Rejections.Count> rejections(Run run) {
    var written = isAtRest(run) ? writtenRejections(run.key()) : List.<Rejections.Count>of();
    return written.isEmpty() ? rejections.counts(run.key()) : written;
  }

  /**
   * How many users may have been sent to at most without anyone knowing, if any may.
   *
   * @param chunkSize how many lay between two checkpoints of a partition
   */
  public long inDoubt(Run run, int chunkSize) {
    var written = isAtRest(run) ? writtenDoubt(run.key()) : null;
    return written == null ? members.pendingNext(run.key(), run.partitions(), chunkSize) : written;
  }

  /** Counts what a run has come to, and keeps it, in the transaction that ends its execution. */
  public void write(RunKey run) {
    jdbc.update("delete from muster_result_users where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_result_users (run_id, verdict, users)
        select run_id, verdict, count(*) from muster_member where run_id = ?
        group by run_id, verdict
        """,
        run.value());
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
        insert into muster_result (run_id, messages, requests, retries, bytes, bytes_sent,
            first_sent_at, last_accepted_at, took_us, paced_us, paused_us)
        select cast(? as bigint), %s
        from muster_request where run_id = ?
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
        row -> {
          jdbc.update(
              "update muster_result set in_doubt = ? where run_id = ?",
              members.pendingNext(run, row.getInt("partitions"), row.getInt("chunk_size")),
              run.value());
        },
        run.value());
  }

  private static boolean isAtRest(Run run) {
    return run.state() instanceof RunState.Ended;
  }

  private Map<Verdict, Long> writtenUsers(RunKey run) {
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
