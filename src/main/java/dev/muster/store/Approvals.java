package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.gate.Approval;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Who has approved campaigns, and what. */
public final class Approvals {
  private final JdbcClient jdbc;

  Approvals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those in the database behind a pool, which has Muster's schema. */
  public static Approvals in(DataSource pool) {
    return new Approvals(JdbcClient.create(pool));
  }

  /**
   * An approval as it is kept.
   *
   * @param definition what the campaign said then
   */
  public record Kept(Approval approval, DefinitionDigest definition, Instant at) {}

  /**
   * Keeps one, which takes the place of all earlier ones of the campaign.
   *
   * @param by who approved
   * @param users how many qualified then
   */
  public Approval keep(
      CampaignId campaign, DefinitionDigest definition, String by, long users, Instant at) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into muster_approval (campaign, definition, qualified, approved_by, approved_at)
            values (:campaign, :definition, :users, :by, :at)
            """)
        .param("campaign", campaign.value())
        .param("definition", definition.hex())
        .param("users", users)
        .param("by", by)
        .param("at", Times.bind(at))
        .update(key, "id");
    return new Approval(requireNonNull(key.getKey()).longValue(), by, users);
  }

  /** The latest of a campaign. */
  public Optional<Kept> latest(CampaignId campaign) {
    return jdbc.sql(
            """
            select id, qualified, approved_by, definition, approved_at
            from muster_approval
            where campaign = :campaign
            order by id desc
            fetch first row only
            """)
        .param("campaign", campaign.value())
        .query((row, _) ->
            new Kept(
                new Approval(
                    row.getLong("id"), row.getString("approved_by"), row.getLong("qualified")),
                new DefinitionDigest(row.getString("definition")),
                requireNonNull(Times.read(row, "approved_at"))))
        .optional();
  }
}
