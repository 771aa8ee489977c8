package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which triggers of live campaigns are known (live.md, "Memory"): those of since the horizon, so
 * that each is taken up once, and those that are to be looked at again.
 */
public final class LiveTriggers {
  private final JdbcTemplate jdbc;

  LiveTriggers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose: a campaign's, of real launches or of rehearsed ones. */
  public record Of(CampaignId campaign, Purpose purpose) {
    boolean rehearsal() {
      return purpose == Purpose.REHEARSAL;
    }
  }

  /** How far one has come. */
  public enum State {
    /** It waits for its moment, or for the launch that has read it to look at it. */
    TO_COME,
    /** Its user has no profile yet. */
    NO_PROFILE,
    /** It arrived behind the horizon. */
    TOO_LATE,
    /** A member of a run, or found not to be one. */
    TAKEN_UP;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A trigger and its event.
   *
   * @param event the event's id, else its fingerprint
   * @param id the event's id, or null
   * @param properties JSON
   * @param constant a JSON array of the value in which it and what must not follow agree, or null
   */
  public record Trigger(
      UserId user,
      String event,
      Instant instant,
      String name,
      @Nullable String id,
      Instant occurredAt,
      String properties,
      @Nullable String constant) {

    /** What its user is sent to for. */
    public Occasion.Trigger occasion() {
      return new Occasion.Trigger(event, instant);
    }
  }

  /** Which of some are known, and how far they have come. */
  public Map<String, State> states(Of of, List<Trigger> triggers) {
    var states = new HashMap<String, State>();
    if (triggers.isEmpty()) {
      return states;
    }
    jdbc.query(
        """
        select t.event, t.state
        from unnest(cast(? as varchar array)) as asked (event)
        join muster_live_trigger t on t.event = asked.event
        where t.campaign = ? and t.rehearsal = ?
        """,
        statement -> {
          Texts.bind(statement, 1, triggers.stream().map(Trigger::event).distinct());
          statement.setString(2, of.campaign().value());
          statement.setBoolean(3, of.rehearsal());
        },
        row -> {
          states.put(row.getString("event"), state(row));
        });
    return states;
  }

  /** How far the one of an event has come; nothing where it is not known, or not any more. */
  public Optional<State> state(Of of, String event) {
    return jdbc
        .query(
            """
            select state from muster_live_trigger
            where campaign = ? and rehearsal = ? and event = ?
            """,
            (row, _) -> state(row),
            of.campaign().value(),
            of.rehearsal(),
            event)
        .stream()
        .findFirst();
  }

  private static State state(ResultSet row) throws SQLException {
    return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  /** Adds some that are not known, as of the launch that has read them. */
  public void add(Of of, State state, Instant asOf, List<Trigger> triggers) {
    jdbc.batchUpdate(
        """
        insert into muster_live_trigger (campaign, rehearsal, event, instant, state, seen_at,
            user_id, name, event_id, occurred_at, properties, constant)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        triggers,
        Math.max(triggers.size(), 1),
        (row, trigger) -> {
          row.setString(1, of.campaign().value());
          row.setBoolean(2, of.rehearsal());
          row.setString(3, trigger.event());
          row.setObject(4, Times.bind(trigger.instant()));
          row.setString(5, state.key());
          row.setObject(6, Times.bind(asOf));
          row.setString(7, trigger.user().value());
          row.setString(8, trigger.name());
          row.setString(9, trigger.id());
          row.setObject(10, Times.bind(trigger.occurredAt()));
          row.setString(11, trigger.properties());
          row.setString(12, trigger.constant());
        });
  }

  /** Notes that some that are known were read again, with their instants as they are by now. */
  public void seen(Of of, Instant asOf, List<Trigger> triggers) {
    jdbc.batchUpdate(
        """
        update muster_live_trigger set seen_at = ?, instant = ?
        where campaign = ? and rehearsal = ? and event = ?
        """,
        triggers,
        Math.max(triggers.size(), 1),
        (row, trigger) -> {
          row.setObject(1, Times.bind(asOf));
          row.setObject(2, Times.bind(trigger.instant()));
          row.setString(3, of.campaign().value());
          row.setBoolean(4, of.rehearsal());
          row.setString(5, trigger.event());
        });
  }

  /**
   * The next of those that are to be looked at, in trigger order.
   *
   * @param before their instants lie before it
   * @param behind the one after which they come, or null for the first
   */
  public List<Trigger> page(
      Of of, State state, Instant before, Occasion.@Nullable Trigger behind, int limit) {
    return jdbc.query(
        """
        select * from muster_live_trigger
        where campaign = ? and rehearsal = ? and state = ? and instant < ?
          and instant >= ? and (instant > ? or event > ?)
        order by instant, event
        limit ?
        """,
        statement -> {
          var since = Times.bindLimit(behind == null ? Instant.MIN : behind.instant());
          statement.setString(1, of.campaign().value());
          statement.setBoolean(2, of.rehearsal());
          statement.setString(3, state.key());
          statement.setObject(4, Times.bindLimit(before));
          statement.setObject(5, since);
          statement.setObject(6, since);
          statement.setString(7, behind == null ? "" : behind.event());
          statement.setInt(8, limit);
        },
        (row, _) ->
            new Trigger(
                new UserId(row.getString("user_id")),
                row.getString("event"),
                requireNonNull(Times.read(row, "instant")),
                row.getString("name"),
                row.getString("event_id"),
                requireNonNull(Times.read(row, "occurred_at")),
                row.getString("properties"),
                row.getString("constant")));
  }

  /** Some are taken up, or wait for a profile. */
  public void move(Of of, State to, List<Trigger> triggers) {
    var keeps = to == State.NO_PROFILE || to == State.TO_COME;
    jdbc.batchUpdate(
        (keeps
                ? "update muster_live_trigger set state = ?"
                : """
                update muster_live_trigger
                set state = ?, user_id = null, name = null, event_id = null, occurred_at = null,
                    properties = null, constant = null
                """)
            + " where campaign = ? and rehearsal = ? and event = ?",
        triggers,
        Math.max(triggers.size(), 1),
        (row, trigger) -> {
          row.setString(1, to.key());
          row.setString(2, of.campaign().value());
          row.setBoolean(3, of.rehearsal());
          row.setString(4, trigger.event());
        });
  }

  /** How many are in a state. */
  public long count(Of of, State state) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) from muster_live_trigger
            where campaign = ? and rehearsal = ? and state = ?
            """,
            Long.class,
            of.campaign().value(),
            of.rehearsal(),
            state.key()));
  }

  /**
   * Forgets those that cannot come up again: behind the horizon, and not read by that launch or a
   * later one.
   */
  public void forget(Of of, Instant horizon, Instant asOf) {
    for (var state : List.of(State.TAKEN_UP, State.TOO_LATE)) {
      jdbc.update(
          """
          delete from muster_live_trigger
          where campaign = ? and rehearsal = ? and state = ? and instant < ? and seen_at < ?
          """,
          of.campaign().value(),
          of.rehearsal(),
          state.key(),
          Times.bind(horizon),
          Times.bind(asOf));
    }
  }

  /** Forgets those that wait, of whatever moment; the others must not be taken up again. */
  public void forgetWaiting(Of of) {
    jdbc.update(
        """
        delete from muster_live_trigger
        where campaign = ? and rehearsal = ? and state in ('%s', '%s')
        """
            .formatted(State.TO_COME.key(), State.NO_PROFILE.key()),
        of.campaign().value(),
        of.rehearsal());
  }

  /** Forgets all. */
  public void forgetAll(Of of) {
    jdbc.update(
        "delete from muster_live_trigger where campaign = ? and rehearsal = ?",
        of.campaign().value(),
        of.rehearsal());
  }
}
