package dev.muster.store;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunKey;
import dev.muster.store.LiveTriggers.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the triggers of live campaigns fare, by the days of their runs' as-ofs: what alerts are made
 * of. It is kept as runs end, or whoever ends one would have to add up all of its day.
 */
public final class LiveHealth {
  private final JdbcClient jdbc;
  private final Savepoint savepoint;

  LiveHealth(JdbcClient jdbc, Savepoint savepoint) {
    this.jdbc = jdbc;
    this.savepoint = savepoint;
  }

  /**
   * Triggers of a run, or of a day.
   *
   * @param due which no gate before the window has kept
   * @param undelivered those among them that were rejected, or invalid
   * @param expired those among them that could not be sent before their cut-off
   */
  public record Health(long due, long undelivered, long expired) {
    private static final Health NONE = new Health(0, 0, 0);

    private Health and(Health more) {
      return new Health(due + more.due, undelivered + more.undelivered, expired + more.expired);
    }

    private Health less(Health other) {
      return new Health(due - other.due, undelivered - other.undelivered, expired - other.expired);
    }

    private Health atLeast(Health other) {
      return new Health(
          Math.max(due, other.due),
          Math.max(undelivered, other.undelivered),
          Math.max(expired, other.expired));
    }
  }

  /**
   * What there is after a run was noted.
   *
   * @param day what its day comes to
   * @param mended whether fewer of the run's triggers are undelivered than when it ended last
   */
  public record Noted(Health day, boolean mended) {}

  /** What a day of a campaign comes to. */
  public record OfDay(CampaignId campaign, LocalDate day, Health health) {}

  /** Days from that one on, not of rehearsals, with triggers that could not be sent to. */
  public List<OfDay> undelivered(LocalDate from) {
    return jdbc.sql(
            """
            select * from muster_live_health
            where not rehearsal and on_day >= :from and undelivered > 0
            order by on_day, campaign
            """)
        .param("from", from)
        .query((row, index) ->
            new OfDay(
                new CampaignId(row.getString("campaign")),
                row.getObject("on_day", LocalDate.class),
                read(row, index)))
        .list();
  }

  /**
   * Takes note of what a run has come to; no other run of its day is noted until the caller's
   * transaction ends, so that each sees what those before it have made of the day.
   *
   * @param day of its as-of
   * @param now what it came to; what was noted of it before does not count any more, but of one
   *     that goes on: those who were rejected may be so again
   * @param mayChange whether it may be noted again
   */
  public Noted note(Of of, LocalDate day, Run run, Health now, boolean mayChange) {
    begin(of, day);
    var sum = ofDay(of, day);
    var before = before(run.key());
    var noted = run.status().unfinished() ? now.atLeast(before) : now;
    var all = sum.and(noted).less(before);
    jdbc.sql(
            """
            update muster_live_health
            set due = :due, undelivered = :undelivered, expired = :expired
            where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
            """)
        .param("due", all.due())
        .param("undelivered", all.undelivered())
        .param("expired", all.expired())
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day)
        .update();
    keep(run.key(), noted, mayChange);
    return new Noted(all, noted.undelivered() < before.undelivered());
  }

  /** Begins a day, unless it is; of a run of an earlier version, which began none, when it ends. */
  public void begin(Of of, LocalDate day) {
    savepoint.unlessDoubled(() -> insert(of, day));
  }

  private int insert(Of of, LocalDate day) {
    return jdbc.sql(
            """
            insert into muster_live_health
                (campaign, rehearsal, on_day, due, undelivered, expired)
            select :campaign, :rehearsal, cast(:day as date), 0, 0, 0
            where not exists (
                select 1 from muster_live_health
                where campaign = :campaign and rehearsal = :rehearsal
                  and on_day = cast(:day as date))
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day)
        .update();
  }

  private Health ofDay(Of of, LocalDate day) {
    return jdbc.sql(
            """
            select due, undelivered, expired from muster_live_health
            where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
            for update
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day)
        .query(LiveHealth::read)
        .single();
  }

  private Health before(RunKey run) {
    return jdbc.sql("select due, undelivered, expired from muster_live_share where run_id = :run")
        .param("run", run.value())
        .query(LiveHealth::read)
        .optional()
        .orElse(Health.NONE);
  }

  private void keep(RunKey run, Health now, boolean mayChange) {
    jdbc.sql("delete from muster_live_share where run_id = :run")
        .param("run", run.value())
        .update();
    if (mayChange) {
      jdbc.sql(
              """
              insert into muster_live_share (run_id, due, undelivered, expired)
              values (:run, :due, :undelivered, :expired)
              """)
          .param("run", run.value())
          .param("due", now.due())
          .param("undelivered", now.undelivered())
          .param("expired", now.expired())
          .update();
    }
  }

  private static Health read(ResultSet row, int index) throws SQLException {
    return new Health(row.getLong("due"), row.getLong("undelivered"), row.getLong("expired"));
  }
}
