package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Who did what by hand. A row is there before a command begins, and is completed when it ends;
 * nothing removes one.
 */
public final class AuditTrail {
  /** The outcome of what has not ended, or whose process was killed. */
  public static final String BEGUN = "begun";

  /** The outcome of what was done. */
  public static final String DONE = "done";

  private static final String COLUMNS =
      "select id, begun_at, who, role, via, command, campaign, run, reason, outcome, exit_code";

  private final JdbcClient jdbc;

  AuditTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes down that something begins.
   *
   * @param at the real time
   * @return the row's key, for {@link #end}
   */
  public long begin(Intervention what, Instant at) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into muster_audit (begun_at, who, role, via, command, campaign, run, reason, outcome)
            values (:at, :who, :role, :via, :command, :campaign, :run, :reason, :begun)
            """)
        .param("at", Times.bind(at))
        .param("who", what.who())
        .param("role", what.role().key())
        .param("via", what.via().key())
        .param("command", what.command())
        .param("campaign", text(what.campaign()))
        .param("run", text(what.run()))
        .param("reason", what.reason())
        .param("begun", BEGUN)
        .update(key, "id");
    return requireNonNull(key.getKey()).longValue();
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }

  /** Whether there is such a row, and nobody has completed it. */
  public boolean isBegun(long key) {
    return jdbc.sql("select count(*) from muster_audit where id = :key and outcome = :begun")
        .param("key", key)
        .param("begun", BEGUN)
        .query(Integer.class)
        .single()
        .equals(1);
  }

  /**
   * Says of which run a row is that names none, as before a launch nobody knows which it begins.
   * Not where it is of another campaign.
   */
  public void nameRun(long key, RunId run) {
    jdbc.sql(
            """
            update muster_audit
            set run = :run
            where id = :key and run is null and (campaign is null or campaign = :campaign)
            """)
        .param("run", run.toString())
        .param("key", key)
        .param("campaign", run.campaign().value())
        .update();
  }

  /**
   * Completes a row; one that is complete stays as it is.
   *
   * @param outcome {@link #DONE}, or what the command said, in one line
   * @return whether it was this that completed it
   */
  public boolean end(long key, String outcome, int exitCode) {
    return jdbc.sql(
                """
                update muster_audit
                set outcome = :outcome, exit_code = :exitCode
                where id = :key and outcome = :begun
                """)
            .param("outcome", outcome)
            .param("exitCode", exitCode)
            .param("key", key)
            .param("begun", BEGUN)
            .update()
        == 1;
  }

  /** All of it, oldest first. */
  public List<AuditRow> all() {
    return jdbc.sql(COLUMNS + " from muster_audit order by id").query(AuditTrail::row).list();
  }

  /**
   * The latest of it, newest first.
   *
   * @param before only what began before the row of this key
   */
  public List<AuditRow> latest(long before, int most) {
    return jdbc.sql(COLUMNS + " from muster_audit where id < :before order by id desc limit :most")
        .param("before", before)
        .param("most", most)
        .query(AuditTrail::row)
        .list();
  }

  /** What was done to a run, oldest first; also where it was pruned. */
  public List<AuditRow> of(RunId run) {
    return jdbc.sql(COLUMNS + " from muster_audit where run = :run order by id")
        .param("run", run.toString())
        .query(AuditTrail::row)
        .list();
  }

  private static AuditRow row(ResultSet row, int number) throws SQLException {
    var campaign = row.getString("campaign");
    var run = row.getString("run");
    return new AuditRow(
        row.getLong("id"),
        requireNonNull(Times.read(row, "begun_at")),
        new Intervention(
            row.getString("who"),
            Intervention.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
            Intervention.Via.valueOf(row.getString("via").toUpperCase(Locale.ROOT)),
            row.getString("command"),
            campaign == null ? null : new CampaignId(campaign),
            run == null ? null : RunId.parse(run),
            row.getString("reason")),
        row.getString("outcome"),
        row.getObject("exit_code", Integer.class));
  }
}
