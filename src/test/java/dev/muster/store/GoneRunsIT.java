package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a launch of a live campaign asks before it prunes. */
class GoneRunsIT {
  private static final int RUNS = 20_000;

  @Test
  void whetherThereIsAnythingToPruneIsReadFromIndexesAlone() {
    try (var dataSource = Database.POSTGRESQL.newDataSource()) {
      var jdbc = new JdbcTemplate(dataSource);
      jdbc.update(
          """
          insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions, status,
              started_at, ended_at, live)
          select 'cart', at, at, 'UTC', 1, 'completed', at, at, true
          from (
              select timestamptz '2026-12-01 00:00:00Z' + n * interval '1 second' as at
              from generate_series(1, ?) n
          ) times
          """,
          RUNS);
      jdbc.update(
          """
          insert into muster_gone_run (run_id, campaign, rehearsal, planned_at, ended_at)
          select -id, campaign, rehearsal, planned_at, ended_at from muster_run
          """);
      jdbc.execute("analyze muster_run");
      jdbc.execute("analyze muster_gone_run");
      var question = GoneRuns.ARE_DUE;
      for (var value :
          List.of("'cart'", "false", "'2026-11-01Z'", "'cart'", "false", "'2026-11-01Z'")) {
        question = question.replaceFirst("\\?", value);
      }

      assertThat(jdbc.queryForList("explain " + question, String.class))
          .anyMatch(line -> line.contains("muster_run_live_ended"))
          .anyMatch(line -> line.contains("using muster_gone_run_"))
          .noneMatch(line -> line.contains("Seq Scan"));
    }
  }
}
