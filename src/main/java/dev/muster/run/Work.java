package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.schedule.Windows;
import dev.muster.store.Run;

/**
 * What an execution works on.
 *
 * @param campaign as it was when the run was planned
 * @param windows when its users may be sent to
 * @param claim what keeps others from the run
 */
public record Work(Run run, Campaign campaign, Windows windows, Claim claim) {}
