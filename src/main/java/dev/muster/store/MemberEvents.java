package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that members of live campaigns' runs were taken up for. */
public final class MemberEvents {
  private final JdbcTemplate jdbc;

  MemberEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A member of a run, with its event. */
  public record Taken(Position position, UserId user, TriggeringEvent event) {}

  /** Adds those of some members. */
  public void add(RunKey run, CampaignId campaign, List<Taken> taken) {
    jdbc.batchUpdate(
        """
        insert into muster_trigger
            (run_id, position, campaign, user_id, name, event_id, occurred_at, properties)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        taken,
        Math.max(taken.size(), 1),
        (row, each) -> {
          row.setLong(1, run.value());
          row.setLong(2, each.position().value());
          row.setString(3, campaign.value());
          row.setString(4, each.user().value());
          row.setString(5, each.event().name());
          row.setString(6, each.event().id());
          row.setObject(7, Times.bind(each.event().occurredAt()));
          row.setString(8, each.event().properties());
        });
  }

  /** A member's event. */
  public record Known(UserId user, String key, TriggeringEvent event) {}

  /** The members at some positions of a run of a live campaign, with what they are known by. */
  public Map<Position, Known> known(RunKey run, List<Position> positions) {
    var known = new HashMap<Position, Known>();
    if (positions.isEmpty()) {
      return known;
    }
    jdbc.query(
        """
        select t.position, t.user_id, m.trigger_event, t.name, t.event_id, t.occurred_at,
               t.properties
        from muster_trigger t
        join muster_member m on m.run_id = t.run_id and m.position = t.position
        where t.run_id = ? and t.position between ? and ?
        """,
        row -> {
          known.put(
              new Position(row.getLong("position")),
              new Known(
                  new UserId(row.getString("user_id")),
                  row.getString("trigger_event"),
                  new TriggeringEvent(
                      row.getString("name"),
                      row.getString("event_id"),
                      requireNonNull(Times.read(row, "occurred_at")),
                      row.getString("properties"))));
        },
        run.value(),
        positions.stream().mapToLong(Position::value).min().orElseThrow(),
        positions.stream().mapToLong(Position::value).max().orElseThrow());
    return known;
  }

  /** Those of some members, by their positions; none for members of past behaviour. */
  public Map<Position, TriggeringEvent> of(RunKey run, List<Position> positions) {
    var events = new HashMap<Position, TriggeringEvent>();
    if (positions.isEmpty()) {
      return events;
    }
    jdbc.query(
        """
        select position, name, event_id, occurred_at, properties from muster_trigger
        where run_id = ? and position between ? and ?
        """,
        row -> {
          events.put(
              new Position(row.getLong("position")),
              new TriggeringEvent(
                  row.getString("name"),
                  row.getString("event_id"),
                  requireNonNull(Times.read(row, "occurred_at")),
                  row.getString("properties")));
        },
        run.value(),
        positions.stream().mapToLong(Position::value).min().orElseThrow(),
        positions.stream().mapToLong(Position::value).max().orElseThrow());
    return events;
  }
}
