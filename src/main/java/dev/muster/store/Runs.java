package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

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

  /** The run of a row, which must be there. */
  public Run get(RunKey run) {
    return jdbc.sql("select * from muster_run where id = :run")
        .param("run", run.value())
        .query(Runs::read)
        .single();
  }

  /**
   * A run that is only looked at, in a transaction that is to be rolled back. Its row is for a time
   * that no campaign has, so that whoever plans the run itself meanwhile does not wait for it.
   *
   * @param id that of the run which it stands for, whether there is one or not
   */
  public Run imagine(
      RunId id,
      Instant asOf,
      ZoneId accountZone,
      Purpose purpose,
      int partitions,
      int chunkSize,
      Instant now) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into muster_run (campaign, planned_at, as_of, account_timezone, rehearsal,
                partitions, chunk_size, status, started_at, executions)
            values (:campaign, :never, :asOf, :zone, :rehearsal, :partitions, :chunk, 'running',
                :now, 1)
            """)
        .param("campaign", id.campaign().value())
        .param("never", Times.bind(Times.never()))
        .param("asOf", Times.bind(asOf))
        .param("zone", accountZone.getId())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .param("partitions", partitions)
        .param("chunk", chunkSize)
        .param("now", Times.bind(now))
        .update(key, "id");
    return new Run(
        new RunKey(requireNonNull(key.getKey()).longValue()),
        id,
        asOf,
        accountZone,
        purpose,
        partitions,
        new RunState.Running(),
        null,
        null,
        1,
        chunkSize,
        null,
        now,
        null,
        null,
        null,
        null);
  }

  /** Forgets a run that has come to nothing, in the transaction that has planned it. */
  public void forget(RunKey run) {
    for (var table : List.of("muster_run_list", "muster_list_count", "muster_run_file")) {
      jdbc.sql("delete from %s where run_id = :run".formatted(table))
          .param("run", run.value())
          .update();
    }
    jdbc.sql("delete from muster_run where id = :run").param("run", run.value()).update();
  }

  /**
   * Keeps others from beginning to work on a run that waits, until the caller's transaction ends.
   *
   * @return whether it does: if not, somebody works on it, or it does not wait any more
   */
  public boolean holdWaiting(RunKey run) {
    return !jdbc.sql(
            """
            select id from muster_run where id = :run and status = :waiting
            for update skip locked
            """)
        .param("run", run.value())
        .param("waiting", RunStatus.WAITING.key())
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /** Has no other run take account of one that is only {@link #imagine looked at}. */
  public void setAside(RunKey imagined) {
    jdbc.sql("update muster_run set status = :missed where id = :run")
        .param("missed", RunStatus.MISSED.key())
        .param("run", imagined.value())
        .update();
  }

  /** Those of {@link #list} that are unfinished. */
  public List<Run> unfinished(@Nullable CampaignId campaign) {
    return jdbc.sql(
            """
            select * from muster_run
            where (:campaign = '' or campaign = :campaign) and status in %s
            order by planned_at, campaign
            """
                .formatted(RunWords.UNFINISHED))
        .param("campaign", campaign == null ? "" : campaign.value())
        .query(Runs::read)
        .list();
  }

  /**
   * The latest run of a campaign that was not missed.
   *
   * @param purpose whether rehearsals count, too
   */
  public Optional<Run> latest(CampaignId campaign, Purpose purpose) {
    return jdbc.sql(
            """
            select * from muster_run
            where campaign = :campaign and status <> :missed and (not rehearsal or :rehearsals)
            order by planned_at desc
            fetch first row only
            """)
        .param("campaign", campaign.value())
        .param("missed", RunStatus.MISSED.key())
        .param("rehearsals", purpose == Purpose.REHEARSAL)
        .query(Runs::read)
        .optional();
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

  /**
   * The runs of a campaign that show what those to come are like, oldest planned time first: the
   * latest real one, for rehearsals also the latest of all, and unfinished ones, but for those of a
   * live campaign, which are finished as they were planned.
   */
  public List<Run> asking(LiveTriggers.Of of) {
    return jdbc.sql(
            """
            select * from muster_run
            where campaign = :campaign and (not rehearsal or :rehearsal) and status <> :missed
              and ((status in %s and not live)
                  or planned_at = (
                      select max(planned_at) from muster_run
                      where campaign = :campaign and status <> :missed and not rehearsal)
                  or planned_at = (
                      select max(planned_at) from muster_run
                      where campaign = :campaign and status <> :missed
                        and (not rehearsal or :rehearsal)))
            order by planned_at
            """
                .formatted(RunWords.UNFINISHED))
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("missed", RunStatus.MISSED.key())
        .query(Runs::read)
        .list();
  }

  /** Those of past behaviour, of a campaign or of all; as {@link #list}. */
  public List<Run> ofPastBehaviour(@Nullable CampaignId campaign) {
    return jdbc.sql(
            """
            select * from muster_run
            where not live and (:campaign = '' or campaign = :campaign)
            order by planned_at, campaign
            """)
        .param("campaign", campaign == null ? "" : campaign.value())
        .query(Runs::read)
        .list();
  }

  /** Those of a campaign that are planned for a time from one instant on, before the other. */
  public List<Run> between(CampaignId campaign, Instant from, Instant until) {
    return jdbc.sql(
            """
            select * from muster_run
            where campaign = :campaign and planned_at >= :from and planned_at < :until
            order by planned_at
            """)
        .param("campaign", campaign.value())
        .param("from", Times.bind(from))
        .param("until", Times.bind(until))
        .query(Runs::read)
        .list();
  }

  /**
   * The last runs of a campaign before one whose audience is known, the earliest first.
   *
   * @param most so many at most
   */
  public List<Run> before(Run run, int most) {
    return jdbc.sql(
            """
            select * from muster_run
            where campaign = :campaign and planned_at < :planned and rehearsal = :rehearsal
              and qualified is not null
            order by planned_at desc
            fetch first :most rows only
            """)
        .param("campaign", run.id().campaign().value())
        .param("planned", Times.bind(run.id().plannedAt()))
        .param("rehearsal", run.isRehearsal())
        .param("most", most)
        .query(Runs::read)
        .list()
        .reversed();
  }

  /**
   * From now on only sums are left of a run.
   *
   * @param run as it was found
   * @return whether they may be: if not, somebody has changed the run since it was found
   */
  public boolean pruned(Run run, Instant at) {
    return jdbc.sql("update muster_run set pruned_at = :at " + RunStates.AS_FOUND)
            .param("at", Times.bind(at))
            .param("run", run.key().value())
            .param("executions", run.executions())
            .param("found", run.status().key())
            .update()
        == 1;
  }

  /**
   * From then on, some pending members of the run may have been sent to without anyone knowing; an
   * earlier doubt stays.
   */
  public void doubt(RunKey run, Instant since) {
    jdbc.sql("update muster_run set doubt_since = coalesce(doubt_since, :since) where id = :run")
        .param("since", Times.bind(since))
        .param("run", run.value())
        .update();
  }

  /** How often in a row the run has failed, whatever has stopped it in between. */
  public int failures(RunKey run) {
    return jdbc.sql("select failures from muster_run where id = :run")
        .param("run", run.value())
        .query(Integer.class)
        .single();
  }

  /**
   * Whether a run of a live campaign, with an as-of from one instant on, before the other, has
   * failed and not gone on since.
   */
  public boolean someFailed(LiveTriggers.Of of, Instant from, Instant until) {
    return jdbc.sql(
            """
            select exists (
                select 1 from muster_run
                where campaign = :campaign and rehearsal = :rehearsal and live
                  and planned_at >= :from and planned_at < :until
                  and (status = :failed or (status in (:running, :stopped) and failures > 0)))
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("from", Times.bind(from))
        .param("until", Times.bind(until))
        .param("failed", RunStatus.FAILED.key())
        .param("running", RunStatus.RUNNING.key())
        .param("stopped", RunStatus.STOPPED.key())
        .query(Boolean.class)
        .single();
  }

  /** Where the run's profiles and events lie, if in another database than this, or null. */
  public @Nullable String source(RunKey run) {
    return jdbc.sql("select source from muster_run where id = :run")
        .param("run", run.value())
        .query((row, index) -> Optional.ofNullable(row.getString("source")))
        .single()
        .orElse(null);
  }

  /** Keeps where the run's profiles and events lie; null for this database. */
  public void keepSource(RunKey run, @Nullable String place) {
    jdbc.sql("update muster_run set source = :place where id = :run")
        .param("place", place, Types.VARCHAR)
        .param("run", run.value())
        .update();
  }

  /** The number of users whom the audience's query found. */
  public void qualified(RunKey run, long users) {
    jdbc.sql("update muster_run set qualified = :users where id = :run")
        .param("users", users)
        .param("run", run.value())
        .update();
  }

  /** Forgets why an operator lets a run pass its guards. */
  public void forgetOverride(RunKey run) {
    jdbc.sql("update muster_run set override_reason = null where id = :run")
        .param("run", run.value())
        .update();
  }

  /** The number of rows of profiles that were nobody's when the audience was found. */
  public void rowsWithoutId(RunKey run, long rows) {
    jdbc.sql("update muster_run set rows_without_id = :rows where id = :run")
        .param("rows", rows)
        .param("run", run.value())
        .update();
  }

  private static RunState state(ResultSet row) throws SQLException {
    var status = RunStatus.of(row.getString("status"));
    if (status == RunStatus.RUNNING) {
      return row.getInt("executions") == 0 ? new RunState.Planned() : new RunState.Running();
    }
    var at = requireNonNull(Times.read(row, "ended_at"));
    var reason = row.getString("reason");
    return switch (status) {
      case WAITING -> new RunState.Waiting(at, requireNonNull(Times.read(row, "next_window_at")));
      case STOPPED -> new RunState.Stopped(at, reason);
      case FAILED -> new RunState.Failed(at, requireNonNull(reason));
      case REFUSED -> new RunState.Refused(at, requireNonNull(reason));
      case COMPLETED -> new RunState.Completed(at);
      case ABANDONED -> new RunState.Abandoned(at, reason);
      case MISSED -> new RunState.Missed(at, requireNonNull(reason));
      case RUNNING -> throw new IllegalStateException("it was dealt with");
    };
  }

  /** Whether it is a live campaign's. */
  public boolean isLive(RunKey run) {
    return jdbc.sql("select live from muster_run where id = :run")
        .param("run", run.value())
        .query(Boolean.class)
        .single();
  }

  static Run read(ResultSet row, int index) throws SQLException {
    var qualified = row.getLong("qualified");
    return new Run(
        new RunKey(row.getLong("id")),
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at"))),
        requireNonNull(Times.read(row, "as_of")),
        ZoneId.of(row.getString("account_timezone")),
        row.getBoolean("rehearsal") ? Purpose.REHEARSAL : Purpose.REAL,
        row.getInt("partitions"),
        state(row),
        row.getString("override_reason"),
        row.getObject("qualified") == null ? null : qualified,
        row.getInt("executions"),
        row.getObject("chunk_size", Integer.class),
        Times.read(row, "doubt_since"),
        requireNonNull(Times.read(row, "started_at")),
        row.getObject("messages_per_second", Long.class),
        row.getObject("without_zone", Long.class),
        row.getObject("rows_without_id", Long.class),
        Times.read(row, "pruned_at"));
  }
}
