package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What became of single triggers of live campaigns that are members of runs; only reads. */
public final class TriggerFates {
  private static final String FATES =
      """
      select r.campaign, r.planned_at, t.run_id, t.position, t.name, t.event_id, t.occurred_at,
             t.properties, m.trigger_event, m.trigger_instant, f.verdict, f.due_at, f.decided_at
      from muster_trigger t
      join muster_run r on r.id = t.run_id
      join muster_member m on m.run_id = t.run_id and m.position = t.position
      join muster_fate f on f.run_id = t.run_id and f.position = t.position
      """;

  private final JdbcTemplate jdbc;
  private final MemberFacts facts;

  TriggerFates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.facts = new MemberFacts(jdbc);
  }

  /**
   * A trigger that is a member.
   *
   * @param key the event's id, else its fingerprint
   * @param dueAt when it may be sent
   * @param decidedAt when the end of its delivery was decided, or null while there is none
   * @param refusal why it was not sent, or refused, where a reason is kept
   */
  public record Fate(
      RunId run,
      Position position,
      String key,
      TriggeringEvent event,
      Instant instant,
      Verdict verdict,
      Instant dueAt,
      @Nullable Instant decidedAt,
      Optional<MemberFacts.Refusal> refusal) {}

  /** Those of a user in a run, in trigger order. */
  public List<Fate> of(RunKey run, UserId user) {
    return jdbc.query(
        FATES + "where t.run_id = ? and t.user_id = ? order by t.position",
        statement -> {
          statement.setLong(1, run.value());
          statement.setString(2, user.value());
        },
        (row, _) -> fate(row));
  }

  /** Those of some events of a user, in whatever runs of a campaign. */
  public List<Fate> of(LiveTriggers.Of of, UserId user, List<String> keys) {
    return jdbc.query(
        FATES
            + """
            join unnest(cast(? as varchar array)) as asked (event) on asked.event = m.trigger_event
            where t.campaign = ? and t.user_id = ? and r.rehearsal = ?
            order by r.planned_at, t.position
            """,
        statement -> {
          Texts.bind(statement, 1, keys.stream());
          statement.setString(2, of.campaign().value());
          statement.setString(3, user.value());
          statement.setBoolean(4, of.rehearsal());
        },
        (row, _) -> fate(row));
  }

  private Fate fate(ResultSet row) throws SQLException {
    var position = new Position(row.getLong("position"));
    return new Fate(
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at"))),
        position,
        row.getString("trigger_event"),
        new TriggeringEvent(
            row.getString("name"),
            row.getString("event_id"),
            requireNonNull(Times.read(row, "occurred_at")),
            row.getString("properties")),
        requireNonNull(Times.read(row, "trigger_instant")),
        Verdict.of(row.getString("verdict")),
        requireNonNull(Times.read(row, "due_at")),
        Times.read(row, "decided_at"),
        facts.refusal(new RunKey(row.getLong("run_id")), position));
  }
}
