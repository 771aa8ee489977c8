package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Campaigns that launches have met, so that what came before is not taken for missed. */
public final class KnownCampaigns {
  private final JdbcClient jdbc;

  KnownCampaigns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What launches know of a campaign.
   *
   * @param planning its planned times when they last looked, in words; null while it was stopped
   * @param since the instant after which times of this planning were missed that nobody began
   * @param sinceEver whether there was no other planning before
   * @param lookedAt when the last launch looked
   */
  public record Known(
      @Nullable String planning, Instant since, boolean sinceEver, Instant lookedAt) {}

  /** What is known of a campaign; nothing before the first launch. */
  public Optional<Known> find(CampaignId campaign, Purpose purpose) {
    return jdbc.sql(
            """
            select * from muster_campaign where campaign = :campaign and rehearsal = :rehearsal
            """)
        .param("campaign", campaign.value())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .query((row, index) ->
            new Known(
                row.getString("planning"),
                requireNonNull(Times.read(row, "since")),
                row.getBoolean("since_ever"),
                requireNonNull(Times.read(row, "looked_at"))))
        .optional();
  }

  /** Writes down what is known from now on. */
  public void keep(CampaignId campaign, Purpose purpose, Known known) {
    if (update(campaign, purpose, known) == 0) {
      add(campaign, purpose, known);
    }
  }

  private int update(CampaignId campaign, Purpose purpose, Known known) {
    return write(
        """
        update muster_campaign
        set planning = :planning, since = :since, since_ever = :ever, looked_at = :looked
        where campaign = :campaign and rehearsal = :rehearsal
        """,
        campaign,
        purpose,
        known);
  }

  private void add(CampaignId campaign, Purpose purpose, Known known) {
    try {
      write(
          """
          insert into muster_campaign
              (campaign, rehearsal, planning, since, since_ever, looked_at)
          values (:campaign, :rehearsal, :planning, :since, :ever, :looked)
          """,
          campaign,
          purpose,
          known);
    } catch (DuplicateKeyException e) {
      // Another launch has met it at the same moment.
    }
  }

  private int write(String sql, CampaignId campaign, Purpose purpose, Known known) {
    return jdbc.sql(sql)
        .param("campaign", campaign.value())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .param("planning", known.planning(), Types.VARCHAR)
        .param("since", Times.bind(known.since()))
        .param("ever", known.sinceEver())
        .param("looked", Times.bind(known.lookedAt()))
        .update();
  }
}
