package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the executions of runs were. It outlives pruning; what Spring Batch keeps does not, and says
 * of a crash only when somebody noticed it.
 */
public final class ExecutionLog {
  /** Of a live campaign, with as-ofs from one instant on, before another. */
  private static final String OF_LIVE =
      """
      muster_execution e join muster_run r on r.id = e.run_id
      where r.campaign = ? and r.rehearsal = ? and r.live
        and r.planned_at >= ? and r.planned_at < ?
      """;

  private final JdbcTemplate jdbc;
  private final String worker;

  /**
   * The log as this process writes it.
   *
   * @param worker who it is, a host and a process
   */
  ExecutionLog(JdbcTemplate jdbc, String worker) {
    this.jdbc = jdbc;
    this.worker = worker;
  }

  /** How an execution ended. */
  public enum End {
    COMPLETED,
    WAITING,
    STOPPED,
    FAILED,
    REFUSED,
    /** Its worker died. */
    CRASHED;

    /** Its name in reports and tables. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** That of an execution which ended its run so. */
    static End of(RunState.Ended state) {
      return switch (state) {
        case RunState.Completed _ -> COMPLETED;
        case RunState.Waiting _ -> WAITING;
        case RunState.Stopped _ -> STOPPED;
        case RunState.Failed _ -> FAILED;
        case RunState.Refused _ -> REFUSED;
        case RunState.Abandoned _, RunState.Missed _ ->
            throw new IllegalArgumentException("no execution ends its run as " + state.status());
      };
    }
  }

  /**
   * One execution.
   *
   * @param execution its number, from 1
   * @param worker a host and a process, or null of earlier versions
   * @param startedAt by the program's clock, as are all here
   * @param lastSign its end; of one that crashed its last checkpoint, or its beginning; the same of
   *     one that has written no end
   * @param end how it ended, or null while it has written no end: it is worked on, or it crashed
   * @param reason why, or null
   * @param messages how many were accepted
   */
  public record Entry(
      int execution,
      @Nullable String worker,
      Instant startedAt,
      Instant lastSign,
      @Nullable End end,
      @Nullable String reason,
      long requests,
      long retries,
      long messages) {}

  /** An execution has begun. */
  void begins(RunKey run, int execution, Instant at) {
    jdbc.update(
        "insert into muster_execution (run_id, execution, worker, started_at) values (?, ?, ?, ?)",
        run.value(),
        execution,
        worker,
        Times.bind(at));
  }

  /** An execution says how it has ended, and its run with it. */
  void ends(RunKey run, int execution, RunState.Ended state) {
    jdbc.update(
        """
        update muster_execution e
        set ended = ?, ended_at = ?, reason = ?,
            requests = (select coalesce(sum(attempts), 0) from muster_request q
                where q.run_id = e.run_id and q.execution = e.execution),
            retries = (select coalesce(sum(retries), 0) from muster_request q
                where q.run_id = e.run_id and q.execution = e.execution),
            messages = (select coalesce(sum(accepted), 0) from muster_request q
                where q.run_id = e.run_id and q.execution = e.execution)
        where run_id = ? and execution = ?
        """,
        End.of(state).key(),
        Times.bind(state.at()),
        state.reason(),
        run.value(),
        execution);
  }

  /** Who has the run's lock has found that no execution works on it: one without an end crashed. */
  void crashed(RunKey run) {
    of(run).stream()
        .filter(entry -> entry.end() == null)
        .forEach(entry ->
            jdbc.update(
                """
                update muster_execution
                set ended = 'crashed', ended_at = ?, requests = ?, retries = ?, messages = ?
                where run_id = ? and execution = ? and ended is null
                """,
                Times.bind(entry.lastSign()),
                entry.requests(),
                entry.retries(),
                entry.messages(),
                run.value(),
                entry.execution()));
  }

  /** Who works on a run, or has worked on it last; nothing where that is not known. */
  public Optional<String> worker(RunKey run) {
    return jdbc
        .query(
            """
            select worker from muster_execution where run_id = ?
            order by execution desc
            limit 1
            """,
            (row, _) -> Optional.ofNullable(row.getString("worker")),
            run.value())
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * How often runs were worked on, and how long.
   *
   * @param lasted their executions added up, an open one until its last sign
   */
  public record Worked(int executions, Duration lasted) {
    private static final Worked NONE = new Worked(0, Duration.ZERO);

    private Worked and(Worked more) {
      return new Worked(executions + more.executions, lasted.plus(more.lasted));
    }
  }

  /** How often a run was worked on, and how long. */
  public Worked worked(RunKey run) {
    return of(run).stream().map(ExecutionLog::worked).reduce(Worked.NONE, Worked::and);
  }

  /** The same of a live campaign's runs with as-ofs from one instant on, before another. */
  public Worked worked(LiveTriggers.Of of, Instant from, Instant until) {
    Object[] which = {of.campaign().value(), of.rehearsal(), Times.bind(from), Times.bind(until)};
    var ended =
        jdbc.queryForObject(
            """
            select count(*) as executions,
                   coalesce(sum(extract(epoch from e.ended_at) - extract(epoch from e.started_at)),
                       0) as lasted
            from %s and e.ended is not null
            """
                .formatted(OF_LIVE),
            (row, _) -> new Worked(row.getInt("executions"), seconds(row.getBigDecimal("lasted"))),
            which);
    return jdbc
        .query(
            "select distinct e.run_id from %s and e.ended is null".formatted(OF_LIVE),
            (row, _) -> new RunKey(row.getLong("run_id")),
            which)
        .stream()
        .flatMap(run -> of(run).stream())
        .filter(entry -> entry.end() == null)
        .map(ExecutionLog::worked)
        .reduce(requireNonNull(ended), Worked::and);
  }

  private static Duration seconds(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static Worked worked(Entry entry) {
    return new Worked(1, Duration.between(entry.startedAt(), entry.lastSign()));
  }

  /** The executions of a run, the first first; of earlier versions as far as they are known. */
  public List<Entry> of(RunKey run) {
    return jdbc.query(
        """
        select e.execution, e.worker, e.started_at, e.ended, e.reason,
               coalesce(e.ended_at, checkpoint.last_at, e.started_at) as last_sign,
               coalesce(e.requests, sent.requests, 0) as requests,
               coalesce(e.retries, sent.retries, 0) as retries,
               coalesce(e.messages, sent.messages, 0) as messages
        from muster_execution e
        left join (
            select execution, sum(attempts) as requests, sum(retries) as retries,
                   sum(accepted) as messages
            from muster_request
            where run_id = ? and exists (
                select 1 from muster_execution open where open.run_id = ? and open.ended is null)
            group by execution
        ) sent on sent.execution = e.execution
        left join (
            select execution, max(decided_at) as last_at
            from muster_outcome
            where run_id = ? and exists (
                select 1 from muster_execution open where open.run_id = ? and open.ended is null)
            group by execution
        ) checkpoint on checkpoint.execution = e.execution
        where e.run_id = ?
        order by e.execution
        """,
        (row, _) -> {
          var ended = row.getString("ended");
          return new Entry(
              row.getInt("execution"),
              row.getString("worker"),
              requireNonNull(Times.read(row, "started_at")),
              requireNonNull(Times.read(row, "last_sign")),
              ended == null ? null : End.valueOf(ended.toUpperCase(Locale.ROOT)),
              row.getString("reason"),
              row.getLong("requests"),
              row.getLong("retries"),
              row.getLong("messages"));
        },
        run.value(),
        run.value(),
        run.value(),
        run.value(),
        run.value());
  }
}
