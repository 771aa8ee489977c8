package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What scrapers read; it is Monday the 7th of December 2026, 14:00 UTC. */
class MetricsIT {
  private static final Pattern NAME = Pattern.compile("muster_[a-z_]+");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void eachCampaignHasItsGauges(Database database) throws Exception {
    DailyCampaign.in(folder, "10:00");
    try (var site = AnySite.on(database, folder, folder.resolve("daily.yaml"))) {
      var past = new Past(site.application().dataSource());
      past.run("daily", "2026-12-05T10:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 8));
      past.run(
          "daily",
          "2026-12-06T10:00:00Z",
          RunStatus.FAILED,
          "broken",
          Map.of("accepted", 6, "rejected", 1, "invalid", 1, "pending", 2));
      past.run("other", "2026-12-04T10:00:00Z", RunStatus.WAITING, null, Map.of("waiting", 3));
      for (var hour = 10; hour < 22; hour++) {
        past.run(
            "other",
            "2026-12-05T%d:00:00Z".formatted(hour),
            RunStatus.MISSED,
            "no launch",
            Map.of());
      }

      var scraped = site.visitor().get("/metrics");

      assertThat(scraped.header("Content-Type")).startsWith("text/plain;version=0.0.4");
      assertThat(scraped.body().lines())
          .contains(
              "muster_database_up 1.0",
              "# TYPE muster_campaign_info gauge",
              "muster_campaign_info{campaign=\"daily\",status=\"published\"} 1",
              "muster_campaign_info{campaign=\"other\",status=\"unknown\"} 1",
              "muster_last_success_timestamp_seconds{campaign=\"daily\"} 1.79646486E9",
              "muster_last_run_status{campaign=\"daily\",status=\"failed\"} 1.0",
              "muster_last_run_status{campaign=\"daily\",status=\"completed\"} 0.0",
              "muster_last_run_status{campaign=\"other\",status=\"waiting\"} 1.0",
              "muster_last_run_users{campaign=\"daily\",gate=\"accepted\"} 6.0",
              "muster_last_run_users{campaign=\"daily\",gate=\"control\"} 0.0",
              "muster_last_run_qualified_users{campaign=\"daily\"} 10.0",
              "muster_last_run_unsendable_ratio{campaign=\"daily\"} 0.25",
              "muster_users_to_come{campaign=\"daily\",gate=\"pending\"} 2.0",
              "muster_users_to_come{campaign=\"other\",gate=\"waiting\"} 3.0",
              "muster_runs_missed{campaign=\"other\"} 12.0",
              "muster_runs_gone{campaign=\"other\"} 0.0",
              // Four hours since 10:00 of this day.
              "muster_overdue_seconds{campaign=\"daily\"} 14400.0",
              "muster_next_planned_timestamp_seconds{campaign=\"daily\"} 1.796724E9")
          .noneMatch(
              line -> line.startsWith("muster_last_success_timestamp_seconds{campaign=\"other"))
          .noneMatch(line -> line.contains("run=\""));
      // What alerts and the dashboard name is there.
      for (var file : List.of("alerts.yaml", "alerts.test.yaml", "dashboard.json")) {
        var text = Files.readString(Path.of("jobs/kubernetes/monitoring", file));
        assertThat(NAME.matcher(text).results().map(MatchResult::group))
            .isNotEmpty()
            .allSatisfy(name -> assertThat(scraped.body()).contains("# TYPE " + name + " gauge"));
      }
      assertThat(scraped.body().lines().filter(line -> line.startsWith("# TYPE")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" gauge"));
    }
  }
}
