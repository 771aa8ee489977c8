package dev.muster.look;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.message.Composer;
import dev.muster.message.RunStamp;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.run.Account;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Freezing;
import dev.muster.run.ImaginedUptake;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import dev.muster.schedule.Windows;
import dev.muster.source.Snapshot;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a run does, by the code that does it, in a transaction that is rolled back: nobody sees
 * anything of it, nothing is left, and no run or its lock is touched. Only the lists that it names
 * are held in memory.
 *
 * @param account as runs know it
 * @param purpose what the run would be for
 * @param stop ends it
 */
public record DryRun(
    Store store,
    SourceDatabase source,
    Account account,
    DeliverySettings settings,
    SendingTerms terms,
    Purpose purpose,
    TransactionTemplate transaction,
    RunProgress progress,
    StopSignal stop) {

  /** Looks at a run before its transaction is rolled back. */
  public interface Look<T> {
    T at(FrozenRun run);
  }

  /**
   * Freezes the audience of a run, puts it through the gates, whatever the guards say, and has it
   * looked at.
   *
   * @return nothing when the end was asked for meanwhile
   * @throws SourceUnasked when profiles and events could not be asked
   * @throws java.io.UncheckedIOException when a list cannot be read; its message is for the user
   */
  public <T> Optional<T> of(Subject subject, Look<T> look) {
    return rolledBack(transaction, () -> looked(subject, look));
  }

  /**
   * Does something in a transaction, on the same data all the time: of Muster's own tables, and of
   * the source.
   *
   * @return as {@link #of}
   */
  <T> Optional<T> onTheSameData(Function<DryRun, T> looks) {
    var lasting = new TransactionTemplate(requireNonNull(transaction.getTransactionManager()));
    lasting.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return rolledBack(
        lasting,
        () -> {
          try (var snapshot = Snapshot.of(source)) {
            return looks.apply(reading(snapshot.source()));
          } catch (SQLException e) {
            throw new SourceUnasked(e);
          }
        });
  }

  private DryRun reading(SourceDatabase from) {
    return new DryRun(store, from, account, settings, terms, purpose, transaction, progress, stop);
  }

  private <T> Optional<T> rolledBack(TransactionTemplate within, Supplier<T> look) {
    try {
      return Optional.of(
          requireNonNull(
              within.execute(status -> {
                status.setRollbackOnly();
                return look.get();
              })));
    } catch (Stopped | SourceUnasked e) {
      if (stop.given()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      stop.stopNothingElse();
    }
  }

  /** The same as {@link #of} in the caller's transaction. */
  <T> T looked(Subject subject, Look<T> look) {
    progress.begins(subject.run());
    try {
      return look.at(frozen(subject));
    } finally {
      progress.ends(subject.run());
    }
  }

  private FrozenRun frozen(Subject subject) {
    var run =
        store
            .runs()
            .imagine(
                subject.run(),
                subject.plannedAt(),
                account.timezone(),
                purpose,
                settings.partitions(),
                settings.chunkSize(),
                subject.moment());
    store.definitions().freeze(run.key(), subject.definition().texts());
    return subject.isLive() ? triggered(subject, run) : found(subject, run);
  }

  /** Of a live campaign: what has triggered it. */
  private FrozenRun triggered(Subject subject, Run run) {
    var uptake =
        new ImaginedUptake(
            store,
            source,
            account,
            subject.campaign(),
            run,
            () -> {
              goOn();
              return subject.options(source, account.timezone(), false);
            });
    try {
      var found = uptake.take();
      progress.qualified(run.id(), found.qualified());
      return new FrozenRun(
          this,
          subject,
          run,
          Windows.of(subject.campaign().when(), subject.plannedAt(), account.timezone()),
          composer(subject, terms.writeKey()),
          found.qualified(),
          uptake.guards(),
          new FrozenRun.Day(uptake, found));
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  /** Of others: whom the audience's query finds. */
  private FrozenRun found(Subject subject, Run run) {
    var campaign = subject.campaign();
    var windows = Windows.of(campaign.when(), subject.plannedAt(), account.timezone());
    var freezing =
        new Freezing(
            store,
            run,
            campaign,
            windows,
            account,
            settings.chunkSize(),
            Clock.fixed(subject.moment(), ZoneOffset.UTC));
    var composer = composer(subject, terms.writeKey());
    var qualified = find(freezing, audience(subject, composer.usesConstant()));
    var guards = freezing.askGuards();
    freezing.closeGatesAnyway();
    return new FrozenRun(this, subject, run, windows, composer, qualified, guards, null);
  }

  /** What composes the messages of a run; their ids are made of the key, if one is known. */
  Composer composer(Subject subject, @Nullable WriteKeyFingerprint writeKey) {
    return new Composer(
        subject.campaign(),
        new RunStamp(
            subject.run().toString(), subject.plannedAt(), writeKey, account.timezone(), false));
  }

  private Audience audience(Subject subject, boolean withConstants) {
    return new Audience(
        source,
        AudienceQuery.of(
            subject.audience(), subject.options(source, account.timezone(), withConstants)));
  }

  private long find(Freezing freezing, Audience audience) {
    try {
      return freezing.find(
          audience,
          stop::alsoStop,
          users -> {
            goOn();
            progress.qualified(freezing.run().id(), users);
          });
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  /** Comes back unless the end was asked for. */
  void goOn() {
    if (stop.given()) {
      throw new Stopped();
    }
  }

  /** The end was asked for. */
  static final class Stopped extends RuntimeException {
    Stopped() {
      super("the end was asked for", null, false, false);
    }
  }
}
