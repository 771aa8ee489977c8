package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the members of a run whom other runs of its campaign have reached too lately: by their
 * positions. All its statements have the same parameters.
 *
 * @param sameTime the run that is planned for the same time: itself, but for one that is only
 *     looked at
 * @param counting which contacts count, as a condition on {@code c}
 */
record ReachedQuery(
    Run run, RunKey sameTime, AskedMembers among, ReachedLimits limits, String counting) {
  /** Contacts, named {@code c}, with whom was sent to. */
  static final String REACHED = "c.how <> '%s'".formatted(Contacts.COMPARED);

  /** All of them, also with whom was only compared with these. */
  static final String REACHED_OR_COMPARED = "true";

  /** Other runs of a campaign whose members may be more than the ledger knows. */
  static final String OTHERS_AT_WORK =
      "other.campaign = ? and other.id not in (?, ?) and (not other.rehearsal or ?)"
          + " and other.status = 'running'";

  private static final String CONTACTS =
      "c.campaign = ? and c.run_id not in (?, ?) and (not c.rehearsal or ?) and c.due_at >= ?";

  /** Whether another run of a campaign has reached anybody who was due since a moment. */
  static final String ANY_CONTACT_DUE =
      """
      select exists (
          select 1 from muster_run other
          where other.campaign = ? and other.id not in (?, ?) and (not other.rehearsal or ?)
            and (
                select 1 from muster_contact c
                where c.run_id = other.id and c.due_at >= ? and %1$s
                fetch first row only
            ) = 1)
      or exists (
          select 1 from muster_gone_run other
          join muster_contact c on c.run_id = other.run_id
          where other.campaign = ? and (not other.rehearsal or ?) and c.due_at >= ? and %1$s)
      """;

  /** Held against the members of runs that are worked on now. */
  PositionsQuery byOthersAtWork() {
    return by(
        """
        select reached.user_id, null, null, reached.due_at
        from muster_run other
        join muster_fate reached on reached.run_id = other.id
        where %s and %s and reached.due_at >= ?
        """
            .formatted(OTHERS_AT_WORK, Verdicts.of("reached").isOneOf(List.of(Verdict.ACCEPTED))));
  }

  /** Held against the ledger of a campaign that is short: it is read once. */
  PositionsQuery byShortLedger() {
    return by(
        "select c.user_id, null, null, c.due_at from muster_contact c where %s"
            .formatted(contacts()));
  }

  /**
   * Held against the ledger through its index, once a member and in the index's order, so that it
   * does not matter how many runs there were. Of a join, PostgreSQL would take the latest contacts
   * for none, and read the whole ledger once a member: it has seen nobody due so late.
   */
  PositionsQuery byLongLedger() {
    return asked(
        """
        select m.position
        from (
            select position, user_id, due_at from %s
            order by user_id
        ) m
        where (
            select 1 from muster_contact c
            where %s and c.user_id = m.user_id and c.due_at >= %s
            fetch first row only
        ) = 1
        """
            .formatted(among.from(), contacts(), limits.sql("m.due_at")));
  }

  private PositionsQuery asked(String sql) {
    return new PositionsQuery(sql, this::bind);
  }

  private String contacts() {
    return CONTACTS + " and " + counting;
  }

  private PositionsQuery by(String others) {
    return asked(
        """
        select max(position) as position from (
            select user_id, position, due_at, cast(null as timestamp with time zone) as reached
            from %s
            union all
            %s
        ) now_and_there
        group by user_id
        having count(position) = 1 and max(reached) >= %s
        """
            .formatted(among.from(), others, limits.sql("max(due_at)")));
  }

  /** Sets the parameters, as {@link PositionsQuery} has it. */
  int bind(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, run.key().value());
    statement.setString(first + 1, run.id().campaign().value());
    statement.setLong(first + 2, run.key().value());
    statement.setLong(first + 3, sameTime.value());
    statement.setBoolean(first + 4, run.isRehearsal());
    statement.setObject(first + 5, Times.bindLimit(limits.least()));
    return limits.bind(statement, first + 6);
  }
}
