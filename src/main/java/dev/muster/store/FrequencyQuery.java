package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Finds the members of a run whom too many other runs have reached, or have a place for: by their
 * positions. It asks of members who are due within some time, for whom acceptances count from one
 * moment on.
 *
 * @param sameTime the run that is planned for the same time: itself, but for one that is only
 *     looked at
 * @param dueAfter they are due later than this
 * @param dueUntil and no later than this
 * @param since from when on acceptances count
 * @param messages how many runs are too many
 */
record FrequencyQuery(
    Run run,
    RunKey sameTime,
    AskedMembers among,
    Instant dueAfter,
    Instant dueUntil,
    Instant since,
    int messages) {
  private static final String OTHERS = "other.id not in (?, ?) and (not other.rehearsal or ?)";

  /** Those of live campaigns that were pruned whole; three parameters. */
  private static final String FROM_GONE =
      """
      select c.user_id, c.times
      from muster_gone_run other
      join muster_contact c on c.run_id = other.run_id
      where (not other.rehearsal or ?) and other.ended_at >= ? and c.reached_at >= ? and %s
      """
          .formatted(ReachedQuery.REACHED);

  /** Of such runs, named {@code other}, the ledger may not know all yet, and others have places. */
  static final String HAS_PLACES =
      "other.status in %s and exists (select 1 from muster_gate g where g.run_id = other.id)"
          .formatted(RunWords.UNFINISHED);

  /** A member of one of them, named {@code f}, who has a place. */
  static final String HAS_PLACE =
      Verdicts.of("f").isOneOf(List.of(Verdict.PENDING, Verdict.WAITING));

  /** A member of one of them, named {@code f}, who was reached; one parameter, since when. */
  static final String WAS_REACHED =
      "(%s and f.decided_at >= ?)".formatted(Verdicts.of("f").isOneOf(List.of(Verdict.ACCEPTED)));

  /** Of a run that ended before, nobody was reached since. */
  private static final String FROM_LEDGER =
      """
      select c.user_id, c.times
      from muster_run other
      join muster_contact c on c.run_id = other.id
      where %s and other.status not in %s and other.ended_at >= ? and c.reached_at >= ?
        and %s
      """
          .formatted(OTHERS, RunWords.UNFINISHED, ReachedQuery.REACHED);

  private static final String FROM_UNFINISHED =
      """
      select f.user_id, 1
      from muster_run other
      join muster_fate f on f.run_id = other.id
      where %s and %s and (%s or %s)
      """
          .formatted(OTHERS, HAS_PLACES, HAS_PLACE, WAS_REACHED);

  /** The question. */
  PositionsQuery asked() {
    return new PositionsQuery(sql(), this::bind);
  }

  private String sql() {
    return """
    select max(position) as position from (
        select user_id, position, 0 as often
        from %s and due_at > ? and due_at <= ?
        union all
        select user_id, cast(null as bigint), 1 from (
            %s
            union all
            %s
            union all
            %s
        ) contacts
        group by user_id
        having sum(times) >= ?
    ) members_and_contacts
    group by user_id
    having max(position) is not null and max(often) = 1
    """
        .formatted(among.from(), FROM_LEDGER, FROM_UNFINISHED, FROM_GONE);
  }

  private int bind(PreparedStatement statement, int first) throws SQLException {
    var since = Times.bindLimit(this.since);
    statement.setLong(first, run.key().value());
    statement.setObject(first + 1, Times.bindLimit(dueAfter));
    statement.setObject(first + 2, Times.bindLimit(dueUntil));
    others(statement, first + 3);
    statement.setObject(first + 6, since);
    statement.setObject(first + 7, since);
    others(statement, first + 8);
    statement.setObject(first + 11, since);
    statement.setBoolean(first + 12, run.isRehearsal());
    statement.setObject(first + 13, since);
    statement.setObject(first + 14, since);
    statement.setInt(first + 15, messages);
    return first + 16;
  }

  private void others(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, run.key().value());
    statement.setLong(first + 1, sameTime.value());
    statement.setBoolean(first + 2, run.isRehearsal());
  }
}
