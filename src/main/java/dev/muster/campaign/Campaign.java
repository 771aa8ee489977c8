package dev.muster.campaign;

import org.jspecify.annotations.Nullable;

/**
 * A campaign file that was read and found right.
 *
 * @param id the file's name without its ending
 * @param name what people call it, sent as {@code context.campaign.name}
 * @param owner the address that is alerted
 */
public record Campaign(
    CampaignId id,
    String name,
    String owner,
    Status status,
    Who who,
    What what,
    When when,
    @Nullable Goal goal) {

  /** How far a campaign has come: only a published one is run. */
  public enum Status {
    DRAFT,
    PUBLISHED,
    STOPPED
  }
}
