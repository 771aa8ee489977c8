package dev.muster.run;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.store.LiveCampaigns.End;
import dev.muster.store.LiveCounts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a launch has taken up of a live campaign (live.md, "JSON").
 *
 * @param campaign whose triggers they are
 * @param state how the campaign stands afterwards
 * @param end why it has ended, or null while it has not
 * @param asOf of the launch
 * @param start events before it trigger nothing; null where it was not looked at, as the others
 * @param horizon triggers of before it are too late from now on
 * @param run the new run, or null where no trigger qualifies
 * @param qualified how many members that has
 * @param others what became of the other triggers
 * @param awaitingProfile how many wait for a profile of their user now
 */
public record TakenUp(
    CampaignId campaign,
    State state,
    @Nullable End end,
    Instant asOf,
    @Nullable Instant start,
    @Nullable Instant horizon,
    @Nullable RunId run,
    long qualified,
    LiveCounts.Others others,
    long awaitingProfile) {

  /** How a live campaign stands. */
  public enum State {
    /** Its start lies ahead. */
    NOT_YET,
    /** It takes triggers up. */
    LIVE,
    /** It takes none up any more. */
    ENDED,
    /** Another launch is taking triggers up, and this one has taken up none. */
    HELD;

    /** Its name in reports. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing, as another launch is at it. */
  static TakenUp held(CampaignId campaign, Instant asOf) {
    return new TakenUp(
        campaign, State.HELD, null, asOf, null, null, null, 0, LiveCounts.Others.NONE, 0);
  }

  /** How many triggers were taken up: are members, or were found not to qualify. */
  public long takenUp() {
    return qualified + others.notQualified();
  }

  /** Whether there is nothing to tell but how the campaign stands. */
  public boolean isEmpty() {
    return run == null && others.areNone();
  }
}
