package dev.muster.run;

import dev.muster.campaign.Share;
import java.time.ZoneId;

/**
 * What holds for all campaigns of an account.
 *
 * @param timezone where days begin and local times are read
 * @param systemControl the share of all users whom no campaign may send to
 */
public record Account(ZoneId timezone, Share systemControl) {}
