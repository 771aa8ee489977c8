package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What triggers of live campaigns are held against: what became of earlier ones of the same users,
 * by the ledger, and by the members of unfinished runs.
 */
public final class UserTriggers {
  /** Of a run whose gates are open, a member of whom it is known that no window comes. */
  private static final String NOT_MISSED = " and f.missed is null";

  /**
   * The campaigns of the ledger, each found by the one before it: reading the ledger itself, or all
   * runs, would take longer the longer campaigns run.
   */
  static final String KNOWN =
      """
      with recursive known (campaign) as (
          select min(campaign) from muster_contact
          union all
          select (select min(c.campaign) from muster_contact c where c.campaign > known.campaign)
          from known
          where known.campaign is not null
      )
      """;

  private static final String CONTACTS =
      """
      %s
      select c.user_id, c.reached_at as counts_at, c.times
      from unnest(cast(? as varchar array)) as asked (user_id)
      cross join known
      join muster_contact c on c.campaign = known.campaign and c.user_id = asked.user_id
      where %s and c.reached_at >= ? and (not c.rehearsal or ?)
        and not exists (
            select 1 from muster_run other
            where other.id = c.run_id
              and (other.status in %s or (other.campaign = ? and other.planned_at >= ?)))
        and not exists (
            select 1 from muster_gone_run gone
            where gone.run_id = c.run_id and gone.campaign = ? and gone.planned_at >= ?)
      union all
      select f.user_id, case when f.verdict = '%s' then f.decided_at end, 1
      from unnest(cast(? as varchar array)) as asked (user_id)
      cross join (
          select id, rehearsal from muster_run where id = ?
          union
          select other.id, other.rehearsal from muster_run other
          where %s and (other.campaign <> ? or other.planned_at < ?)
      ) other
      join muster_fate f on f.run_id = other.id and f.user_id = asked.user_id
      where (not other.rehearsal or ?) and ((%s) or %s)
      """
          .formatted(
              KNOWN,
              ReachedQuery.REACHED,
              RunWords.UNFINISHED,
              Verdict.ACCEPTED.key(),
              FrequencyQuery.HAS_PLACES,
              FrequencyQuery.HAS_PLACE + NOT_MISSED,
              FrequencyQuery.WAS_REACHED);

  /** Of a contact, that its run is none of those, whether it is there or gone. */
  private static final String NOT_LEFT_OUT =
      """
      not exists (
          select 1 from muster_known_run l where l.id = c.run_id and l.planned_at >= ?)
      """;

  /** The same where none is: it is not looked for. */
  private static final String LEAVING_NONE_OUT = "cast(? as timestamp with time zone) is not null";

  /** Of a member, that it has taken a place of the cap, if there is one. */
  static final String PLACE_TAKEN = Verdicts.of("f").cameAsFarAs(Gate.WINDOW);

  private final JdbcTemplate jdbc;

  UserTriggers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * When a user was reached, or is to be, for an earlier trigger.
   *
   * @param at the acceptance or the opening, whichever was first
   */
  public record Earlier(UserId user, Instant at) {}

  /**
   * For which triggers of a campaign some users were accepted, or are pending or waiting: by the
   * ledger, and by the members of unfinished runs.
   *
   * @param run the one that asks: its own members count, too
   * @param since earlier ones do not matter; {@link Instant#MIN} for all
   * @param leftOut the campaign's other runs planned from then on do not matter; {@link
   *     Instant#MAX} for none
   */
  public List<Earlier> earlier(
      LiveTriggers.Of of, RunKey run, List<UserId> users, Instant since, Instant leftOut) {
    var earlier = new ArrayList<Earlier>();
    if (users.isEmpty()) {
      return earlier;
    }
    jdbc.query(
        """
        select c.user_id, least(c.reached_at, c.due_at) as counts_at
        from unnest(cast(? as varchar array)) as asked (user_id)
        join muster_contact c on c.user_id = asked.user_id
        where c.campaign = ? and (not c.rehearsal or ?) and %s and c.due_at >= ? and %s
        union all
        select t.user_id,
               case when f.verdict = '%s' then least(f.decided_at, f.due_at) else f.due_at end
        from unnest(cast(? as varchar array)) as asked (user_id)
        join muster_trigger t on t.user_id = asked.user_id
        join muster_run r on r.id = t.run_id
        join muster_fate f on f.run_id = t.run_id and f.position = t.position
        where t.campaign = ? and (not r.rehearsal or ?) and r.status in %s and %s
          and (r.planned_at < ? or r.id = ?)
        """
            .formatted(
                ReachedQuery.REACHED,
                leftOut.equals(Instant.MAX) ? LEAVING_NONE_OUT : NOT_LEFT_OUT,
                Verdict.ACCEPTED.key(),
                RunWords.UNFINISHED,
                Verdicts.of("f")
                        .isOneOf(List.of(Verdict.ACCEPTED, Verdict.PENDING, Verdict.WAITING))
                    + NOT_MISSED),
        statement -> {
          Texts.bindUsers(statement, 1, users);
          statement.setString(2, of.campaign().value());
          statement.setBoolean(3, of.rehearsal());
          statement.setObject(4, Times.bindLimit(since));
          statement.setObject(5, Times.bindLimit(leftOut));
          Texts.bindUsers(statement, 6, users);
          statement.setString(7, of.campaign().value());
          statement.setBoolean(8, of.rehearsal());
          statement.setObject(9, Times.bindLimit(leftOut));
          statement.setLong(10, run.value());
        },
        row -> {
          earlier.add(
              new Earlier(
                  new UserId(row.getString("user_id")),
                  requireNonNull(Times.read(row, "counts_at"))));
        });
    return earlier;
  }

  /**
   * When runs of whatever campaign have reached some users since a moment; those who are to be sent
   * to by unfinished ones, whenever that is, are reached at {@link Instant#MAX}.
   *
   * @param run the one that asks: its own members count, too
   * @param leftOut as for {@link #earlier}, of that run's campaign
   */
  public List<Earlier> contacts(Run run, List<UserId> users, Instant since, Instant leftOut) {
    var contacts = new ArrayList<Earlier>();
    jdbc.query(
        CONTACTS,
        statement -> {
          Texts.bindUsers(statement, 1, users);
          statement.setObject(2, Times.bindLimit(since));
          statement.setBoolean(3, run.isRehearsal());
          statement.setString(4, run.id().campaign().value());
          statement.setObject(5, Times.bindLimit(leftOut));
          statement.setString(6, run.id().campaign().value());
          statement.setObject(7, Times.bindLimit(leftOut));
          Texts.bindUsers(statement, 8, users);
          statement.setLong(9, run.key().value());
          statement.setString(10, run.id().campaign().value());
          statement.setObject(11, Times.bindLimit(leftOut));
          statement.setBoolean(12, run.isRehearsal());
          statement.setObject(13, Times.bindLimit(since));
        },
        row -> {
          var at = Times.read(row, "counts_at");
          var contact =
              new Earlier(new UserId(row.getString("user_id")), at == null ? Instant.MAX : at);
          contacts.addAll(Collections.nCopies(row.getInt("times"), contact));
        });
    return contacts;
  }

  /**
   * A trigger that waits for its opening.
   *
   * @param instant its own
   */
  public record Waiting(
      RunId run, RunKey key, Position position, UserId user, Instant dueAt, Instant instant) {}

  /**
   * The triggers of some users that wait: in unfinished runs of a campaign, that of the key among
   * them, in order of runs and positions.
   */
  public List<Waiting> waiting(LiveTriggers.Of of, List<UserId> users) {
    var waiting = new ArrayList<Waiting>();
    jdbc.query(
        """
        select r.planned_at, f.run_id, f.position, f.user_id, f.due_at, m.trigger_instant
        from unnest(cast(? as varchar array)) as asked (user_id)
        join muster_trigger t on t.user_id = asked.user_id
        join muster_run r on r.id = t.run_id
        join muster_fate f on f.run_id = t.run_id and f.position = t.position
        join muster_member m on m.run_id = t.run_id and m.position = t.position
        where t.campaign = ? and r.rehearsal = ? and r.status in %s and %s
        order by r.planned_at, f.position
        """
            .formatted(RunWords.UNFINISHED, FrequencyQuery.HAS_PLACE + NOT_MISSED),
        statement -> {
          Texts.bindUsers(statement, 1, users);
          statement.setString(2, of.campaign().value());
          statement.setBoolean(3, of.rehearsal());
        },
        row -> {
          waiting.add(
              new Waiting(
                  new RunId(of.campaign(), requireNonNull(Times.read(row, "planned_at"))),
                  new RunKey(row.getLong("run_id")),
                  new Position(row.getLong("position")),
                  new UserId(row.getString("user_id")),
                  requireNonNull(Times.read(row, "due_at")),
                  requireNonNull(Times.read(row, "trigger_instant"))));
        });
    return waiting;
  }

  /**
   * Users of whose triggers delivery has put some off, in runs of a campaign that wait again.
   *
   * @param since when these runs were worked on, at the earliest
   */
  public List<UserId> putOff(LiveTriggers.Of of, Instant since) {
    return jdbc.query(
        """
        select distinct m.user_id
        from muster_run r
        join muster_member m on m.run_id = r.id
        where r.campaign = ? and r.rehearsal = ? and r.status = ? and r.ended_at >= ?
          and m.deferred_at >= ?
        """,
        (row, _) -> new UserId(row.getString("user_id")),
        of.campaign().value(),
        of.rehearsal(),
        RunStatus.WAITING.key(),
        Times.bind(since),
        Times.bind(since));
  }

  /**
   * How many places of a cap the triggers of a campaign's runs have taken.
   *
   * @param planned the runs are planned from then on
   * @param from their instants lie at or after it
   * @param to their instants lie before it
   */
  public long placesTaken(LiveTriggers.Of of, Instant planned, Instant from, Instant to) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select (
                select count(*)
                from muster_run r
                join muster_fate f on f.run_id = r.id
                join muster_member m on m.run_id = f.run_id and m.position = f.position
                where r.campaign = ? and r.rehearsal = ? and r.planned_at >= ?
                  and m.trigger_instant >= ? and m.trigger_instant < ? and %s
            ) + (
                select coalesce(sum(g.given), 0)
                from muster_gone_place g
                where g.campaign = ? and g.rehearsal = ? and g.planned_at >= ?
                  and g.instant >= ? and g.instant < ?
            )
            """
                .formatted(PLACE_TAKEN),
            Long.class,
            of.campaign().value(),
            of.rehearsal(),
            Times.bindLimit(planned),
            Times.bindLimit(from),
            Times.bindLimit(to),
            of.campaign().value(),
            of.rehearsal(),
            Times.bindLimit(planned),
            Times.bindLimit(from),
            Times.bindLimit(to)));
  }

  /** Which of some triggers of a campaign are members of runs, by their events. */
  public Set<String> takenUp(LiveTriggers.Of of, List<LiveTriggers.Trigger> triggers) {
    var taken = new HashSet<String>();
    if (triggers.isEmpty()) {
      return taken;
    }
    jdbc.query(
        """
        select distinct m.trigger_event
        from unnest(cast(? as varchar array), cast(? as varchar array)) as asked (user_id, event)
        join muster_trigger t on t.user_id = asked.user_id
        join muster_run r on r.id = t.run_id
        join muster_member m on m.run_id = t.run_id and m.position = t.position
        where t.campaign = ? and r.rehearsal = ? and m.trigger_event = asked.event
          and (t.event_id is null or t.event_id = asked.event)
        """,
        statement -> {
          Texts.bind(statement, 1, triggers.stream().map(each -> each.user().value()));
          Texts.bind(statement, 2, triggers.stream().map(LiveTriggers.Trigger::event));
          statement.setString(3, of.campaign().value());
          statement.setBoolean(4, of.rehearsal());
        },
        row -> {
          taken.add(row.getString("trigger_event"));
        });
    return taken;
  }
}
