package dev.muster.run;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.gate.Approval;
import dev.muster.gate.ApprovalRule;
import dev.muster.gate.Guard;
import dev.muster.gate.GuardAnswer;
import dev.muster.store.Approvals;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether campaigns have to be approved, and are: the latest approval of a campaign holds for its
 * runs that were planned with the very definition that was approved.
 *
 * @param required whether the account wants it
 */
public record Approving(Store store, boolean required) {

  /** What a run's guard goes by. */
  ApprovalRule of(Run run) {
    if (!required) {
      return new ApprovalRule.NotRequired();
    }
    return holding(run.id().campaign(), definition(run))
        .<ApprovalRule>map(ApprovalRule.Given::new)
        .orElseGet(ApprovalRule.Missing::new);
  }

  /** Whether a new run of a campaign may be planned. */
  public boolean allows(CampaignId campaign, DefinitionDigest definition) {
    return !required || holding(campaign, definition).isPresent();
  }

  /**
   * Whether a new run of a campaign could not be planned at a moment for want of an approval.
   *
   * @param then by the clock of {@code purpose}; a rehearsed one is not that of approvals, so that
   *     of a rehearsal it is said of now
   */
  public boolean lacked(
      CampaignId campaign, DefinitionDigest definition, Purpose purpose, Instant then) {
    return required
        && latest(campaign, definition)
            .filter(kept -> purpose == Purpose.REHEARSAL || !kept.at().isAfter(then))
            .isEmpty();
  }

  /**
   * Whether a run that was refused for want of an approval, whatever else spoke against it, has
   * another one by now than it had then: it is judged anew.
   */
  public boolean judgesAnew(Run run) {
    if (!required || run.status() != RunStatus.REFUSED || run.prunedAt() != null) {
      return false;
    }
    var refusal =
        store.guards().of(run.key()).stream()
            .filter(answer -> answer.guard() == Guard.APPROVAL && !answer.holds())
            .findFirst();
    return refusal.isPresent()
        && holding(run.id().campaign(), definition(run))
            .filter(approval -> !Objects.equals(approval.number(), number(refusal.get())))
            .isPresent();
  }

  private static @Nullable Long number(GuardAnswer answer) {
    return answer.approval() == null ? null : answer.approval().number();
  }

  private DefinitionDigest definition(Run run) {
    return DefinitionDigest.of(store.definitions().texts(run.key()));
  }

  private Optional<Approval> holding(CampaignId campaign, DefinitionDigest definition) {
    return latest(campaign, definition).map(Approvals.Kept::approval);
  }

  private Optional<Approvals.Kept> latest(CampaignId campaign, DefinitionDigest definition) {
    return store.approvals().latest(campaign).filter(kept -> kept.definition().equals(definition));
  }
}
