package dev.muster.look;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.gate.GuardAnswer;
import dev.muster.message.Composer;
import dev.muster.run.ImaginedUptake;
import dev.muster.run.Rechecking;
import dev.muster.schedule.Opening;
import dev.muster.schedule.Windows;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueMember;
import dev.muster.store.Position;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run whose audience is frozen and has gone through the gates, as long as its transaction lasts.
 *
 * @param qualified how many users the audience's query found
 * @param guards what its guards say of that
 * @param day what triggered it, of a live campaign; null of others
 */
public record FrozenRun(
    DryRun dryRun,
    Subject subject,
    Run run,
    Windows windows,
    Composer composer,
    long qualified,
    List<GuardAnswer> guards,
    @Nullable Day day) {
  /**
   * What has triggered a live campaign in the 24 hours before.
   *
   * @param uptake has taken it up
   */
  record Day(ImaginedUptake uptake, ImaginedUptake.Found found) {}

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

  /** Those of some members for whom a live campaign's {@code recheck} does not hold. */
  Set<Position> lapsed(List<DueMember> members, Instant now) {
    if (!(campaign().who().selection() instanceof Who.Live live) || live.recheck().isEmpty()) {
      return Set.of();
    }
    var options = subject.options(dryRun.source(), run.accountZone(), false);
    try {
      return new Rechecking(dryRun.source(), live, options).lapsed(members, now);
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  /** One user, whoever it is. */
  OneUser user(UserId id) {
    return user(id, run.asOf());
  }

  /** The same as of another instant. */
  OneUser user(UserId id, Instant asOf) {
    var options =
        subject.options(dryRun.source(), run.accountZone(), asOf, composer.usesConstant());
    return new OneUser(dryRun.source(), subject.audience(), options, id);
  }

  Campaign campaign() {
    return subject.campaign();
  }

  Instant moment() {
    return subject.moment();
  }
}
