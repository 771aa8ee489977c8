package dev.muster.alert;

import dev.muster.campaign.RunId;
import dev.muster.run.Clocks;
import dev.muster.run.RunWitness;
import dev.muster.run.Unforeseen;
import dev.muster.store.AlertChannel;
import dev.muster.store.DatabaseSays;
import dev.muster.store.Store;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What one launch has to tell the owners of campaigns: written down with the ends of runs, and sent
 * after that. What cannot be sent changes neither a run nor what the launch ends with.
 */
public final class LaunchAlerts {
  private static final Logger log = LoggerFactory.getLogger(LaunchAlerts.class);

  private final AlertBook book;
  private final RunWitness witness;
  private final AlertSending sending;

  /**
   * Nothing yet.
   *
   * @param messengers those that are set up
   * @param receiver the option by which the launch was given its receiver, with a blank before it,
   *     or nothing
   */
  public LaunchAlerts(
      Store store,
      TransactionTemplate transaction,
      Thresholds thresholds,
      List<Messenger> messengers,
      String receiver,
      Clocks clocks) {
    this.book =
        new AlertBook(
            store.alerts(),
            messengers.stream().map(Messenger::channel).collect(Collectors.<AlertChannel>toSet()),
            clocks);
    var next = new NextStep(receiver);
    this.witness =
        new AlertWriting(
            store,
            new AlertRule(thresholds),
            new DayWriting(store, new DayRule(thresholds), next, book),
            next,
            book);
    this.sending = new AlertSending(store.openAlerts(), transaction, messengers, clocks.real());
  }

  /** Writes alerts down. */
  public RunWitness witness() {
    return witness;
  }

  /** Sends what this launch has written down since. */
  public void send() {
    unlessInTrouble(() -> book.written().forEach(sending::sendOwn));
  }

  /** The same, and what others have left of a run that is about to be reported. */
  public void sendBeforeReport(RunId run) {
    send();
    unlessInTrouble(() -> sending.sendLeftOf(run));
  }

  /**
   * Sends what others have left, before the launch ends.
   *
   * @param goesOn whether there is time for another one
   */
  public void sendLeft(BooleanSupplier goesOn) {
    send();
    unlessInTrouble(() -> sending.sendLeft(goesOn));
  }

  private static void unlessInTrouble(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn(
          "alerts cannot be sent: {}; the next launch tries again",
          DatabaseSays.within(e)
              .map(DatabaseSays::atWork)
              .orElseGet(() -> new Unforeseen(e).line()));
    }
  }
}
