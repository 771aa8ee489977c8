package dev.muster.web;

import dev.muster.app.Complaint;
import dev.muster.app.Explaining;
import dev.muster.campaign.UserId;
import dev.muster.report.Html;
import dev.muster.report.TriggersText;
import dev.muster.report.UserText;
import dev.muster.run.Figures;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Why a run sent to a user, or did not: for operators. It is asked for by a form, so that no
 * address, and no log of addresses, has a user's id.
 */
@Controller
final class UserPage {
  private static final int LONGEST = 500;

  private final Site site;
  private final CampaignShelf campaigns;

  UserPage(Site site, CampaignShelf campaigns) {
    this.site = site;
    this.campaigns = campaigns;
  }

  @PostMapping("/runs/{id}/user")
  Page show(@PathVariable String id, @RequestParam(defaultValue = "") String user) {
    var run = new RunFinder(site).find(id);
    if (user.isBlank() || user.length() > LONGEST) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    var said = said(run, new UserId(Forms.line(user)));
    return new Page(
        "Why this user?",
        RunsPage.ADDRESS,
        Pages.of(out ->
            JteuserGenerated.render(
                out,
                Html.AS_WRITTEN,
                run.id().toString(),
                campaigns.name(run),
                user,
                said.lines().toList())));
  }

  private String said(Run run, UserId user) {
    if (run.status() == RunStatus.MISSED) {
      return "The run was missed: it has no users.";
    }
    var prunedAt = run.prunedAt();
    if (prunedAt != null) {
      return "The run was pruned at %s: its users are known no more."
          .formatted(Figures.second(prunedAt));
    }
    try {
      return switch (Explaining.of(site.application(), run, user)) {
        case Explaining.Answer.OfUser(var report) -> UserText.of(report);
        case Explaining.Answer.OfTriggers(var report) -> TriggersText.of(report);
      };
    } catch (Complaint complaint) {
      if (complaint.passing()) {
        throw complaint;
      }
      return complaint.reason();
    }
  }
}
