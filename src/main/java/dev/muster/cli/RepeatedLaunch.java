package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.run.Figures;
import dev.muster.store.Accounting;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a campaign that has reached people just now is to reach them again: a command that was
 * typed a second time would.
 */
record RepeatedLaunch(Store store, Instant now) {
  /** How long ago is just now. */
  static final Duration RECENT = Duration.ofHours(1);

  /**
   * Another run of the same campaign, and when it last reached somebody.
   *
   * @param accepted how many users it has reached for certain
   */
  private record Recent(Run run, long accepted, Instant at) {}

  /** Whether a new run may begin. */
  boolean mayBegin(RunId run, Confirmation confirmation) {
    return recent(run.campaign())
        .map(recent ->
            confirmation.given(
                "%s: %s %s %s ago, and this is another run of its campaign, which sends to all whom 'again' does not keep"
                    .formatted(
                        run,
                        recent.run().id(),
                        recent.accepted() == 0
                            ? "may have reached users"
                            : "reached " + Figures.users(recent.accepted()),
                        Figures.duration(Duration.between(recent.at(), now))),
                "Begin it all the same?"))
        .orElse(true);
  }

  private Optional<Recent> recent(CampaignId campaign) {
    return store.runs().list(campaign).stream()
        .filter(run -> !run.isRehearsal())
        .filter(
            run -> isRecent(run.startedAt()) || isRecent(run.endedAt()) || run.endedAt() == null)
        .flatMap(run -> reached(run).stream())
        .filter(recent -> isRecent(recent.at()))
        .max(Comparator.comparing(Recent::at));
  }

  private Optional<Recent> reached(Run run) {
    var accepted = Accounting.of(store, run).count(Verdict.ACCEPTED);
    var last = store.deliveries().totals(run.key()).lastAcceptedAt();
    return Optional.ofNullable(last == null ? run.doubtSince() : last)
        .map(at -> new Recent(run, accepted, at));
  }

  private boolean isRecent(@Nullable Instant at) {
    return at != null && !at.isBefore(now.minus(RECENT));
  }
}
