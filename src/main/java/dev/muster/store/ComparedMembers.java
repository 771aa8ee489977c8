package dev.muster.store;

import static java.util.stream.Collectors.joining;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.schedule.AgainRule;
import dev.muster.schedule.FrequencyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * With whom of its control group the reached users of a run are compared: those who would have come
 * as far as its cap. Else the sides would differ in more than whether they were sent to, as in who
 * was reached before. The ledger of {@link Contacts} has them beside whom runs have reached.
 */
public final class ComparedMembers {
  private final JdbcTemplate jdbc;
  private final MemberDrops drops;

  ComparedMembers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.drops = new MemberDrops(jdbc);
  }

  /**
   * Puts the control group, which is complete, through the gates behind it: who has no id, whom a
   * rule leaves alone and who has missed the window is not compared.
   *
   * @param again for which a user counts as reached by the runs in which they were compared, too
   * @param frequency that of the account, or null where none holds
   */
  public void find(Run run, AgainRule again, @Nullable FrequencyRule frequency) {
    forget(run.key());
    var kept = new ArrayList<PositionsQuery>();
    if (!again.always()) {
      kept.addAll(
          drops.reached(
              run, again, AskedMembers.OF_CONTROL_GROUP, ReachedQuery.REACHED_OR_COMPARED));
    }
    if (frequency != null) {
      kept.addAll(drops.frequent(run, frequency, AskedMembers.OF_CONTROL_GROUP));
    }
    var compared =
        jdbc.update(
            insert(kept),
            statement -> {
              statement.setLong(1, run.key().value());
              var next = 2;
              for (var query : kept) {
                next = query.parameters().set(statement, next);
              }
              statement.setLong(next, run.key().value());
            });
    jdbc.update("update muster_run set compared = ? where id = ?", compared, run.key().value());
  }

  /** Of those who are found by no question; of a join, PostgreSQL would hold all against all. */
  private static String insert(List<PositionsQuery> kept) {
    return """
    insert into muster_contact (campaign, user_id, due_at, run_id, rehearsal, reached_at, how)
    select r.campaign, compared.user_id, compared.due_at, r.id, r.rehearsal, compared.due_at, '%s'
    from muster_run r
    cross join (
        select max(user_id) as user_id, max(due_at) as due_at
        from (
            select position, user_id, due_at, 0 as is_kept from %s
            %s
        ) members_and_kept
        group by position
        having max(is_kept) = 0
    ) compared
    where r.id = ?
    order by compared.user_id
    """
        .formatted(
            Contacts.COMPARED,
            AskedMembers.OF_CONTROL_GROUP.from(),
            kept.stream().map(ComparedMembers::kept).collect(joining()));
  }

  private static String kept(PositionsQuery query) {
    return """
    union all
    select position, cast(null as varchar), cast(null as timestamp with time zone), 1
    from (
        %s
    ) kept
    """
        .formatted(query.sql());
  }

  /** Forgets them, so that the audience can be evaluated again. */
  public void forget(RunKey run) {
    jdbc.update(
        "delete from muster_contact c where run_id = ? and not (%s)"
            .formatted(ReachedQuery.REACHED),
        run.value());
    jdbc.update("update muster_run set compared = null where id = ?", run.value());
  }

  /**
   * Forgets them where the run, which has ended for good, has reached nobody whom they could be
   * compared with: a later run is not to leave them alone for it. Not of a live campaign's: each of
   * its triggers is compared with those of all its runs.
   */
  public void forgetUnlessReached(RunKey run) {
    // Asked first: within the deletion, H2 would ask anew for every row.
    if (mayBeCompared(run)) {
      return;
    }
    var forgotten = jdbc.update("delete from muster_contact where run_id = ?", run.value());
    if (forgotten > 0) {
      jdbc.update("update muster_run set compared = 0 where id = ?", run.value());
    }
  }

  private boolean mayBeCompared(RunKey run) {
    return jdbc.query(
            """
            select 1 from muster_run r
            where r.id = ?
              and (r.live or exists (select 1 from muster_contact c where c.run_id = r.id and %s))
            """
                .formatted(ReachedQuery.REACHED),
            (_, _) -> true,
            run.value())
        .contains(true);
  }

  /**
   * How many there are; nothing where nobody has looked: before the gates closed, without a control
   * group, and in runs of earlier versions.
   */
  public OptionalLong count(RunKey run) {
    return jdbc
        .query(
            "select compared from muster_run where id = ? and compared is not null",
            (row, _) -> row.getLong("compared"),
            run.value())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Whether a user is one of them, as long as that is known. */
  public boolean has(Run run, UserId user) {
    return !jdbc.query(
            """
            select 1 from muster_contact c
            where c.campaign = ? and c.user_id = ? and c.run_id = ? and not (%s)
            """
                .formatted(ReachedQuery.REACHED),
            statement -> {
              statement.setString(1, run.id().campaign().value());
              statement.setString(2, user.value());
              statement.setLong(3, run.key().value());
            },
            (_, _) -> true)
        .isEmpty();
  }
}
