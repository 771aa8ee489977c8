package dev.muster.run;

import dev.muster.campaign.Share;
import dev.muster.schedule.FrequencyRule;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all campaigns of an account.
 *
 * @param timezone where days begin and local times are read
 * @param systemControl the share of all users whom no campaign may send to
 * @param frequencyCap how often users may be reached, or null for no limit
 * @param suppressionList a CSV of those who are sent nothing, beside those in the table, or null
 * @param approvalRequired whether somebody has to approve a campaign before it is run
 */
public record Account(
    ZoneId timezone,
    Share systemControl,
    @Nullable FrequencyRule frequencyCap,
    @Nullable Path suppressionList,
    boolean approvalRequired) {}
