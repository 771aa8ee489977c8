package dev.muster.store;

import dev.muster.campaign.CampaignId;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Campaigns that launches have met, so that what came before is not taken for missed. */
public final class KnownCampaigns {
  private final JdbcClient jdbc;

  KnownCampaigns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Since when launches have known the campaign with its present planned times.
   *
   * @param planning the planned times, in words that change when these do
   * @param now since when they are known, if they were not before
   */
  public Instant since(CampaignId campaign, String planning, Instant now) {
    var known =
        jdbc.sql(
                "select seen_at from muster_campaign where campaign = :campaign and planning ="
                    + " :planning")
            .param("campaign", campaign.value())
            .param("planning", planning)
            .query((row, index) -> Times.read(row, "seen_at"))
            .optional();
    if (known.isEmpty()) {
      remember(campaign, planning, now);
    }
    return known.orElse(now);
  }

  private void remember(CampaignId campaign, String planning, Instant now) {
    var changed =
        jdbc.sql(
                "update muster_campaign set planning = :planning, seen_at = :now where campaign ="
                    + " :campaign")
            .param("planning", planning)
            .param("now", Times.bind(now))
            .param("campaign", campaign.value())
            .update();
    if (changed == 0) {
      add(campaign, planning, now);
    }
  }

  private void add(CampaignId campaign, String planning, Instant now) {
    try {
      jdbc.sql(
              "insert into muster_campaign (campaign, planning, seen_at) values (:campaign,"
                  + " :planning, :now)")
          .param("campaign", campaign.value())
          .param("planning", planning)
          .param("now", Times.bind(now))
          .update();
    } catch (DuplicateKeyException e) {
      // Another launch has met it at the same moment.
    }
  }
}
