package dev.muster.goal;

import dev.muster.campaign.Goal;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveGoals.Period;
import dev.muster.store.LiveTriggers.Of;
import java.util.List;

/**
 * What is measured of a live campaign.
 *
 * @param periods in which its runs have the goal
 * @param gone how many of these were removed
 */
record LivePlan(Of of, Met met, Goal goal, List<Period> periods, long gone) {}
