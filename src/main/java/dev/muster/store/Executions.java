package dev.muster.store;

import dev.muster.audience.DatabaseType;
import dev.muster.campaign.RunKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The executions of runs: a run knows how many there were, and how the latest one stands. Nothing
 * else writes the state of a run that was planned, and whatever does so here answers with the
 * transition that it made; with nothing, if somebody has changed the run since it was found.
 */
public final class Executions {
  /** A worker that was frozen after it looked must not change what another has made of the run. */
  static final String AS_FOUND =
      "where id = :run and executions = :executions and status = :found and pruned_at is null";

  private final JdbcClient jdbc;
  private final String shared;

  Executions(JdbcClient jdbc, DatabaseType databaseType) {
    this.jdbc = jdbc;
    this.shared =
        switch (databaseType) {
          // It has no row locks that several may have.
          case H2 -> "for update";
          case POSTGRESQL -> "for share";
        };
  }

  /**
   * Counts a new execution, and what an operator said for it; a request to stop that was meant for
   * an earlier one is void.
   *
   * @param run as it was found
   * @param chunkSize how many users will lie between two of its checkpoints
   * @param messagesPerSecond at what pace it is to send, as far as is known before its first
   *     request
   */
  public Optional<Transition> begins(
      Run run, int chunkSize, long messagesPerSecond, @Nullable String overrideReason) {
    var changed =
        jdbc.sql(
                """
                update muster_run
                set status = 'running', executions = executions + 1, reason = null,
                    ended_at = null, override_reason = coalesce(:override, override_reason),
                    stop_requested = false, stop_reason = null, chunk_size = :chunk, messages_per_second = :pace,
                    next_window_at = null
                """
                    + AS_FOUND)
            .param("override", overrideReason, java.sql.Types.VARCHAR)
            .param("chunk", chunkSize)
            .param("pace", messagesPerSecond)
            .param("run", run.key().value())
            .param("executions", run.executions())
            .param("found", run.status().key())
            .update();
    return transition(run, new RunState.Running(), changed);
  }

  /**
   * At what pace the latest execution can send, now that it is known how full its requests are.
   *
   * @param execution its number, from 1
   */
  public void paces(RunKey run, int execution, long messagesPerSecond) {
    jdbc.sql(
            """
            update muster_run set messages_per_second = :pace
            where id = :run and executions = :execution and status = 'running'
            """)
        .param("pace", messagesPerSecond)
        .param("run", run.value())
        .param("execution", execution)
        .update();
  }

  /**
   * Keeps every other worker from beginning or ending an execution of the run until the transaction
   * that this is called in has ended.
   *
   * @param execution the number of the execution that is to go on, from 1
   * @return whether it may: it is the latest, and nobody has ended it
   */
  public boolean hold(RunKey run, int execution) {
    return !jdbc.sql(
            """
            select id from muster_run
            where id = :run and executions = :execution and status = 'running'
            """
                + shared)
        .param("run", run.value())
        .param("execution", execution)
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /**
   * How the latest execution ended, and with it the run for now. Where it has delivered to everyone
   * who was due, and others are due later, a doubt is over, but for those who were pending before
   * and wait again. A stopped run without a reason takes that of the request to stop.
   *
   * @param run as it was found
   */
  public Optional<Transition> ends(Run run, RunState.Ended found) {
    var state =
        found instanceof RunState.Stopped(var at, var reason) && reason == null
            ? new RunState.Stopped(at, stopReason(run))
            : found;
    var next = state instanceof RunState.Waiting waiting ? waiting.next() : null;
    var changed =
        jdbc.sql(
                """
                update muster_run
                set status = :status,
                    reason = :reason,
                    ended_at = :ended, next_window_at = :next,
                    doubt_since = case
                        when :status <> 'waiting' or exists (
                            select 1 from muster_member
                            where run_id = :run and %s and decided_at is not null)
                        then doubt_since end
                """
                        .formatted(Verdicts.WAITING)
                    + AS_FOUND)
            .param("status", state.status().key())
            .param("reason", state.reason(), java.sql.Types.VARCHAR)
            .param("ended", Times.bind(state.at()))
            .param("next", Times.bindNullable(next), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("run", run.key().value())
            .param("executions", run.executions())
            .param("found", run.status().key())
            .update();
    return transition(run, state, changed);
  }

  /**
   * Makes a finished run unfinished.
   *
   * @param run as it was found
   * @param state what it is until an execution begins
   * @param doubtSince since when some of its users may have been sent to in part, or null
   */
  public Optional<Transition> reopen(
      Run run, RunState.Stopped state, @Nullable Instant doubtSince) {
    var changed =
        jdbc.sql("update muster_run set status = :status, doubt_since = :doubt " + AS_FOUND)
            .param("status", state.status().key())
            .param("doubt", Times.bindNullable(doubtSince), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("run", run.key().value())
            .param("executions", run.executions())
            .param("found", run.status().key())
            .update();
    return transition(run, state, changed);
  }

  /**
   * Asks the run's worker to end at its next checkpoint.
   *
   * @param reason why, for the report of the stopped run, or null; an earlier one stays then
   */
  public void requestStop(RunKey run, @Nullable String reason) {
    jdbc.sql(
            """
            update muster_run
            set stop_requested = true, stop_reason = coalesce(:reason, stop_reason)
            where id = :run
            """)
        .param("reason", reason, java.sql.Types.VARCHAR)
        .param("run", run.value())
        .update();
  }

  /** Whether the run's worker is to end at its next checkpoint. */
  public boolean stopRequested(RunKey run) {
    return jdbc.sql("select stop_requested from muster_run where id = :run")
        .param("run", run.value())
        .query(Boolean.class)
        .single();
  }

  private @Nullable String stopReason(Run run) {
    return jdbc
        .sql("select stop_reason from muster_run where id = :run")
        .param("run", run.key().value())
        .query((row, index) -> row.getString("stop_reason"))
        .list()
        .stream()
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Optional<Transition> transition(Run run, RunState to, int changed) {
    return changed == 1 ? Optional.of(new Transition(run, to)) : Optional.empty();
  }
}
