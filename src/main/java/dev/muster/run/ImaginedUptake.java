package dev.muster.run;

import dev.muster.audience.AudienceOptions;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Who;
import dev.muster.gate.ApprovalRule;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Guards;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveTriggers;
import dev.muster.store.LiveTriggers.State;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one launch would take up of a live campaign if it met the last 24 hours anew (live.md,
 * {@code estimate}): by the code of taking up, in a transaction that the caller rolls back. All
 * instants of that time count, whatever the campaign's start and end are and however late their
 * events arrived; its own runs of that time are left out of account. No launch is kept waiting by
 * it: it remembers triggers under a name of its own, and of other runs and of the campaign it
 * writes down nothing.
 */
public final class ImaginedUptake {
  /** How far back it looks. */
  public static final Duration SPAN = Duration.ofHours(24);

  private final Store store;
  private final SourceDatabase source;
  private final Account account;
  private final Campaign campaign;
  private final Run run;
  private final LiveTriggers.Of memory;
  private final TriggerRun members;
  private final TriggerLook look;

  /**
   * What was found.
   *
   * @param memory under which its triggers are remembered
   * @param qualified how many members the run has
   * @param notQualified how many triggers are of users who do not qualify
   * @param noProfile how many are of users who have no profile
   */
  public record Found(LiveTriggers.Of memory, long qualified, long notQualified, long noProfile) {}

  /**
   * Nothing yet.
   *
   * @param run a run that there is not, begun at its as-of
   * @param options of the audience, as of then; asked for again and again
   */
  public ImaginedUptake(
      Store store,
      SourceDatabase source,
      Account account,
      Campaign campaign,
      Run run,
      Supplier<AudienceOptions> options) {
    this.store = store;
    this.source = source;
    this.account = account;
    this.campaign = campaign;
    this.run = run;
    // Of no campaign: what launches know of this one is not to be touched.
    this.memory = new LiveTriggers.Of(new CampaignId(UUID.randomUUID().toString()), run.purpose());
    var of = new LiveTriggers.Of(campaign.id(), run.purpose());
    this.members =
        new TriggerRun(
            store,
            account,
            campaign,
            new Collapsing(store, null, campaign, of),
            // As-ofs are whole seconds.
            new HeldAgainst(store, of, account.timezone(), since().plusSeconds(1)),
            run.asOf(),
            _ -> run);
    this.look =
        new TriggerLook(
            store, source, account.timezone(), campaign, memory, members, run.asOf(), options);
  }

  private Who.Live live() {
    return (Who.Live) campaign.who().selection();
  }

  private Instant since() {
    return run.asOf().minus(SPAN);
  }

  /**
   * Takes up what there is.
   *
   * @throws SQLException when the source refuses a question
   */
  public Found take() throws SQLException {
    var zone = account.timezone();
    var within = live().untilInstant();
    var events = new Interval(since().minus(within), run.asOf().minus(within));
    new ArrivedTriggers(store, source, live(), zone, memory, run.asOf())
        .remember(new ArrivedTriggers.Span(events, since(), null, false));
    members.planned();
    var others = look.at(since());
    members.closeWindows();
    return new Found(
        memory,
        members.qualified(),
        others.notQualified(),
        store.live().triggers().count(memory, State.NO_PROFILE));
  }

  /**
   * Takes up some more behind the others, whatever their instants.
   *
   * @param triggers in trigger order
   * @throws SQLException when the source refuses a question
   */
  public void alsoTake(List<Trigger> triggers) throws SQLException {
    look.also(triggers);
  }

  /** What guards say: that of the approval, which is of the definition alone. */
  public List<GuardAnswer> guards() {
    return switch (new Approving(store, account.approvalRequired()).of(run)) {
      case ApprovalRule.NotRequired() -> List.of();
      case ApprovalRule.Missing() -> List.of(Guards.notApproved(members.qualified()));
      case ApprovalRule.Given(var approval) ->
          List.of(Guards.approvedAsDefined(approval, members.qualified()));
    };
  }
}
