package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.schedule.Opening;
import dev.muster.schedule.UnknownZone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** When the members of runs may be sent to. */
public final class MemberWindows {
  private final JdbcTemplate jdbc;

  MemberWindows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The window gate: pending members who have missed their window end so, those who are due later
   * wait.
   */
  public void close(long run, Instant now) {
    jdbc.update(
        """
        update muster_member set verdict = coalesce(missed, 'waiting')
        where run_id = ? and verdict = 'pending' and (missed is not null or due_at > ?)
        """,
        run,
        Times.bind(now));
  }

  /** Waiting members who are due now are pending. */
  public void open(long run, Instant now) {
    jdbc.update(
        """
        update muster_member set verdict = 'pending'
        where run_id = ? and verdict = 'waiting' and due_at <= ?
        """,
        run,
        Times.bind(now));
  }

  /** Pending members wait until a later time, as was decided when they were to be sent to. */
  public void defer(long run, Instant until, Instant at, List<Long> positions) {
    jdbc.update(
        "update muster_member set verdict = 'waiting', due_at = ?, decided_at = ?"
            + " where verdict = 'pending' and "
            + Positions.ARE_ASKED_FOR,
        statement -> {
          statement.setObject(1, Times.bind(until));
          statement.setObject(2, Times.bind(at));
          new Positions(run, positions).bind(statement, 3);
        });
  }

  /** When the next of the waiting members is due; nothing when none waits. */
  public Optional<Instant> next(long run) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "select min(due_at) as next from muster_member where run_id = ? and verdict = 'waiting'",
            (row, index) -> Times.read(row, "next"),
            run));
  }

  /** When those are due who came as far as that, in order of time. */
  public List<Opening> openings(long run) {
    return jdbc.query(
        """
        select due_at, expires_at, count(*) as users,
               count(case when verdict in ('accepted', 'rejected') then 1 end) as users_sent_to,
               count(case when verdict = 'expired' then 1 end) as users_expired,
               count(case when verdict in ('waiting', 'pending') then 1 end) as users_left
        from muster_member
        where run_id = ?
          and (verdict in ('waiting', 'pending', 'aborted', 'invalid', 'rejected', 'accepted')
               or (verdict in ('discarded', 'expired') and decided_at is not null))
        group by due_at, expires_at order by due_at, expires_at
        """,
        (row, index) ->
            new Opening(
                requireNonNull(Times.read(row, "due_at")),
                Times.read(row, "expires_at"),
                row.getLong("users"),
                row.getLong("users_sent_to"),
                row.getLong("users_expired"),
                row.getLong("users_left")),
        run);
  }

  /**
   * Counts those who live in no zone that is known, and keeps the number with the run, and the
   * commonest spellings.
   */
  public void countZones(long run) {
    jdbc.update(
        """
        update muster_run set without_zone = (
            select count(*) from muster_member where run_id = ? and timezone is null)
        where id = ?
        """,
        run,
        run);
    jdbc.update("delete from muster_unknown_zone where run_id = ?", run);
    jdbc.update(
        """
        insert into muster_unknown_zone (run_id, zone, users)
        select run_id, unknown_zone, count(*) from muster_member
        where run_id = ? and unknown_zone is not null
        group by run_id, unknown_zone order by count(*) desc, unknown_zone limit ?
        """,
        run,
        UnknownZone.MOST_SHOWN);
  }

  /** The commonest spellings of zones that are not known, most users first, then by spelling. */
  public List<UnknownZone> unknownZones(long run) {
    return jdbc.query(
        "select zone, users from muster_unknown_zone where run_id = ? order by users desc, zone",
        (row, index) -> new UnknownZone(row.getString("zone"), row.getLong("users")),
        run);
  }
}
