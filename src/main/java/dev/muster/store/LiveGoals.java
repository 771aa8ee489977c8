package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.store.LiveTriggers.Of;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
   * @param gone how many were removed
   */
  public record Period(@Nullable String goal, Instant from, Instant until, long gone) {
    /** All there are. */
    public static final Period EVER = new Period(null, Instant.MIN, Instant.MAX, 0);
  }

  /** Which goal the latest run was planned with, in words; null for none. */
  public @Nullable String latest(Of of) {
    var periods = of(of);
    return periods.isEmpty() ? null : periods.getLast().goal();
  }

  /** From a run on, which the caller's transaction has planned, runs have another goal. */
  public void begin(Of of, Instant asOf, @Nullable String goal) {
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
    record Begun(Instant since, @Nullable String goal, long gone) {}
    var begun =
        jdbc.sql(
                """
                select since, goal, gone from muster_live_goal
                where campaign = :campaign and rehearsal = :rehearsal
                order by since
                """)
            .param("campaign", of.campaign().value())
            .param("rehearsal", of.rehearsal())
            .query((row, _) ->
                new Begun(
                    requireNonNull(Times.read(row, "since")),
                    row.getString("goal"),
                    row.getLong("gone")))
            .list();
    var periods = new ArrayList<Period>();
    for (var i = 0; i < begun.size(); i++) {
      periods.add(
          new Period(
              begun.get(i).goal(),
              begun.get(i).since(),
              i + 1 < begun.size() ? begun.get(i + 1).since() : Instant.MAX,
              begun.get(i).gone()));
    }
    return periods;
  }
}
