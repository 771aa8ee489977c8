package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.source.Profiles;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.UncheckedIOException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a run down before anything else happens to it, with all that a restart must find. */
public final class RunPlanner {
  private final Store store;
  private final SourceDatabase source;
  private final Account account;
  private final DeliverySettings settings;
  private final Clocks clocks;
  private final TransactionTemplate transaction;

  public RunPlanner(
      Store store,
      SourceDatabase source,
      Account account,
      DeliverySettings settings,
      Clocks clocks,
      TransactionTemplate transaction) {
    this.store = store;
    this.source = source;
    this.account = account;
    this.settings = settings;
    this.clocks = clocks;
    this.transaction = transaction;
  }

  /**
   * Plans a run that was never planned before; all of it is there afterwards, or nothing.
   *
   * @param missed whether it may have been missed
   * @return the run, missed where another launch found it so at the same moment
   * @throws UncheckedIOException when a list cannot be read; its message is for the user
   */
  Run plan(RunId id, Reading.Valid definition, CampaignFiles files, boolean missed) {
    try {
      return transaction.execute(_ -> write(id, definition, files, missed));
    } catch (DuplicateKeyException e) {
      return store.runs().find(id).orElseThrow(() -> e);
    }
  }

  private Run write(RunId id, Reading.Valid definition, CampaignFiles files, boolean missed) {
    if (missed) {
      store.states().forgetMissed(id);
    }
    store
        .states()
        .plan(
            id,
            id.plannedAt(),
            account.timezone(),
            clocks.purpose(),
            settings.partitions(),
            clocks.program().instant());
    var run = store.runs().get(id);
    if (definition.campaign().who().isLive()) {
      store.live().days().mark(run.key());
      store
          .live()
          .health()
          .begin(
              new LiveTriggers.Of(id.campaign(), run.purpose()),
              TriggerGates.day(run.asOf(), run.accountZone()));
      store.definitions().share(run, definition.texts());
    } else {
      store.definitions().freeze(run.key(), definition.texts());
    }
    if (source.place() != null) {
      store.runs().keepSource(run.key(), source.place());
    }
    var lists = new FrozenLists(store.definitions(), new Profiles(source)::count, files);
    for (var path : definition.lists()) {
      if (definition.campaign().who().isLive()) {
        lists.share(run, path);
      } else {
        lists.keep(run, path);
      }
    }
    return run;
  }
}
