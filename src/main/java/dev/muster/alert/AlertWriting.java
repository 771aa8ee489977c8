package dev.muster.alert;

import dev.muster.campaign.file.Heading;
import dev.muster.gate.UsualCount;
import dev.muster.run.FrozenFiles;
import dev.muster.run.Missing;
import dev.muster.run.RunEnd;
import dev.muster.run.RunWitness;
import dev.muster.store.Accounting;
import dev.muster.store.AlertEvent;
import dev.muster.store.AlertSubject;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import dev.muster.store.Transition;
import java.util.List;

/**
 * Writes down what there is to be told of runs, with their ends; those of live campaigns change
 * what there is to be told of their day.
 */
record AlertWriting(Store store, AlertRule rule, DayWriting days, NextStep next, AlertBook book)
    implements RunWitness {
  /** So many missed runs at most are told of one by one. */
  private static final int MISSED_AT_ONCE = 10;

  @Override
  public void ended(Transition transition, RunEnd end) {
    if (!(transition.to() instanceof RunState.Ended state)) {
      return;
    }
    var run = store.runs().get(transition.run());
    var audience = Accounting.of(store, run);
    if (store.runs().isLive(run.key())) {
      days.ended(run, state, end, audience);
      return;
    }
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
            book.write(
                AlertSubject.of(run.id()),
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
        book.write(
            AlertSubject.of(run.id()),
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
    return AlertRule.isNew(event, store.alerts().last(AlertSubject.of(run.id()), run.purpose()));
  }
}
