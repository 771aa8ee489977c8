package dev.muster.look;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.gate.GuardAnswer;
import dev.muster.message.Composer;
import dev.muster.schedule.Opening;
import dev.muster.schedule.Windows;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.List;

/**
 * A run whose audience is frozen and has gone through the gates, as long as its transaction lasts.
 *
 * @param qualified how many users the audience's query found
 * @param guards what its guards say of that
 */
public record FrozenRun(
    DryRun dryRun,
    Subject subject,
    Run run,
    Windows windows,
    Composer composer,
    long qualified,
    List<GuardAnswer> guards) {
  public FrozenRun {
    guards = List.copyOf(guards);
  }

  Store store() {
    return dryRun.store();
  }

  /** When the last of its users are due. */
  Instant lastDue() {
    return store().members().windows().openings(run.key()).stream()
        .map(Opening::dueAt)
        .max(Instant::compareTo)
        .orElse(moment());
  }

  /** One user, whoever it is. */
  OneUser user(UserId id) {
    var options = subject.options(dryRun.source(), run.accountZone(), composer.usesConstant());
    return new OneUser(dryRun.source(), subject.audience(), options, id);
  }

  Campaign campaign() {
    return subject.campaign();
  }

  Instant moment() {
    return subject.moment();
  }
}
