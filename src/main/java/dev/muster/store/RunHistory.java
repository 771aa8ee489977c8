package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many runs at once, as overviews show them: with what was written down of them as their executions
 * ended, never by their members. Runs of live campaigns are told of by days, and left out but where
 * it is said.
 */
public final class RunHistory {
  private final JdbcClient jdbc;

  RunHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those to be listed.
   *
   * @param campaign only this one's, or null for all
   * @param status only those of this status, or null for all
   */
  public record Which(@Nullable CampaignId campaign, @Nullable RunStatus status) {}

  /**
   * Runs, the newest planned time first.
   *
   * @param after the last one of the page before, or null for the first page
   */
  public List<Run> page(Which which, @Nullable RunId after, int most) {
    var campaign = which.campaign();
    var status = which.status();
    // Only what is asked for, or no index could lead to it.
    var asked =
        (campaign == null ? "" : " and campaign = :campaign")
            + (status == null ? "" : " and status = :status")
            + (after == null
                ? ""
                : """
                 and planned_at <= :before
                and (planned_at < :before or campaign > :after)
                """);
    var statement =
        jdbc.sql(
                """
                select * from muster_run
                where not live%s
                order by planned_at desc, campaign
                limit :most
                """
                    .formatted(asked))
            .param("most", most);
    if (campaign != null) {
      statement = statement.param("campaign", campaign.value());
    }
    if (status != null) {
      statement = statement.param("status", status.key());
    }
    if (after != null) {
      statement =
          statement
              .param("before", Times.bind(after.plannedAt()))
              .param("after", after.campaign().value());
    }
    return statement.query(Runs::read).list();
  }

  /** Runs of a campaign, live or not, planned from one instant on, before another; newest first. */
  public List<Run> between(CampaignId campaign, Instant from, Instant until, int most) {
    return jdbc.sql(
            """
            select * from muster_run
            where campaign = :campaign and planned_at >= :from and planned_at < :until
            order by planned_at desc
            limit :most
            """)
        .param("campaign", campaign.value())
        .param("from", Times.bind(from))
        .param("until", Times.bind(until))
        .param("most", most)
        .query(Runs::read)
        .list();
  }

  /** The latest runs of each campaign, by campaign, and of each the newest first. */
  public List<Run> latest(int ofEach) {
    return campaigns().stream()
        .flatMap(campaign -> page(new Which(campaign, null), null, ofEach).stream())
        .toList();
  }

  /** Those that have runs: each is the next in an index, however many runs there are between. */
  private List<CampaignId> campaigns() {
    var found = new ArrayList<CampaignId>();
    for (var last = Optional.of(""); last.isPresent(); ) {
      last =
          jdbc.sql(
                  """
                  select campaign from muster_run
                  where not live and campaign > :last
                  order by campaign
                  limit 1
                  """)
              .param("last", last.get())
              .query(String.class)
              .optional();
      last.map(CampaignId::new).ifPresent(found::add);
    }
    return found;
  }

  /** Runs that somebody may have to look after: unfinished ones, and what has ended since then. */
  public List<Run> unsettled(Instant since) {
    return jdbc.sql(
            """
            select * from muster_run
            where id in (
                select id from muster_run where not live and status in %s
                union
                select id from muster_run where not live and planned_at >= :since
                union
                select id from muster_run where not live and ended_at >= :since)
            order by planned_at, campaign
            """
                .formatted(RunWords.UNFINISHED))
        .param("since", Times.bind(since))
        .query(Runs::read)
        .list();
  }

  /** Runs of live campaigns that have not ended, the earliest as-of first. */
  public List<Run> unfinishedLive() {
    return jdbc.sql(
            """
            select * from muster_run
            where live and status in %s
            order by planned_at, campaign
            """
                .formatted(RunWords.UNFINISHED))
        .query(Runs::read)
        .list();
  }

  /** Where the users of runs ended, as it was written down last; a run without has no entry. */
  public Map<RunKey, Map<Verdict, Long>> users(Collection<Run> runs) {
    var users = new HashMap<RunKey, Map<Verdict, Long>>();
    if (runs.isEmpty()) {
      return users;
    }
    jdbc.sql("select run_id, verdict, users from muster_result_users where run_id in (:runs)")
        .param("runs", runs.stream().map(run -> run.key().value()).toList())
        .query(row -> {
          users
              .computeIfAbsent(new RunKey(row.getLong("run_id")), _ -> new EnumMap<>(Verdict.class))
              .put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        });
    return users;
  }

  /** How many messages of a run were accepted since then. */
  public long acceptedSince(RunKey run, Instant since) {
    return jdbc.sql(
            """
            select coalesce(sum(accepted), 0) as accepted from muster_request
            where run_id = :run and last_accepted_at >= :since
            """)
        .param("run", run.value())
        .param("since", Times.bind(since))
        .query(Long.class)
        .single();
  }

  /** When the last of a run's messages was accepted, which is about its last checkpoint. */
  public Optional<Instant> lastAccepted(RunKey run) {
    return jdbc.sql("select max(last_accepted_at) as last from muster_request where run_id = :run")
        .param("run", run.value(), Types.BIGINT)
        .query((row, _) -> Optional.ofNullable(Times.read(row, "last")))
        .single();
  }

  /** When the latest run of each campaign that completed has ended. */
  public Map<CampaignId, Instant> lastSuccesses() {
    var successes = new HashMap<CampaignId, Instant>();
    for (var campaign : campaigns()) {
      page(new Which(campaign, RunStatus.COMPLETED), null, 1)
          .forEach(run -> successes.put(campaign, requireNonNull(run.endedAt())));
    }
    return successes;
  }
}
