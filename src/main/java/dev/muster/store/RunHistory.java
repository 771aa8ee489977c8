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
  /** A statement takes so many parameters, and more. */
  private static final int PORTION = 1_000;

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
              .param("before", Times.bindLimit(after.plannedAt()))
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
        .param("from", Times.bindLimit(from))
        .param("until", Times.bindLimit(until))
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

  /** The latest run of a campaign that was launched, if any was. */
  public Optional<Run> lastLaunched(CampaignId campaign) {
    return jdbc.sql(
            """
            select * from muster_run
            where not live and campaign = :campaign and status <> :missed
            order by planned_at desc
            limit 1
            """)
        .param("campaign", campaign.value())
        .param("missed", RunStatus.MISSED.key())
        .query(Runs::read)
        .optional();
  }

  /**
   * Campaigns that have runs: each is the next in an index, however many runs there are between.
   */
  public List<CampaignId> campaigns() {
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

  /**
   * Runs of live campaigns, but for rehearsals, that have not ended, and wait for no window that
   * opens after an instant; the earliest as-of first. Thousands may wait.
   */
  public List<Run> unfinishedLive(Instant due) {
    return jdbc.sql(
            """
            select * from muster_run
            where live and not rehearsal and status in %s
              and (status <> :waiting or next_window_at <= :due)
            order by planned_at, campaign
            """
                .formatted(RunWords.UNFINISHED))
        .param("waiting", RunStatus.WAITING.key())
        .param("due", Times.bind(due))
        .query(Runs::read)
        .list();
  }

  /** Those who wait in runs of live campaigns, but for rehearsals, as these have ended last. */
  public Map<CampaignId, Long> waitingLive() {
    var waiting = new HashMap<CampaignId, Long>();
    jdbc.sql(
            """
            select r.campaign, sum(u.users) as users
            from muster_run r join muster_result_users u on u.run_id = r.id
            where r.live and not r.rehearsal and r.status = :waiting and u.verdict = :waiting
            group by r.campaign
            """)
        .param("waiting", RunStatus.WAITING.key())
        .query(row -> {
          waiting.put(new CampaignId(row.getString("campaign")), row.getLong("users"));
        });
    return waiting;
  }

  /**
   * Those who wait in runs of a live campaign.
   *
   * @param first the earliest instant that one of these runs waits for
   * @param users of all of these runs, whenever each is due
   */
  public record WaitingOfLive(CampaignId campaign, Instant first, long users) {}

  /**
   * Of such runs, but for rehearsals, that wait for an instant within a time: one for each
   * campaign, the earliest first. Thousands may wait, each for an instant of its own.
   *
   * @param until before this
   */
  public List<WaitingOfLive> waitingOfLive(Instant from, Instant until) {
    return jdbc.sql(
            """
            select r.campaign, min(r.next_window_at) as first_at, sum(u.users) as users
            from muster_run r join muster_result_users u on u.run_id = r.id
            where r.live and not r.rehearsal and r.status = :waiting and u.verdict = :waiting
              and r.next_window_at >= :from and r.next_window_at < :until
            group by r.campaign
            order by first_at, r.campaign
            """)
        .param("waiting", RunStatus.WAITING.key())
        .param("from", Times.bind(from))
        .param("until", Times.bind(until))
        .query((row, _) ->
            new WaitingOfLive(
                new CampaignId(row.getString("campaign")),
                requireNonNull(Times.read(row, "first_at")),
                row.getLong("users")))
        .list();
  }

  /** Where the users of runs ended, as it was written down last; a run without has no entry. */
  public Map<RunKey, Map<Verdict, Long>> users(Collection<Run> runs) {
    var users = new HashMap<RunKey, Map<Verdict, Long>>();
    var keys = runs.stream().map(run -> run.key().value()).toList();
    for (var from = 0; from < keys.size(); from += PORTION) {
      jdbc.sql("select run_id, verdict, users from muster_result_users where run_id in (:runs)")
          .param("runs", keys.subList(from, Math.min(from + PORTION, keys.size())))
          .query(row -> {
            users
                .computeIfAbsent(
                    new RunKey(row.getLong("run_id")), _ -> new EnumMap<>(Verdict.class))
                .put(Verdict.of(row.getString("verdict")), row.getLong("users"));
          });
    }
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
      jdbc.sql(
              """
              select ended_at from muster_run
              where not live and status = :completed and campaign = :campaign
                and ended_at is not null
              order by ended_at desc
              limit 1
              """)
          .param("completed", RunStatus.COMPLETED.key())
          .param("campaign", campaign.value())
          .query((row, index) -> requireNonNull(Times.read(row, "ended_at")))
          .optional()
          .ifPresent(ended -> successes.put(campaign, ended));
    }
    return successes;
  }
}
