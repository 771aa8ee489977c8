package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.store.Run;
import dev.muster.store.RunLock;

/**
 * What an execution works on.
 *
 * @param campaign as it was when the run was planned
 * @param lock what keeps others from the run
 */
record Work(Run run, Campaign campaign, RunLock lock) {}
