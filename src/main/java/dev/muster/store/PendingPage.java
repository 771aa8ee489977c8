package dev.muster.store;

/**
 * The next pending members of a run, as SQL. Its conditions are those by which {@code
 * muster_gated_member} finds that no gate has kept a member, and {@code muster_fate} that no
 * outcome tells of it: in words by which PostgreSQL foresees that the first few of an index will
 * do. The parameters: the run's key, the first and the last position, the latest due time, how
 * many.
 */
final class PendingPage {
  private static final String BEHIND_ALL = String.valueOf(Long.MAX_VALUE);

  /** Of H2 the order, and a column that is not the index's, have it read one entry of that. */
  private static final String NEXT_STRETCH =
      """
      (
          select p.first_position
          from muster_outcome p
          where p.run_id = m.run_id and p.due_at = m.due_at and p.deferred_in = m.deferred_in
            and p.last_position >= m.position
          order by p.run_id, p.due_at, p.deferred_in, p.last_position
          fetch first row only
      )\
      """;

  /** Of members of whom no outcome tells yet. */
  static final String OF_UNTOLD = page(BEHIND_ALL, "");

  /** Of any. */
  static final String OF_ALL =
      page(
          "coalesce(%s, %s)".formatted(NEXT_STRETCH, BEHIND_ALL),
          "and coalesce(%s, m.position + 1) > m.position".formatted(NEXT_STRETCH));

  private PendingPage() {}

  private static String page(String before, String untold) {
    return """
    select m.position, m.user_id, m.recipient, m.anonymous, m.due_at, m.deferred_in,
           m.timezone, cast(m.constant as varchar) as constant,
           m.trigger_event, m.trigger_instant, %s as before
    from muster_member m
    left join muster_limit l on l.run_id = m.run_id
    where m.run_id = ? and m.position between ? and ? and m.%s and m.due_at <= ?
      and (l.last_rank is null or (m.cap_rank, m.user_id) <= (l.last_rank, l.last_user_id))
      and (l.due_until is null or (m.missed is null and m.due_at <= l.due_until))
      %s
    order by m.position
    limit ?
    """
        .formatted(before, Verdicts.PENDING, untold);
  }
}
