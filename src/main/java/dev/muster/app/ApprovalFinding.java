package dev.muster.app;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.check.Finding;
import dev.muster.run.Figures;
import dev.muster.store.Approvals;

/** Whether what a campaign's file says has been approved, where it has to be. */
record ApprovalFinding(Approvals approvals) {

  /** What was found. */
  Finding of(CampaignId campaign, DefinitionDigest definition) {
    var holding = approvals.latest(campaign).filter(kept -> kept.definition().equals(definition));
    return holding
        .map(kept ->
            Finding.ok(
                "approval",
                "what the file says now, for %s, by %s at %s"
                    .formatted(
                        Figures.users(kept.approval().users()),
                        kept.approval().by(),
                        Figures.second(kept.at()))))
        .orElseGet(() ->
            Finding.warning(
                "approval",
                "nobody has approved what the file says now",
                "no run of it is begun until 'muster approve FILE --by NAME'"));
  }
}
