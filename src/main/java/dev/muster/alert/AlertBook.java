package dev.muster.alert;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.file.Heading;
import dev.muster.run.Clocks;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import dev.muster.store.AlertSubject;
import dev.muster.store.Alerts;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes alerts down, and remembers which: once committed, those are for this launch to send. */
final class AlertBook {
  private final Alerts alerts;
  private final Set<AlertChannel> channels;
  private final Clocks clocks;
  private final List<WrittenAlert> written = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param channels those that are set up
   */
  AlertBook(Alerts alerts, Set<AlertChannel> channels, Clocks clocks) {
    this.alerts = alerts;
    this.channels = Set.copyOf(channels);
    this.clocks = clocks;
  }

  /** The alerts that were written since this was asked last. */
  synchronized List<WrittenAlert> written() {
    var since = List.copyOf(written);
    written.clear();
    return since;
  }

  /**
   * Writes one down, in the caller's transaction.
   *
   * @param run the one that has ended
   * @param remedy what to do, with the command that goes on, or null
   * @param audience the counts that it tells
   */
  void write(
      AlertSubject subject,
      Run run,
      News news,
      @Nullable String remedy,
      Heading campaign,
      Accounting audience) {
    var mail = campaign.owner() == null ? new AlertDelivery.Off() : first(AlertChannel.MAIL);
    var rehearsal = run.isRehearsal() || clocks.purpose() == Purpose.REHEARSAL;
    Optional<WrittenAlert> alert = Optional.empty();
    // Of the same day a rehearsal and a real run may tell at once: each waits for the other here.
    for (var ordinal = alerts.next(subject); alert.isEmpty(); ordinal++) {
      var next =
          new Alert(
              subject,
              ordinal,
              news.event(),
              requireNonNull(run.endedAt()),
              mail,
              first(AlertChannel.WEBHOOK));
      var telling =
          new Telling(next, campaign, run.status(), news.reason(), remedy, audience, rehearsal);
      alert =
          alerts
              .write(next, run.purpose(), telling.message(), clocks.real().instant())
              .map(row -> new WrittenAlert(row, next));
    }
    onceCommitted(alert.get());
  }

  /** What is rolled back is nobody's to send. */
  private void onceCommitted(WrittenAlert alert) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            synchronized (AlertBook.this) {
              written.add(alert);
            }
          }
        });
  }

  private AlertDelivery first(AlertChannel channel) {
    return channels.contains(channel) ? new AlertDelivery.Due() : new AlertDelivery.Off();
  }
}
