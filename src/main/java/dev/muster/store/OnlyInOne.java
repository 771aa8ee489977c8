package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The users who are members of a run and not of another one, each of them once in a run; of live
 * campaigns the triggers that are. No statement here looks somebody up once a member: both may have
 * only just been written.
 */
public final class OnlyInOne {
  private final JdbcTemplate jdbc;
  private final RunKey run;
  private final RunKey other;

  OnlyInOne(JdbcTemplate jdbc, RunKey run, RunKey other) {
    this.jdbc = jdbc;
    this.run = run;
    this.other = other;
  }

  /** How many of them have each verdict; verdicts that nobody has are left out. */
  public Map<Verdict, Long> verdicts() {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    jdbc.query(
        """
        select verdict, count(*) as users
        from (
            select max(verdict) as verdict
            from (
                select user_id, trigger_event, verdict from muster_fate where run_id = ?
                union all
                select user_id, trigger_event, cast(null as varchar)
                from muster_member where run_id = ?
            ) of_both
            group by user_id, trigger_event
            having count(*) = 1 and count(verdict) = 1
        ) only_in_one
        group by verdict
        """,
        row -> {
          counts.put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        },
        run.value(),
        other.value());
    return counts;
  }

  /** Where they stand in the run, in order. */
  public List<Position> positions() {
    return jdbc.query(
        """
        select max(position) as position
        from (
            select user_id, trigger_event, position from muster_member where run_id = ?
            union all
            select user_id, trigger_event, cast(null as bigint) from muster_member where run_id = ?
        ) of_both
        group by user_id, trigger_event
        having count(*) = 1 and count(position) = 1
        order by max(position)
        """,
        (row, _) -> new Position(row.getLong("position")),
        run.value(),
        other.value());
  }

  /** The first of them by their ids. */
  public List<UserId> first(int most) {
    return jdbc.query(
        """
        select distinct user_id
        from (
            select user_id
            from (
                select user_id, trigger_event, 1 as here from muster_member where run_id = ?
                union all
                select user_id, trigger_event, 0 from muster_member where run_id = ?
            ) of_both
            group by user_id, trigger_event
            having count(*) = 1 and sum(here) = 1
        ) only_in_one
        order by user_id
        limit ?
        """,
        (row, _) -> new UserId(row.getString("user_id")),
        run.value(),
        other.value(),
        most);
  }
}
