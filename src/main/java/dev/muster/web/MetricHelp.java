package dev.muster.web;

import java.util.Map;

/** What each metric is, as scrapers show it. */
final class MetricHelp {
  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry(
              "muster_database_up", "Whether the database answers; if not, nothing else is said."),
          Map.entry(
              "muster_last_success_timestamp_seconds",
              "When the latest run that completed has ended."),
          Map.entry(
              "muster_last_run_status",
              "How the last run stands: 1 for its status, 0 for the others."),
          Map.entry(
              "muster_last_run_planned_timestamp_seconds", "When the last run was planned for."),
          Map.entry(
              "muster_last_run_duration_seconds",
              "How long executions of the last run took, added up."),
          Map.entry(
              "muster_last_run_executions", "How many executions have worked on the last run."),
          Map.entry("muster_last_run_users", "Users of the last run by where they ended."),
          Map.entry("muster_last_run_qualified_users", "Users of the last run."),
          Map.entry("muster_last_run_messages", "Messages of the last run that were accepted."),
          Map.entry("muster_last_run_requests", "Requests of the last run, each attempt counted."),
          Map.entry(
              "muster_last_run_retries", "Attempts of the last run after the first of a body."),
          Map.entry("muster_last_run_sent_bytes", "Bytes that the last run has sent."),
          Map.entry(
              "muster_last_run_unsendable_ratio",
              "Rejected and invalid users of the last run among those who were to be sent to, 0 to"
                  + " 1."),
          Map.entry(
              "muster_users_to_come", "Users of unfinished runs who are still to be sent to."),
          Map.entry("muster_runs_gone", "Runs whose worker is gone."),
          Map.entry(
              "muster_runs_missed",
              "Runs of the last seven days that were missed and not made up for."),
          Map.entry(
              "muster_overdue_seconds",
              "For how long no launch has met a planned time or an opening; 0 for none."),
          Map.entry(
              "muster_next_planned_timestamp_seconds", "When the campaign is planned for next."));

  private MetricHelp() {}

  static String of(String name) {
    return HELP.getOrDefault(name, name);
  }
}
