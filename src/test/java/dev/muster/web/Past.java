package dev.muster.web;

import dev.muster.store.RunStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs as they would have been written down, without anybody having worked on them. */
record Past(JdbcTemplate jdbc) {
  Past(DataSource dataSource) {
    this(new JdbcTemplate(dataSource));
  }

  /**
   * A run that ended a minute after its planned time.
   *
   * @param reason why it ended so, or null
   * @param users where they ended, by verdicts' keys
   */
  void run(
      String campaign,
      String plannedAt,
      RunStatus status,
      @Nullable String reason,
      Map<String, Integer> users) {
    var planned = time(Instant.parse(plannedAt));
    var ended = status == RunStatus.RUNNING ? null : planned.plusMinutes(1);
    var next = status == RunStatus.WAITING ? planned.plusHours(5) : null;
    var qualified =
        users.isEmpty() ? null : users.values().stream().mapToInt(Integer::intValue).sum();
    jdbc.update(
        """
        insert into muster_run (campaign, planned_at, as_of, account_timezone, rehearsal,
            partitions, status, started_at, ended_at, reason, executions, qualified,
            next_window_at, live)
        values (?, ?, ?, 'UTC', false, 4, ?, ?, ?, ?, 1, ?, ?, false)
        """,
        campaign,
        planned,
        planned,
        status.key(),
        planned,
        ended,
        reason,
        qualified,
        next);
    var run =
        jdbc.queryForObject(
            "select id from muster_run where campaign = ? and planned_at = ?",
            Long.class,
            campaign,
            planned);
    jdbc.update(
        """
        insert into muster_result (run_id, executions, messages, requests, retries, bytes,
            bytes_sent, took_us, paced_us, paused_us)
        values (?, 1, 0, 0, 0, 0, 0, 0, 0, 0)
        """,
        run);
    users.forEach((verdict, count) ->
        jdbc.update(
            "insert into muster_result_users (run_id, verdict, users) values (?, ?, ?)",
            run,
            verdict,
            count));
  }

  /** The same of a live campaign. */
  void live(String campaign, String plannedAt, RunStatus status, Map<String, Integer> users) {
    run(campaign, plannedAt, status, status == RunStatus.FAILED ? "broken" : null, users);
    jdbc.update("update muster_run set live = true where campaign = ?", campaign);
  }

  /** Members of the campaign's only run, which wait for that instant. */
  void due(String campaign, String at, int users) {
    jdbc.update("update muster_run set without_zone = 0 where campaign = ?", campaign);
    for (var user = 0; user < users; user++) {
      jdbc.update(
          """
          insert into muster_member (run_id, position, user_id, recipient, verdict, due_at)
          select r.id, (select count(*) + 1 from muster_member m where m.run_id = r.id), ?, ?,
                 'pending', ?
          from muster_run r where r.campaign = ?
          """,
          at + user,
          at + user,
          time(Instant.parse(at)),
          campaign);
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
