package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.CampaignId;
import dev.muster.report.LiveReport;
import dev.muster.store.Store;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** What a command is about: a run, or a live campaign. */
final class RunOrCampaign {
  @Parameters(
      index = "0",
      paramLabel = "RUN|CAMPAIGN",
      description = "A run, such as winback@2026-12-07T14:00:00Z, or the id of a live campaign.")
  private String what;

  /** The campaign, if it is about one; else it is about a run. */
  Optional<CampaignId> campaign() {
    return CampaignId.isValid(what) ? Optional.of(new CampaignId(what)) : Optional.empty();
  }

  /** The run. */
  RunParameter run() {
    return new RunParameter(what);
  }

  /**
   * What is reported of a live campaign.
   *
   * @throws Complaint when no launch has met it
   */
  static LiveReport live(
      Store store,
      CampaignId campaign,
      ZoneId accountZone,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {
    return LiveReport.of(store, campaign, accountZone, from, until)
        .orElseThrow(() ->
            Complaint.needsRemedy(
                ("expected a run such as winback@2026-12-07T14:00:00Z, or the id of a live"
                        + " campaign that a launch has met, found: %s; 'muster runs' lists both")
                    .formatted(campaign)));
  }
}
