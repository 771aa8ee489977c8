package dev.muster.run.job;

import dev.muster.run.DeliveryPace;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Figures;
import dev.muster.run.Work;
import dev.muster.schedule.Forecast;
import dev.muster.schedule.Opening;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When an execution will have delivered to everybody, and who will not be reached in time. How many
 * messages go into a request depends on how large they are, and how many there are in a chunk: the
 * first chunk tells, or what earlier executions have sent.
 */
final class DeliveryForecast {
  private static final Logger log = LoggerFactory.getLogger(DeliveryForecast.class);
  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  private final Work work;
  private final Store store;
  private final DeliverySettings settings;
  private final TransactionTemplate ownTransaction;
  private final Clock clock;
  private final AtomicBoolean known = new AtomicBoolean();

  /** Set by the step before those that read it. */
  private volatile long pending;

  DeliveryForecast(
      Work work,
      Store store,
      DeliverySettings settings,
      TransactionTemplate ownTransaction,
      Clock clock) {
    this.work = work;
    this.store = store;
    this.settings = settings;
    this.ownTransaction = ownTransaction;
    this.clock = clock;
  }

  /**
   * Delivery begins: tells the forecast if earlier executions have shown the pace, or none of this
   * one's chunks will.
   *
   * @param users how many are due
   */
  void begins(long users) {
    pending = users;
    var sent = store.deliveries().totals(work.run().key());
    if (sent.messages() > 0) {
      known.set(true);
      keepPace(sent.messages(), sent.requests() - sent.retries());
    }
    if (sent.messages() > 0 || pending == 0) {
      tell(DeliveryPace.of(store, store.runs().get(work.run().id())));
    }
  }

  /** A chunk is about to be sent: of the first one, it is known how full its batches are. */
  void measures(int users, int messages, int batches) {
    if (messages > 0 && known.compareAndSet(false, true)) {
      tell(new DeliveryPace(keepPace(messages, batches), (double) messages / users));
    }
  }

  private long keepPace(long messages, long requests) {
    var pace = settings.messagesPerSecond(messages, requests);
    ownTransaction.executeWithoutResult(
        _ -> store.executions().paces(work.run().key(), work.run().executions(), pace));
    return pace;
  }

  private void tell(DeliveryPace pace) {
    var run = work.run();
    var now = clock.instant();
    var forecast = Forecast.of(openings(), pace.usersPerSecond(), now);
    if (forecast.missing() > 0) {
      log.warn(
          "{}: {} will not be reached before their cut-off",
          run.id(),
          Figures.users(forecast.missing()));
    }
    if (forecast.endsAt().isAfter(now.plus(WORTH_TELLING))) {
      log.info(
          "{}: delivery ends at {}, at the pace of the settings",
          run.id(),
          Figures.second(forecast.endsAt()));
    }
  }

  private List<Opening> openings() {
    var run = work.run();
    return work.windows().alwaysOpen()
        ? List.of(Opening.ahead(run.id().plannedAt(), null, pending))
        : store.members().windows().openings(run.key());
  }
}
