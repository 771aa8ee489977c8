package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Opening;
import dev.muster.schedule.UnknownZone;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** When the members of runs may be sent to. */
public final class MemberWindows {
  /** Whether a member came as far as to be due, whatever has become of it then. */
  private static final String CAME_TO_THEIR_TURN =
      "(%s or %s or (%s and decided_at is not null))"
          .formatted(
              Verdicts.WAITING,
              Verdicts.PLAIN.isOneOf(Gate.DELIVERY.verdicts()),
              Verdicts.isIn(Verdict.DISCARDED, Verdict.EXPIRED));

  private final JdbcTemplate jdbc;
  private final MemberLimits limits;

  MemberWindows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.limits = new MemberLimits(jdbc);
  }

  /**
   * The window gate: pending members who have missed their window end so, those who are due later
   * wait.
   */
  public void close(RunKey run, Instant now) {
    limits.dueUntil(run, now);
  }

  /** Waiting members who are due now are pending. */
  public void open(RunKey run, Instant now) {
    limits.extend(run, now);
  }

  /**
   * Pending members wait until a later time, as was decided when they were to be sent to. Their
   * rows say so themselves: they have no end yet.
   *
   * @param execution the number of the execution that puts them off, from 1
   */
  public void defer(
      RunKey run, int execution, Instant until, Instant at, List<Position> positions) {
    jdbc.update(
        "update muster_member set due_at = ?, deferred_in = ?, deferred_at = ? where "
            + Positions.ARE_ASKED_FOR,
        statement -> {
          statement.setObject(1, Times.bind(until));
          statement.setInt(2, execution);
          statement.setObject(3, Times.bind(at));
          new Positions(run, positions).bind(statement, 4);
        });
  }

  /** When the next of the waiting members is due; nothing when none waits. */
  public Optional<Instant> next(RunKey run) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "select min(due_at) as next from muster_fate where run_id = ? and " + Verdicts.WAITING,
            (row, index) -> Times.read(row, "next"),
            run.value()));
  }

  /** When those are due who came as far as that, in order of time. */
  public List<Opening> openings(RunKey run) {
    return jdbc.query(
        """
        select due_at, expires_at, count(*) as users,
               count(case when %s then 1 end) as users_sent_to,
               count(case when %s then 1 end) as users_expired,
               count(case when %s then 1 end) as users_left
        from muster_fate
        where run_id = ? and %s
        group by due_at, expires_at order by due_at, expires_at
        """
            .formatted(
                Verdicts.isIn(Verdict.ACCEPTED, Verdict.REJECTED),
                Verdicts.is(Verdict.EXPIRED),
                Verdicts.isIn(Verdict.WAITING, Verdict.PENDING),
                CAME_TO_THEIR_TURN),
        (row, index) ->
            new Opening(
                requireNonNull(Times.read(row, "due_at")),
                Times.read(row, "expires_at"),
                row.getLong("users"),
                row.getLong("users_sent_to"),
                row.getLong("users_expired"),
                row.getLong("users_left")),
        run.value());
  }

  /**
   * How many users of an opening live in a zone.
   *
   * @param zone its name, or null for those of whom no known zone is known
   */
  public record OpeningZone(
      Instant dueAt, @Nullable Instant expiresAt, @Nullable String zone, long users) {

    /** Whether it is of that opening. */
    public boolean isOf(Instant due, @Nullable Instant expires) {
      return dueAt.equals(due) && Objects.equals(expiresAt, expires);
    }
  }

  /** Where those of {@link #openings} live, by opening, most users first, then by name. */
  public List<OpeningZone> openingZones(RunKey run) {
    return jdbc.query(
        """
        select due_at, expires_at, timezone, count(*) as users
        from muster_fate
        where run_id = ? and %s
        group by due_at, expires_at, timezone
        order by due_at, expires_at, users desc, timezone nulls last
        """
            .formatted(CAME_TO_THEIR_TURN),
        (row, index) ->
            new OpeningZone(
                requireNonNull(Times.read(row, "due_at")),
                Times.read(row, "expires_at"),
                row.getString("timezone"),
                row.getLong("users")),
        run.value());
  }

  /**
   * Counts those who live in no zone that is known, and keeps the number with the run, and the
   * commonest spellings.
   */
  public void countZones(RunKey run) {
    jdbc.update(
        """
        update muster_run set without_zone = (
            select count(*) from muster_member where run_id = ? and timezone is null)
        where id = ?
        """,
        run.value(),
        run.value());
    jdbc.update("delete from muster_unknown_zone where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_unknown_zone (run_id, zone, users)
        select run_id, unknown_zone, count(*) from muster_member
        where run_id = ? and unknown_zone is not null
        group by run_id, unknown_zone order by count(*) desc, unknown_zone limit ?
        """,
        run.value(),
        UnknownZone.MOST_SHOWN);
  }

  /** The commonest spellings of zones that are not known, most users first, then by spelling. */
  public List<UnknownZone> unknownZones(RunKey run) {
    return jdbc.query(
        "select zone, users from muster_unknown_zone where run_id = ? order by users desc, zone",
        (row, index) -> new UnknownZone(row.getString("zone"), row.getLong("users")),
        run.value());
  }
}
