package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.store.LiveTriggers.Of;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which goals the runs of live campaigns were planned with, by their as-ofs: these may be too many
 * to look each of them up.
 */
public final class LiveGoals {
  private final JdbcClient jdbc;

  LiveGoals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * As-ofs of runs with one goal.
   *
   * @param goal in words, or null for none
   * @param from the first of them
   * @param until none of them is as late; {@link Instant#MAX} for the latest
   */
  public record Period(@Nullable String goal, Instant from, Instant until) {
    /** All there are. */
    public static final Period EVER = new Period(null, Instant.MIN, Instant.MAX);
  }

  /** A run was planned with a goal; the caller's transaction has planned it. */
  public void keep(Of of, Instant asOf, @Nullable String goal) {
    var periods = of(of);
    if (Objects.equals(goal, periods.isEmpty() ? null : periods.getLast().goal())) {
      return;
    }
    jdbc.sql(
            """
            insert into muster_live_goal (campaign, rehearsal, since, goal)
            values (:campaign, :rehearsal, :since, :goal)
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("since", Times.bind(asOf))
        .param("goal", goal, Types.VARCHAR)
        .update();
  }

  /** The periods of a campaign, oldest first; none before its first goal. */
  public List<Period> of(Of of) {
    record Begun(Instant since, @Nullable String goal) {}
    var begun =
        jdbc.sql(
                """
                select since, goal from muster_live_goal
                where campaign = :campaign and rehearsal = :rehearsal
                order by since
                """)
            .param("campaign", of.campaign().value())
            .param("rehearsal", of.rehearsal())
            .query((row, _) ->
                new Begun(requireNonNull(Times.read(row, "since")), row.getString("goal")))
            .list();
    var periods = new ArrayList<Period>();
    for (var i = 0; i < begun.size(); i++) {
      periods.add(
          new Period(
              begun.get(i).goal(),
              begun.get(i).since(),
              i + 1 < begun.size() ? begun.get(i + 1).since() : Instant.MAX));
    }
    return periods;
  }

  /** The latest run with an as-of in a period whose users are known, if there is any. */
  public Optional<RunKey> latestRun(Of of, Period period) {
    return jdbc.sql(
            """
            select id from muster_run
            where campaign = :campaign and rehearsal = :rehearsal and live and pruned_at is null
              and planned_at >= :from and planned_at < :until
            order by planned_at desc
            fetch first row only
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("from", Times.bindLimit(period.from()))
        .param("until", Times.bindLimit(period.until()))
        .query((row, _) -> new RunKey(row.getLong("id")))
        .optional();
  }
}
