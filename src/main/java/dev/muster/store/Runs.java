package dev.muster.store;

import static java.util.Objects.requireNonNull;

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

  public Runs(JdbcClient jdbc) {
    this.jdbc = jdbc;
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

  /** Counts a new execution, and what an operator said for it. */
  public void executionBegins(long run, @Nullable String overrideReason) {
    jdbc.sql(
            """
            update muster_run
            set status = 'running', executions = executions + 1, reason = null, ended_at = null,
                override_reason = coalesce(:override, override_reason)
            where id = :run
            """)
        .param("override", overrideReason, java.sql.Types.VARCHAR)
        .param("run", run)
        .update();
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
        requireNonNull(Times.read(row, "started_at")),
        Times.read(row, "ended_at"),
        Times.read(row, "next_window_at"));
  }
}
