package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.GuardAnswer;
import dev.muster.report.RunReport;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Which commands stand beside what needs a hand. */
record HandCommands(Site site, CampaignShelf campaigns, Instant now) {

  /** Those that the states allow which stand here; the page of the command looks once more. */
  List<HandItem.Link> of(RunRow row) {
    var isGone = row.goneSince() != null;
    return switch (row.run().status()) {
      case FAILED, STOPPED -> links(row, RunCommand.RESTART, RunCommand.ABANDON);
      case RUNNING -> isGone ? links(row, RunCommand.RESTART, RunCommand.ABANDON) : List.of();
      case REFUSED -> links(row, RunCommand.OVERRIDE);
      case COMPLETED -> row.rejected() > 0 ? links(row, RunCommand.RETRY_REJECTED) : List.of();
      case WAITING -> links(row, RunCommand.RESTART);
      case ABANDONED -> List.of();
      case MISSED -> runNow(row.id().campaign().value());
    };
  }

  private List<HandItem.Link> links(RunRow row, RunCommand... commands) {
    return Arrays.stream(commands)
        .filter(command -> isAllowed(command, row))
        .map(command ->
            new HandItem.Link(row.address() + "/" + command.word(), command.label() + "…"))
        .toList();
  }

  private boolean isAllowed(RunCommand command, RunRow row) {
    List<GuardAnswer> guards =
        row.run().status() == RunStatus.REFUSED
            ? RunReport.inBrief(site.application().store(), row.run()).guards().answers()
            : List.of();
    return (!command.sends() || site.refusalToSend().isEmpty())
        && command.refusal(row, guards, now).isEmpty();
  }

  /** Where its file is there, right and published, and something can be sent. */
  List<HandItem.Link> runNow(String campaign) {
    return campaigns
            .find(new CampaignId(campaign))
            .filter(found -> RunNow.refusal(site, found).isEmpty())
            .isEmpty()
        ? List.of()
        : List.of(new HandItem.Link("/campaigns/" + campaign + "/run", "Run now…"));
  }
}
