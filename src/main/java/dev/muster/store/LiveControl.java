package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.UserTriggers.Earlier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The control group's triggers of live campaigns with which those are compared that were sent: the
 * ledger of {@link Contacts} has them, as it has the users of past behaviour's. Some are to be
 * tested again at their own moment, as those are that are sent.
 */
public final class LiveControl {
  private final JdbcTemplate jdbc;

  LiveControl(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A trigger of the control group that came as far as being sent would have come. */
  public record Compared(Position position, UserId user, Instant dueAt) {}

  /**
   * Adds some of a run, in the transaction that takes them up.
   *
   * @param toTest whether they are tested again at their moment
   */
  public void add(Run run, List<Compared> triggers, boolean toTest) {
    var batch = Math.max(triggers.size(), 1);
    jdbc.batchUpdate(
        """
        insert into muster_contact
            (campaign, user_id, due_at, run_id, rehearsal, reached_at, how)
        select r.campaign, asked.user_id, asked.due_at, r.id, r.rehearsal, asked.due_at, '%s'
        from (
            select cast(? as varchar) as user_id, cast(? as timestamp with time zone) as due_at,
                   cast(? as bigint) as run_id
        ) asked
        join muster_run r on r.id = asked.run_id
        where not exists (
            select 1 from muster_contact c
            where c.campaign = r.campaign and c.user_id = asked.user_id
              and c.due_at = asked.due_at and c.run_id = r.id)
        """
            .formatted(Contacts.COMPARED),
        triggers,
        batch,
        (row, each) -> {
          row.setString(1, each.user().value());
          row.setObject(2, Times.bind(each.dueAt()));
          row.setLong(3, run.key().value());
        });
    if (toTest) {
      jdbc.batchUpdate(
          """
          insert into muster_live_control (run_id, position, campaign, rehearsal, due_at)
          values (?, ?, ?, ?, ?)
          """,
          triggers,
          batch,
          (row, each) -> {
            row.setLong(1, run.key().value());
            row.setLong(2, each.position().value());
            row.setString(3, run.id().campaign().value());
            row.setBoolean(4, run.isRehearsal());
            row.setObject(5, Times.bind(each.dueAt()));
          });
    }
  }

  /** How many triggers of a run are compared; 0 where there is a control group, and none is. */
  public void counted(RunKey run, long triggers) {
    jdbc.update("update muster_run set compared = ? where id = ?", triggers, run.value());
  }

  /**
   * For which triggers of a campaign some users of the control group are compared, by when they
   * were due.
   *
   * @param since earlier ones do not matter; {@link Instant#MIN} for all
   */
  public List<Earlier> compared(Of of, List<UserId> users, Instant since) {
    var compared = new ArrayList<Earlier>();
    jdbc.query(
        """
        select c.user_id, c.due_at
        from unnest(cast(? as varchar array)) as asked (user_id)
        join muster_contact c on c.user_id = asked.user_id
        where c.campaign = ? and (not c.rehearsal or ?) and c.how = '%s' and c.due_at >= ?
        """
            .formatted(Contacts.COMPARED),
        statement -> {
          statement.setArray(
              1,
              statement
                  .getConnection()
                  .createArrayOf("varchar", users.stream().map(UserId::value).toArray()));
          statement.setString(2, of.campaign().value());
          statement.setBoolean(3, of.rehearsal());
          statement.setObject(4, Times.bindLimit(since));
        },
        row -> {
          compared.add(
              new Earlier(
                  new UserId(row.getString("user_id")), requireNonNull(Times.read(row, "due_at"))));
        });
    return compared;
  }

  /**
   * A trigger of the control group whose moment has come.
   *
   * @param occurredAt when its event happened
   */
  public record ToTest(
      RunKey run,
      Position position,
      UserId user,
      Instant dueAt,
      Instant occurredAt,
      @Nullable String constant) {}

  /** The next ones of a campaign that are due at a moment or before it. */
  public List<ToTest> toTest(Of of, Instant asOf, int limit) {
    return jdbc.query(
        """
        select t.run_id, t.position, m.user_id, t.due_at, e.occurred_at,
               cast(m.constant as varchar) as constant
        from (
            select run_id, position, due_at from muster_live_control
            where campaign = ? and rehearsal = ? and due_at <= ?
            order by due_at, run_id, position
            limit ?
        ) t
        join muster_member m on m.run_id = t.run_id and m.position = t.position
        join muster_trigger e on e.run_id = t.run_id and e.position = t.position
        """,
        (row, _) ->
            new ToTest(
                new RunKey(row.getLong("run_id")),
                new Position(row.getLong("position")),
                new UserId(row.getString("user_id")),
                requireNonNull(Times.read(row, "due_at")),
                requireNonNull(Times.read(row, "occurred_at")),
                row.getString("constant")),
        of.campaign().value(),
        of.rehearsal(),
        Times.bind(asOf),
        limit);
  }

  /** Some were tested; those that have lapsed would not have been sent, and are not compared. */
  public void tested(List<ToTest> all, List<ToTest> lapsed) {
    jdbc.batchUpdate(
        "delete from muster_live_control where run_id = ? and position = ?",
        all,
        Math.max(all.size(), 1),
        (row, each) -> {
          row.setLong(1, each.run().value());
          row.setLong(2, each.position().value());
        });
    jdbc.batchUpdate(
        "delete from muster_contact where run_id = ? and due_at = ? and user_id = ? and how = '%s'"
            .formatted(Contacts.COMPARED),
        lapsed,
        Math.max(lapsed.size(), 1),
        (row, each) -> {
          row.setLong(1, each.run().value());
          row.setObject(2, Times.bind(each.dueAt()));
          row.setString(3, each.user().value());
        });
    jdbc.batchUpdate(
        "update muster_run set compared = compared - 1 where id = ?",
        lapsed,
        Math.max(lapsed.size(), 1),
        (row, each) -> row.setLong(1, each.run().value()));
  }
}
