package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.Dialect;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All runs, by identity. */
public final class Runs {
  private final JdbcClient jdbc;
  private final String shared;

  public Runs(JdbcClient jdbc, Dialect dialect) {
    this.jdbc = jdbc;
    this.shared =
        switch (dialect) {
          // It has no row locks that several may have.
          case H2 -> "for update";
          case POSTGRESQL -> "for share";
        };
  }

  /** The run, if it was ever planned. */
  public Optional<Run> find(RunId id) {
    return jdbc.sql("select * from muster_run where campaign = :campaign and planned_at = :planned")
        .param("campaign", id.campaign().value())
        .param("planned", Times.bind(id.plannedAt()))
        .query(Runs::read)
        .optional();
  }

  /**
   * The run, which must have been planned.
   *
   * @throws java.util.NoSuchElementException when it was not
   */
  public Run get(RunId id) {
    return find(id).orElseThrow();
  }

  /** The runs of a campaign, or of all campaigns, oldest planned time first. */
  public List<Run> list(@Nullable CampaignId campaign) {
    return jdbc.sql(
            """
            select * from muster_run
            where :campaign = '' or campaign = :campaign
            order by planned_at, campaign
            """)
        .param("campaign", campaign == null ? "" : campaign.value())
        .query(Runs::read)
        .list();
  }

  /** Writes a planned run down, with status {@link RunStatus#RUNNING} and no execution yet. */
  public void plan(RunId id, Instant asOf, ZoneId accountZone, int partitions, Instant startedAt) {
    jdbc.sql(
            """
            insert into muster_run
                (campaign, planned_at, as_of, account_timezone, partitions, status, started_at)
            values (:campaign, :planned, :asOf, :zone, :partitions, 'running', :started)
            """)
        .param("campaign", id.campaign().value())
        .param("planned", Times.bind(id.plannedAt()))
        .param("asOf", Times.bind(asOf))
        .param("zone", accountZone.getId())
        .param("partitions", partitions)
        .param("started", Times.bind(startedAt))
        .update();
  }

  /**
   * Counts a new execution, and what an operator said for it; a request to stop that was meant for
   * an earlier one is void.
   *
   * @param chunkSize how many users will lie between two of its checkpoints
   */
  public void executionBegins(long run, int chunkSize, @Nullable String overrideReason) {
    jdbc.sql(
            """
            update muster_run
            set status = 'running', executions = executions + 1, reason = null, ended_at = null,
                override_reason = coalesce(:override, override_reason),
                stop_requested = false, chunk_size = :chunk
            where id = :run
            """)
        .param("override", overrideReason, java.sql.Types.VARCHAR)
        .param("chunk", chunkSize)
        .param("run", run)
        .update();
  }

  /**
   * Keeps every other worker from beginning or ending an execution of the run until the transaction
   * that this is called in has ended.
   *
   * @param execution the number of the execution that is to go on, from 1
   * @return whether it may: it is the latest, and nobody has ended it
   */
  public boolean holdExecution(long run, int execution) {
    return !jdbc.sql(
            """
            select id from muster_run
            where id = :run and executions = :execution and status = 'running'
            """
                + shared)
        .param("run", run)
        .param("execution", execution)
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /** How an execution ended, and with it the run for now. */
  public void executionEnds(long run, RunStatus status, @Nullable String reason, Instant endedAt) {
    jdbc.sql(
            """
            update muster_run set status = :status, reason = :reason, ended_at = :ended
            where id = :run
            """)
        .param("status", status.key())
        .param("reason", reason, java.sql.Types.VARCHAR)
        .param("ended", Times.bind(endedAt))
        .param("run", run)
        .update();
  }

  /**
   * Makes a finished run unfinished; what nobody knew of it before is known by now.
   *
   * @param status what it is until an execution begins
   */
  public void reopened(long run, RunStatus status) {
    jdbc.sql("update muster_run set status = :status, doubt_since = null where id = :run")
        .param("status", status.key())
        .param("run", run)
        .update();
  }

  /** Only sums are left of the run. */
  public void pruned(long run, Instant at) {
    jdbc.sql("update muster_run set pruned_at = :at where id = :run")
        .param("at", Times.bind(at))
        .param("run", run)
        .update();
  }

  /** Asks the run's worker to end at its next checkpoint. */
  public void requestStop(long run) {
    jdbc.sql("update muster_run set stop_requested = true where id = :run")
        .param("run", run)
        .update();
  }

  /** Whether the run's worker is to end at its next checkpoint. */
  public boolean stopRequested(long run) {
    return jdbc.sql("select stop_requested from muster_run where id = :run")
        .param("run", run)
        .query(Boolean.class)
        .single();
  }

  /**
   * From then on, some pending members of the run may have been sent to without anyone knowing; an
   * earlier doubt stays.
   */
  public void doubt(long run, Instant since) {
    jdbc.sql("update muster_run set doubt_since = coalesce(doubt_since, :since) where id = :run")
        .param("since", Times.bind(since))
        .param("run", run)
        .update();
  }

  /** The number of users whom the audience's query found. */
  public void qualified(long run, long users) {
    jdbc.sql("update muster_run set qualified = :users where id = :run")
        .param("users", users)
        .param("run", run)
        .update();
  }

  private static Run read(ResultSet row, int index) throws SQLException {
    var qualified = row.getLong("qualified");
    return new Run(
        row.getLong("id"),
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at"))),
        requireNonNull(Times.read(row, "as_of")),
        ZoneId.of(row.getString("account_timezone")),
        row.getInt("partitions"),
        RunStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getString("override_reason"),
        row.getObject("qualified") == null ? null : qualified,
        row.getInt("executions"),
        row.getObject("chunk_size", Integer.class),
        Times.read(row, "doubt_since"),
        requireNonNull(Times.read(row, "started_at")),
        Times.read(row, "ended_at"),
        Times.read(row, "next_window_at"),
        Times.read(row, "pruned_at"));
  }
}
