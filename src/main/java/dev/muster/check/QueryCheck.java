package dev.muster.check;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceOptions;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Asks the database about a campaign's hand-written queries before a run is planned: a run keeps
 * the definition that it was planned with, and would never get over a query that is none.
 */
public record QueryCheck(SourceDatabase source, ZoneId accountZone) {

  /**
   * What is wrong, in lines that name the query's file; nothing is asked of the queries.
   *
   * @param asOf the planned time that they would be asked for
   * @throws SQLException when the database cannot be asked
   */
  public List<String> faults(Campaign campaign, Instant asOf) throws SQLException {
    return switch (campaign.who().selection()) {
      case Who.PastBehaviour(var audience) -> faults(campaign, audience, asOf);
      case Who.Live live ->
          live.audience() == null ? List.of() : faults(campaign, live.audience(), asOf);
    };
  }

  private List<String> faults(Campaign campaign, Condition audience, Instant asOf)
      throws SQLException {
    var options = AudienceOptions.beforeAnyRun(source, asOf, accountZone, campaign.what());
    return Audience.faults(source, audience, options);
  }
}
