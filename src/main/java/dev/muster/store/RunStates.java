package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The states of runs. Nothing else writes one, and whatever does so here answers with the
 * transition that it made; with nothing, if somebody has changed the run since it was found.
 */
public final class RunStates {
  /** A worker that was frozen after it looked must not change what another has made of the run. */
  static final String AS_FOUND =
      "where id = :run and executions = :executions and status = :found and pruned_at is null";

  private final JdbcClient jdbc;
  private final RunResults results;
  private final Contacts contacts;
  private final ExecutionLog log;
  private final TransactionTemplate transaction;
  private final TransactionTemplate alone;

  RunStates(
      JdbcClient jdbc,
      RunResults results,
      Contacts contacts,
      ExecutionLog log,
      TransactionTemplate transaction) {
    this.log = log;
    this.jdbc = jdbc;
    this.results = results;
    this.contacts = contacts;
    this.transaction = transaction;
    this.alone = new TransactionTemplate(requireNonNull(transaction.getTransactionManager()));
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Writes a planned run down; no execution has begun.
   *
   * @throws DuplicateKeyException when the run is known, planned or missed
   */
  public Transition plan(
      RunId id,
      Instant asOf,
      ZoneId accountZone,
      Purpose purpose,
      int partitions,
      Instant startedAt) {
    jdbc.sql(
            """
            insert into muster_run (campaign, planned_at, as_of, account_timezone, rehearsal,
                partitions, status, started_at)
            values (:campaign, :planned, :asOf, :zone, :rehearsal, :partitions, 'running', :started)
            """)
        .param("campaign", id.campaign().value())
        .param("planned", Times.bind(id.plannedAt()))
        .param("asOf", Times.bind(asOf))
        .param("zone", accountZone.getId())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .param("partitions", partitions)
        .param("started", Times.bind(startedAt))
        .update();
    return new Transition(id, null, new RunState.Planned());
  }

  /**
   * Writes down that no launch began runs in time.
   *
   * @param reasons why each was missed; all of one campaign
   * @return those of them that nobody knew of, planned or given up, by their planned times
   */
  public List<Transition> miss(
      Map<RunId, String> reasons, ZoneId accountZone, Purpose purpose, Instant now) {
    if (reasons.isEmpty()) {
      return List.of();
    }
    // A doubled key must not end the transaction that writes down what is told of it.
    Supplier<List<RunId>> insert =
        () -> requireNonNull(alone.execute(_ -> insertMissed(reasons, accountZone, purpose, now)));
    List<RunId> inserted;
    try {
      inserted = insert.get();
    } catch (DuplicateKeyException e) {
      // Planned, or given up, at the same moment: now it is seen.
      inserted = insert.get();
    }
    return inserted.stream()
        .map(run ->
            new Transition(run, null, new RunState.Missed(now, requireNonNull(reasons.get(run)))))
        .toList();
  }

  private List<RunId> insertMissed(
      Map<RunId, String> reasons, ZoneId accountZone, Purpose purpose, Instant now) {
    var campaign = reasons.keySet().iterator().next().campaign();
    var written = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions,
                status, reason, started_at, ended_at, rehearsal)
            select :campaign, planned_at, planned_at, :zone, 1, 'missed', reason,
                cast(:now as timestamp with time zone), cast(:now as timestamp with time zone),
                cast(:rehearsal as boolean)
            from (
                select cast(planned as timestamp with time zone) as planned_at, reason
                from unnest(cast(:planned as varchar array), cast(:reasons as varchar array))
                    as given (planned, reason)
            ) missed
            where not exists (
                select 1 from muster_run run
                where run.campaign = :campaign and run.planned_at = missed.planned_at)
            """)
        .param("campaign", campaign.value())
        .param(
            "planned",
            reasons.keySet().stream().map(run -> run.plannedAt().toString()).toArray(String[]::new))
        .param("reasons", reasons.values().toArray(String[]::new))
        .param("zone", accountZone.getId())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .param("now", Times.bind(now))
        .update(written, "id");
    return written.getKeyList().isEmpty()
        ? List.of()
        : jdbc.sql("select planned_at from muster_run where id in (:ids) order by planned_at")
            .param("ids", written.getKeyList().stream().map(row -> row.get("id")).toList())
            .query((row, _) -> new RunId(campaign, requireNonNull(Times.read(row, "planned_at"))))
            .list();
  }

  /** Forgets that a run was missed, if it was, so that it can be planned. */
  public void forgetMissed(RunId id) {
    jdbc.sql(
            """
            delete from muster_run
            where campaign = :campaign and planned_at = :planned and status = 'missed'
            """)
        .param("campaign", id.campaign().value())
        .param("planned", Times.bind(id.plannedAt()))
        .update();
  }

  /**
   * Counts a new execution, and what an operator said for it; a request to stop that was meant for
   * an earlier one is void.
   *
   * @param run as it was found
   * @param chunkSize how many users will lie between two of its checkpoints
   * @param messagesPerSecond at what pace it is to send, as far as is known before its first
   *     request
   * @param at when it begins, by the program's clock
   */
  public Optional<Transition> begins(
      Run run, int chunkSize, long messagesPerSecond, @Nullable String overrideReason, Instant at) {
    return transaction.execute(_ -> {
      var begun = writeBegin(run, chunkSize, messagesPerSecond, overrideReason);
      if (begun.isPresent()) {
        if (run.executions() > 0) {
          log.crashed(run.key());
        }
        log.begins(run.key(), run.executions() + 1, at);
      }
      return begun;
    });
  }

  private Optional<Transition> writeBegin(
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
   * How the latest execution ended, and with it the run for now. Where it has delivered to everyone
   * who was due, and others are due later, a doubt is over, but for those who were pending before
   * and wait again. A stopped run without a reason takes that of the request to stop. What the run
   * came to is written down with it, and whom it reached: all or nothing. It is not that execution
   * itself that says so: where it has written no end, it has crashed.
   *
   * @param run as it was found
   */
  public Optional<Transition> ends(Run run, RunState.Ended found) {
    return transaction.execute(_ -> {
      var ended = writeEnd(run, found);
      if (ended.isPresent()) {
        if (run.executions() > 0) {
          log.crashed(run.key());
        }
        results.countUsers(run.key());
        keep(run.key());
      }
      return ended;
    });
  }

  /**
   * The same, as that execution says itself, of a run whose users {@link RunResults#countUsers} has
   * counted since its last chunk.
   */
  public Optional<Transition> endsCounted(Run run, RunState.Ended found) {
    return transaction.execute(_ -> {
      var ended = writeEnd(run, found);
      ended.ifPresent(made -> {
        log.ends(run.key(), run.executions(), (RunState.Ended) made.to());
        keep(run.key());
      });
      return ended;
    });
  }

  private void keep(RunKey run) {
    results.writeCounted(run);
    contacts.addAccepted(run);
  }

  private Optional<Transition> writeEnd(Run run, RunState.Ended found) {
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
                    failures = case
                        when :status = :failed then failures + 1
                        when :status in (:completed, :refused) then 0
                        else failures end,
                    doubt_since = case
                        when :status <> 'waiting' or exists (
                            select 1 from muster_fate
                            where run_id = :run and %s and decided_at is not null)
                        then doubt_since end
                """
                        .formatted(Verdicts.WAITING)
                    + AS_FOUND)
            .param("status", state.status().key())
            .param("failed", RunStatus.FAILED.key())
            .param("completed", RunStatus.COMPLETED.key())
            .param("refused", RunStatus.REFUSED.key())
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
    return changed == 1 ? Optional.of(new Transition(run.id(), run.state(), to)) : Optional.empty();
  }
}
