package dev.muster.alert;

import static java.util.stream.Collectors.joining;

import dev.muster.campaign.RunId;
import dev.muster.run.Figures;
import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import dev.muster.store.AlertRow;
import dev.muster.store.OpenAlert;
import dev.muster.store.OpenAlerts;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends alerts that are written down, for one launch: each channel on its own, each alert once, and
 * none any more on a channel that has failed. Of several launches the one that holds the row sends.
 */
final class AlertSending {
  private static final Logger log = LoggerFactory.getLogger(AlertSending.class);

  private final OpenAlerts alerts;
  private final TransactionTemplate transaction;
  private final Map<AlertChannel, Messenger> messengers = new EnumMap<>(AlertChannel.class);
  private final Clock clock;
  private final Map<AlertChannel, String> broken = new EnumMap<>(AlertChannel.class);
  private final Set<AlertRow> asked = new HashSet<>();
  private int skipped;

  /**
   * Sends by these ways.
   *
   * @param clock the real one
   */
  AlertSending(
      OpenAlerts alerts, TransactionTemplate transaction, List<Messenger> messengers, Clock clock) {
    this.alerts = alerts;
    this.transaction = transaction;
    this.clock = clock;
    messengers.forEach(messenger -> this.messengers.put(messenger.channel(), messenger));
  }

  /** Sends an alert of this launch, after those of its subject that have not arrived yet. */
  void sendOwn(WrittenAlert alert) {
    alerts.of(alert.subject()).stream()
        .takeWhile(open -> !open.equals(alert.row()))
        .forEach(this::sendEarlier);
    asked.add(alert.row());
    if (alert.isForSomebody()) {
      tell(send(alert.row(), messengers.keySet()));
    } else {
      log.warn("{}: nobody was told: {}", alert.key(), whyNobody());
    }
  }

  /** Where mails are set up, the alert has no address to go to. */
  private String whyNobody() {
    return messengers.isEmpty()
        ? "neither SPRING_MAIL_HOST nor MUSTER_ALERTS_WEBHOOKURL is set"
        : "the definition that the run was planned with names no owner that this version of Muster"
            + " can read, and MUSTER_ALERTS_WEBHOOKURL is not set";
  }

  /**
   * Sends what earlier launches, or others, have left of a run, so that its report says what became
   * of it.
   */
  void sendLeftOf(RunId run) {
    alerts.of(run).forEach(this::sendEarlier);
  }

  /**
   * Sends what earlier launches, or others, have left.
   *
   * @param goesOn whether there is time for another one
   */
  void sendLeft(BooleanSupplier goesOn) {
    for (var open : alerts.all()) {
      if (goesOn.getAsBoolean()) {
        sendEarlier(open);
      }
    }
    if (skipped > 0) {
      log.warn("{} of earlier launches not sent either", Figures.counted(skipped, "alert"));
    }
  }

  /** Where nobody answers, it is one line, however many there are. */
  private void sendEarlier(AlertRow alert) {
    if (!asked.add(alert)) {
      return;
    }
    var attempts = send(alert, EnumSet.allOf(AlertChannel.class));
    var told = attempts.stream().filter(attempt -> !attempt.isSkipped()).toList();
    tell(told);
    if (told.isEmpty() && !attempts.isEmpty()) {
      skipped++;
    }
  }

  private List<Attempt> send(AlertRow alert, Set<AlertChannel> channels) {
    return channels.stream().flatMap(channel -> send(alert, channel).stream()).toList();
  }

  /** A process that dies meanwhile holds the row no longer, and has not said that it was sent. */
  private Optional<Attempt> send(AlertRow alert, AlertChannel channel) {
    return transaction.execute(_ -> {
      var attempt = alerts.claim(alert, channel).flatMap(open -> attempt(open, channel));
      attempt.ifPresent(made -> alerts.keep(alert, channel, made.delivery(), made.asked()));
      return attempt;
    });
  }

  private Optional<Attempt> attempt(OpenAlert open, AlertChannel channel) {
    if (!open.writtenAt().plus(Attempt.GIVEN_UP_AFTER).isAfter(clock.instant())) {
      return Optional.of(new Attempt(channel, open.key(), new AlertDelivery.GivenUp(null), false));
    }
    var why = broken.get(channel);
    if (why != null) {
      return Optional.of(new Attempt(channel, open.key(), new AlertDelivery.Failed(why), false));
    }
    return Optional.ofNullable(messengers.get(channel))
        .map(messenger -> new Attempt(channel, open.key(), sent(open, messenger), true));
  }

  private AlertDelivery sent(OpenAlert open, Messenger messenger) {
    try {
      messenger.send(open);
      return new AlertDelivery.Sent();
    } catch (Unsent e) {
      switch (e.fault()) {
        case OF_THE_CHANNEL -> broken.put(messenger.channel(), e.why());
        // Or one that never arrives would keep all others from being sent.
        case OF_THIS_ALERT -> {}
      }
      return new AlertDelivery.Failed(e.why());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AlertDelivery.Failed("interrupted");
    }
  }

  private static void tell(List<Attempt> attempts) {
    var troubles =
        attempts.stream().flatMap(attempt -> attempt.trouble().stream()).collect(joining(", "));
    if (!troubles.isEmpty()) {
      log.warn("{}: not sent: {}", attempts.getFirst().key(), troubles);
    }
  }
}
