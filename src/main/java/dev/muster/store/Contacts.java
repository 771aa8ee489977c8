package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger of contacts: whom the runs of a campaign have reached, each user of a run once, and
 * whom of their control groups these are compared with. They are entered with the outcomes that
 * tell of them; those of a live campaign's run when its execution ends, as several members may make
 * one contact: what such a run has done since is not in it yet.
 */
public final class Contacts {
  /** Of whom nobody knows: the worker died over them, and the run was abandoned. */
  static final String POSSIBLY = "possibly";

  static final String ACCEPTED = "accepted";

  /** Of the control group: nobody has sent to them, and who was reached is compared with them. */
  static final String COMPARED = "compared";

  private static final String INSERT =
      """
      insert into muster_contact (campaign, user_id, due_at, run_id, rehearsal, reached_at, how, times)
      select r.campaign, reached.user_id, reached.due_at, r.id, r.rehearsal,
             coalesce(reached.decided_at, r.doubt_since, reached.due_at), '%s', reached.times
      from muster_run r
      cross join (
          %s
      ) reached
      where r.id = ? %s
      order by reached.user_id
      %s
      """;

  private static final String FROM_FATES =
      """
      select user_id, due_at, min(decided_at) as decided_at, count(*) as times
      from muster_fate
      where run_id = ? and %s
      group by user_id, due_at
      """;

  /**
   * From the outcomes to the members that they tell of, which for all is faster than the other way
   * round. Each outcome by itself: of a join, PostgreSQL would hold every member against all.
   */
  private static final String FROM_OUTCOMES =
      """
      select m.user_id, m.due_at, min(o.decided_at) as decided_at, count(*) as times
      from muster_outcome o
      cross join lateral (
          select user_id, due_at
          from muster_gated_member
          where run_id = o.run_id and position between o.first_position and o.last_position
            and due_at = o.due_at and deferred_in = o.deferred_in and kept is null
          offset 0
      ) m
      where o.run_id = ? and o.%s
      group by m.user_id, m.due_at
      """
          .formatted(Verdicts.ACCEPTED);

  /**
   * Leaves out who is in it, as after an earlier execution of the run: at its first end this would
   * take a third of the time for nothing. Asked for those, PostgreSQL would go through all of the
   * run's contacts for each member: it knows nothing yet of contacts that have just been written.
   */
  private static final String ON_CONFLICT =
      """
      on conflict (campaign, user_id, due_at, run_id) do update set times = excluded.times
      where muster_contact.times < excluded.times
      """;

  private static final String NOT_EXISTS =
      """
      and not exists (
          select 1 from muster_contact c
          where c.campaign = r.campaign and c.user_id = reached.user_id
            and c.due_at = reached.due_at and c.run_id = r.id)
      """;

  /** Members whom one outcome tells of, who are users of a run that has each user once. */
  private static final String WITH_OUTCOME =
      """
      insert into muster_contact (campaign, user_id, due_at, run_id, rehearsal, reached_at, how)
      select r.campaign, m.user_id, m.due_at, r.id, r.rehearsal, ?, '%s'
      from muster_run r
      join muster_gated_member m on m.run_id = r.id
      where r.id = ? and m.position between ? and ? and m.due_at = ? and m.deferred_in = ?
        and m.kept is null
      order by m.user_id
      """
          .formatted(ACCEPTED);

  private final JdbcTemplate jdbc;
  private final DatabaseType databaseType;

  Contacts(JdbcTemplate jdbc, DatabaseType databaseType) {
    this.jdbc = jdbc;
    this.databaseType = databaseType;
  }

  /** Adds whom outcomes tell of that are appended in this transaction; nobody is one before. */
  void addWith(RunKey run, List<Outcomes.Alike> outcomes) {
    jdbc.batchUpdate(
        WITH_OUTCOME,
        outcomes,
        Math.max(outcomes.size(), 1),
        (row, told) -> {
          row.setObject(1, Times.bind(told.end().at()));
          row.setLong(2, run.value());
          row.setLong(3, told.first());
          row.setLong(4, told.last());
          row.setObject(5, Times.bind(told.gap().dueAt()));
          row.setInt(6, told.gap().deferredIn());
        });
  }

  /**
   * Adds whom a run has reached so far and who were not added with their outcomes, in the
   * transaction that ends its execution.
   */
  void addAccepted(RunKey run) {
    if (areAllAdded(run)) {
      return;
    }
    add(
        run,
        ACCEPTED,
        switch (databaseType) {
          case POSTGRESQL -> FROM_OUTCOMES;
          case H2 -> FROM_FATES.formatted(Verdicts.ACCEPTED);
        });
  }

  /** Adds those who may have been sent to by a run that was abandoned, as it will never tell. */
  public void addPossiblyReached(RunKey run) {
    add(run, POSSIBLY, FROM_FATES.formatted("possibly_reached"));
  }

  private void add(RunKey run, String how, String reached) {
    var insert = INSERT.formatted(how, reached, "", "");
    if (hasAny(run)) {
      insert =
          switch (databaseType) {
            case POSTGRESQL -> INSERT.formatted(how, reached, "", ON_CONFLICT);
            case H2 -> INSERT.formatted(how, reached, NOT_EXISTS, "");
          };
    }
    jdbc.update(insert, run.value(), run.value());
  }

  private boolean areAllAdded(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select not exists (
                select 1 from muster_outcome where run_id = ? and %s and not in_ledger)
            """
                .formatted(Verdicts.ACCEPTED),
            Boolean.class,
            run.value()));
  }

  private boolean hasAny(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select exists (select 1 from muster_contact c where run_id = ? and %s)"
                .formatted(ReachedQuery.REACHED),
            Boolean.class,
            run.value()));
  }

  /** How many users of a run are in it. */
  long count(RunKey run) {
    return count(run, StillAsked.dueSince(Instant.MIN));
  }

  /** How many of them may still be asked for. */
  long count(RunKey run, StillAsked asked) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) from muster_contact c
            where run_id = ? and (due_at >= ? or (reached_at >= ? and %s))
            """
                .formatted(ReachedQuery.REACHED),
            Long.class,
            run.value(),
            Times.bindLimit(asked.dueSince()),
            Times.bindLimit(asked.reachedSince())));
  }

  /** Forgets the others of a run; says how many. */
  long forget(RunKey run, StillAsked asked) {
    return jdbc.update(
        """
        delete from muster_contact c
        where run_id = ? and due_at < ? and not (reached_at >= ? and %s)
        """
            .formatted(ReachedQuery.REACHED),
        run.value(),
        Times.bindLimit(asked.dueSince()),
        Times.bindLimit(asked.reachedSince()));
  }
}
