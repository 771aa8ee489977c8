package dev.muster.launch;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Whether a campaign has reached people just now. */
record RecentRuns(Store store, Instant now) {
  /** How long ago is just now. */
  static final Duration RECENT = Duration.ofHours(1);

  /**
   * A run, and when it last reached somebody.
   *
   * @param accepted how many users it has reached for certain
   */
  private record Recent(Run run, long accepted, Instant at) {}

  /** What would be repeated by a new run, if anything would. */
  Optional<RepeatedLaunch> repeatedBy(RunId run) {
    return recent(run.campaign())
        .map(recent ->
            new RepeatedLaunch(
                run, recent.run().id(), recent.accepted(), Duration.between(recent.at(), now)));
  }

  private Optional<Recent> recent(CampaignId campaign) {
    return store.runs().list(campaign).stream()
        .filter(run -> !run.isRehearsal())
        .filter(run -> isRecent(run.startedAt()) || !hasEndedBefore(run.state()))
        .flatMap(run -> reached(run).stream())
        .filter(recent -> isRecent(recent.at()))
        .max(Comparator.comparing(Recent::at));
  }

  private Optional<Recent> reached(Run run) {
    var accepted = Accounting.of(store, run).count(Verdict.ACCEPTED);
    var last = store.results().delivery(run).lastAcceptedAt();
    return Optional.ofNullable(last == null ? run.doubtSince() : last)
        .map(at -> new Recent(run, accepted, at));
  }

  /** Whether nothing was sent for it lately: it ended long ago. */
  private boolean hasEndedBefore(RunState state) {
    return state instanceof RunState.Ended ended && !isRecent(ended.at());
  }

  private boolean isRecent(Instant at) {
    return !at.isBefore(now.minus(RECENT));
  }
}
