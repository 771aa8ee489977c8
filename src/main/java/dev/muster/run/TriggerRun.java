package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.store.MemberEvents.Taken;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The run whose members the triggers of one launch become: planned when it is first asked for, and
 * forgotten where it gets no member.
 */
final class TriggerRun {
  private final Store store;
  private final Account account;
  private final Campaign campaign;
  private final Collapsing collapsing;
  private final HeldAgainst before;
  private final Instant asOf;
  private final Function<RunId, Run> plan;

  private long qualified;
  private @Nullable Run run;
  private @Nullable TriggerGates gates;

  /**
   * None yet.
   *
   * @param before what its triggers are held against
   * @param plan writes it down
   */
  TriggerRun(
      Store store,
      Account account,
      Campaign campaign,
      Collapsing collapsing,
      HeldAgainst before,
      Instant asOf,
      Function<RunId, Run> plan) {
    this.store = store;
    this.account = account;
    this.campaign = campaign;
    this.collapsing = collapsing;
    this.before = before;
    this.asOf = asOf;
    this.plan = plan;
  }

  /** The run; it may have no member yet. */
  Run planned() {
    if (run == null) {
      run = plan.apply(new RunId(campaign.id(), asOf));
      gates = new TriggerGates(store, run, campaign, account, collapsing, before);
    }
    return run;
  }

  /** Its id, or null where it has no member. */
  @Nullable RunId id() {
    return run == null || qualified == 0 ? null : run.id();
  }

  /** How many members it has. */
  long qualified() {
    return qualified;
  }

  /** Makes members of the next qualified triggers, in trigger order. */
  void admit(List<TriggerGates.Passing> passing) {
    if (passing.isEmpty()) {
      return;
    }
    var key = planned().key();
    var members = requireNonNull(gates).admit(passing);
    qualified += members.size();
    store.members().add(key, members);
    store.runs().qualified(key, qualified);
    var taken = new ArrayList<Taken>();
    for (var i = 0; i < members.size(); i++) {
      var trigger = passing.get(i).trigger();
      taken.add(
          new Taken(
              members.get(i).position(),
              trigger.user(),
              new TriggeringEvent(
                  trigger.name(), trigger.id(), trigger.occurredAt(), trigger.properties())));
    }
    store.live().events().add(key, campaign.id(), taken);
  }

  /**
   * Before any member comes: collapses what waits together since the launch before.
   *
   * @param since when that one began
   */
  void collapsePutOff(Instant since) {
    collapsing.collapsePutOff(since, asOf);
  }

  /** Closes its gates: no more members come. */
  void close() {
    if (run == null || gates == null) {
      collapsing.completeEarlier(asOf);
      return;
    }
    if (qualified == 0) {
      store.runs().forget(run.key());
      collapsing.completeEarlier(asOf);
      return;
    }
    gates.close();
    collapsing.completeEarlier(asOf);
    closeWindows();
  }

  /** The same of a run that is only looked at: nothing is written down but of its members. */
  void closeWindows() {
    if (run == null || gates == null) {
      return;
    }
    store.members().windows().close(run.key(), asOf);
    if (gates.windows().askForZones()) {
      store.members().windows().countZones(run.key());
    }
    store.gates().close(run.key());
  }
}
