package dev.muster.alert;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.file.Heading;
import dev.muster.gate.UsualCount;
import dev.muster.run.Clocks;
import dev.muster.run.FrozenFiles;
import dev.muster.run.Missing;
import dev.muster.run.RunEnd;
import dev.muster.run.RunWitness;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import dev.muster.store.AlertEvent;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import dev.muster.store.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down what there is to be told of runs, with their ends, and remembers of which alerts that
 * were: those are for this launch to send.
 */
final class AlertWriting implements RunWitness {
  /** So many missed runs at most are told of one by one. */
  private static final int MISSED_AT_ONCE = 10;

  private final Store store;
  private final AlertRule rule;
  private final NextStep next;
  private final Set<AlertChannel> channels;
  private final Clocks clocks;
  private final List<WrittenAlert> written = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param channels those that are set up
   */
  AlertWriting(
      Store store, AlertRule rule, NextStep next, Set<AlertChannel> channels, Clocks clocks) {
    this.store = store;
    this.rule = rule;
    this.next = next;
    this.channels = Set.copyOf(channels);
    this.clocks = clocks;
  }

  /** The alerts that were written since this was asked last. */
  synchronized List<WrittenAlert> written() {
    var alerts = List.copyOf(written);
    written.clear();
    return alerts;
  }

  @Override
  public void ended(Transition transition, RunEnd end) {
    if (!(transition.to() instanceof RunState.Ended state)) {
      return;
    }
    var run = store.runs().get(transition.run());
    var audience = Accounting.of(store, run);
    var after =
        new Aftermath(
            state,
            NextStep.needsRemedy(end),
            store.runs().failures(run.key()),
            audience,
            UsualCount.of(store.guards().earlier(run)));
    rule.of(after)
        .filter(news -> isNew(run, news.event()))
        .ifPresent(news ->
            write(
                run,
                news,
                next.of(news.event(), run, end, audience, store.guards().of(run.key())),
                Heading.of(run.id().campaign(), FrozenFiles.of(run, store)),
                audience));
  }

  /** Of many at once the latest alone is told of, and that it was not the only one. */
  @Override
  public void missed(Missing missing, List<Transition> transitions) {
    var many = transitions.size() > MISSED_AT_ONCE;
    for (var transition : many ? List.of(transitions.getLast()) : transitions) {
      var run = store.runs().get(transition.run());
      if (isNew(run, AlertEvent.MISSED)) {
        var reason = String.valueOf(run.reason());
        write(
            run,
            new News(AlertEvent.MISSED, many ? reason + "; " + together(transitions) : reason),
            next.missed(run, missing.file(), missing.approved()),
            Heading.of(missing.campaign()),
            Accounting.of(store, run));
      }
    }
  }

  private static String together(List<Transition> transitions) {
    return "%d runs were missed, the first %s, and this is the last; 'muster runs --campaign %s' lists them"
        .formatted(
            transitions.size(),
            transitions.getFirst().run(),
            transitions.getFirst().run().campaign().value());
  }

  private boolean isNew(Run run, AlertEvent event) {
    return AlertRule.isNew(event, store.alerts().last(run.id(), run.purpose()));
  }

  private void write(
      Run run, News news, @Nullable String remedy, Heading campaign, Accounting audience) {
    var mail = campaign.owner() == null ? new AlertDelivery.Off() : first(AlertChannel.MAIL);
    var alert =
        new Alert(
            run.id(),
            store.alerts().count(run.id()) + 1,
            news.event(),
            requireNonNull(run.endedAt()),
            mail,
            first(AlertChannel.WEBHOOK));
    var rehearsal = run.isRehearsal() || clocks.purpose() == Purpose.REHEARSAL;
    var telling =
        new Telling(alert, campaign, run.status(), news.reason(), remedy, audience, rehearsal);
    var row =
        store.alerts().write(alert, run.purpose(), telling.message(), clocks.real().instant());
    onceCommitted(new WrittenAlert(row, alert));
  }

  /** What is rolled back is nobody's to send. */
  private void onceCommitted(WrittenAlert alert) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            synchronized (AlertWriting.this) {
              written.add(alert);
            }
          }
        });
  }

  private AlertDelivery first(AlertChannel channel) {
    return channels.contains(channel) ? new AlertDelivery.Due() : new AlertDelivery.Off();
  }
}
