package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.Audience;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.gate.Gate;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Guards;
import dev.muster.schedule.Windows;
import dev.muster.store.Member;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes the audience of a run: whom the query finds become members, and go through the gates
 * before delivery. The steps of the job do so part by part; {@link #freeze} does it at once, {@link
 * #find} its first half. Nothing here begins or ends a transaction: whoever calls may roll back
 * what it did.
 *
 * @param campaign as it was when the run was planned
 * @param windows when its users may be sent to
 * @param account whose campaign it is
 * @param chunkSize how many members are written at a time
 */
public record Freezing(
    Store store,
    Run run,
    Campaign campaign,
    Windows windows,
    Account account,
    int chunkSize,
    Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(Freezing.class);

  /** Forgets whom an earlier attempt had found. */
  public void clear() {
    store.members().clear(run.key());
    store.compared().forget(run.key());
    store.runs().qualified(run.key(), 0);
    store.guards().write(run.key(), List.of());
  }

  /** Makes members of users, numbered from 1 on. */
  public Admission admission() {
    return new Admission(run, campaign.who(), windows, account.systemControl());
  }

  /**
   * Adds members.
   *
   * @param all how many there are then: what they are later checked against
   */
  public void add(List<? extends Member> members, long all) {
    store.members().add(run.key(), members);
    store.runs().qualified(run.key(), all);
  }

  /** Whether the members have gone through the gates; unknown where there are none. */
  public boolean areGatesClosed() {
    return store.gates().areClosed(run.key());
  }

  /** Keeps how many rows of profiles are nobody's. */
  public void rowsWithoutId(long rows) {
    store.runs().rowsWithoutId(run.key(), rows);
  }

  /** What the guards say of the members, who are complete; nothing is changed. */
  public List<GuardAnswer> askGuards() {
    var qualified = requireNonNull(store.runs().get(run.key()).qualified());
    var approval = new Approving(store, account.approvalRequired()).of(run);
    return new Guards(campaign.who(), store.guards().earlier(run), approval).asked(qualified);
  }

  /**
   * Asks the guards, and keeps what they say; then puts the members, who are complete, through the
   * gates that look at more than one user, in their order, and keeps how many each gate kept.
   *
   * @return why the run is refused, in which case nothing was changed of its members; or nothing
   */
  public Optional<String> closeGates() {
    var refusal = refusal();
    if (refusal.isEmpty()) {
      closeGatesAnyway();
    }
    return refusal;
  }

  /** The same whatever the guards say. */
  public void closeGatesAnyway() {
    for (var gate : Gate.values()) {
      closing(gate).run();
    }
    store.gates().close(run.key());
  }

  /**
   * Makes members of everybody whom the query finds; nobody is one before.
   *
   * @param cancel is given, before the query runs, what ends it from another thread
   * @param found is told how many there are so far
   * @return how many there are
   * @throws SQLException when the database refuses the query, or it was ended
   */
  public long find(Audience audience, Consumer<Runnable> cancel, LongConsumer found)
      throws SQLException {
    clear();
    var admission = admission();
    var chunk = new ArrayList<Member>();
    var all = 0L;
    try (var users = audience.open(cancel)) {
      rowsWithoutId(users.rowsWithoutId());
      for (var user = users.next(); user != null; user = users.next()) {
        chunk.add(admission.admit(user));
        all++;
        if (chunk.size() == chunkSize) {
          add(chunk, all);
          chunk.clear();
          found.accept(all);
        }
      }
    }
    if (!chunk.isEmpty()) {
      add(chunk, all);
    }
    found.accept(all);
    return all;
  }

  /**
   * Does all of it.
   *
   * @param cancel as {@link #find} has it
   * @return as {@link #closeGates}
   * @throws SQLException as {@link #find}
   */
  public Optional<String> freeze(Audience audience, Consumer<Runnable> cancel) throws SQLException {
    find(audience, cancel, _ -> {});
    return closeGates();
  }

  private Optional<String> refusal() {
    var answers = askGuards();
    store.guards().write(run.key(), answers);
    var overridden = store.runs().get(run.key()).overrideReason() != null;
    if (overridden && GuardAnswer.noOverrideHelps(answers)) {
      log.warn("{}: {}", run.id(), Refusal.USELESS_OVERRIDE);
      store.runs().forgetOverride(run.key());
    }
    return GuardAnswer.refusing(answers, overridden).stream().findFirst().map(GuardAnswer::inWords);
  }

  /** What a gate does once the audience is complete. */
  private Runnable closing(Gate gate) {
    var key = run.key();
    return switch (gate) {
      // Asked before, of the number of users or of each alone; or of each when its turn comes.
      case AUDIENCE, GUARDS, SYSTEM_CONTROL, DELIVERY -> () -> {};
      case SUPPRESSED -> this::suppress;
      case CONTROL_GROUP ->
          campaign.who().controlGroup() == null
              ? () -> {}
              : () -> new ControlComparison(store, run, campaign.who(), account).close();
      case REACHABLE -> () -> store.members().dropDoubles(key);
      case AGAIN -> () -> new RepeatGate(store, run, campaign.who().again()).close();
      case FREQUENCY_CAP -> () -> new FrequencyGate(store, run, campaign.who(), account).close();
      case CAP ->
          campaign.who().cap() instanceof Cap.Only cap
              ? () -> store.members().dropBeyond(key, cap.users())
              : () -> {};
      case WINDOW -> this::closeWindows;
    };
  }

  /** Whoever is on the account's list, whatever gate has kept them that comes later. */
  private void suppress() {
    SuppressionList.of(account, store)
        .each(users -> store.members().suppressListed(run.key(), users));
  }

  private void closeWindows() {
    if (!windows.alwaysOpen()) {
      store.members().windows().close(run.key(), clock.instant());
    }
    if (windows.askForZones()) {
      store.members().windows().countZones(run.key());
    }
  }
}
