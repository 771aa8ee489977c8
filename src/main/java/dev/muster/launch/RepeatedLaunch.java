package dev.muster.launch;

import dev.muster.campaign.RunId;
import java.time.Duration;

/**
 * A new run of a campaign that has reached people just now: a command that was typed a second time
 * would begin one.
 *
 * @param run the new one
 * @param recent the one that has reached them
 * @param accepted how many users it has reached for certain; 0 where nobody knows
 * @param ago how long ago it last did
 */
public record RepeatedLaunch(RunId run, RunId recent, long accepted, Duration ago) {}
