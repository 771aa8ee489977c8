package dev.muster.web;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs as lists show them: what is worked on is counted once a second, whoever looks. */
final class RunShelf {
  static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Site site;
  private final CampaignShelf campaigns;
  private final Kept<RunKey, RunRow> worked;

  RunShelf(Site site, CampaignShelf campaigns) {
    this.site = site;
    this.campaigns = campaigns;
    this.worked = new Kept<>(site.clock(), A_MOMENT);
  }

  List<RunRow> rows(List<Run> runs) {
    var atRest = runs.stream().filter(run -> run.status() != RunStatus.RUNNING).toList();
    var users = site.application().store().history().users(atRest);
    return runs.stream()
        .map(run ->
            run.status() == RunStatus.RUNNING
                ? worked.get(run.key(), _ -> counted(run))
                : new RunRow(
                    run,
                    campaigns.name(run),
                    null,
                    users.getOrDefault(run.key(), Map.<Verdict, Long>of())))
        .toList();
  }

  private RunRow counted(Run run) {
    var store = site.application().store();
    var goneSince = store.workers().goneSince(run).orElse(null);
    var results = store.results();
    return new RunRow(
        run,
        campaigns.name(run),
        goneSince,
        goneSince == null ? results.usersByNow(run) : results.users(run));
  }
}
