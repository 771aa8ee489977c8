package dev.muster.store;

import dev.muster.gate.Verdict;

/**
 * How many members of a run have each verdict, as SQL: those whom gates kept, and those of whom
 * outcomes tell, as many as these say themselves; whoever is left is pending, or waits. No member
 * is looked up among the outcomes.
 */
final class VerdictCounts {
  /** Columns {@code verdict} and {@code users}; three parameters, the run's key each. */
  static final String OF_RUN =
      """
      select verdict, sum(users) as users
      from (
          select coalesce(kept, case when due_at > due_until then %1$s else %2$s end) as verdict,
                 count(*) as users
          from muster_gated_member
          where run_id = ?
          group by coalesce(kept, case when due_at > due_until then %1$s else %2$s end)
          union all
          select verdict, users from muster_outcome where run_id = ?
          union all
          select case when o.due_at > l.due_until then %1$s else %2$s end, -o.users
          from muster_outcome o
          left join muster_limit l on l.run_id = o.run_id
          where o.run_id = ?
      ) counted
      group by verdict
      having sum(users) <> 0
      """
          .formatted(Verdicts.word(Verdict.WAITING), Verdicts.word(Verdict.PENDING));

  private VerdictCounts() {}
}
