package dev.muster.alert;

import dev.muster.campaign.file.Heading;
import dev.muster.gate.Verdict;
import dev.muster.run.FrozenFiles;
import dev.muster.run.RunEnd;
import dev.muster.store.Accounting;
import dev.muster.store.AlertSubject;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import java.time.LocalDate;

/** Writes down what there is to be told of the days of live campaigns, as their runs end. */
record DayWriting(Store store, DayRule rule, NextStep next, AlertBook book) {

  /**
   * A run has ended.
   *
   * @param audience where its triggers are now
   */
  void ended(Run run, RunState.Ended state, RunEnd end, Accounting audience) {
    var of = new Of(run.id().campaign(), run.purpose());
    var day = run.asOf().atZone(run.accountZone()).toLocalDate();
    var subject = new AlertSubject(run.id(), day);
    var noted =
        store
            .live()
            .health()
            .note(of, day, run, Aftermath.health(audience), mayChange(run, audience));
    var after =
        new DayAftermath(
            run.id(),
            state,
            NextStep.needsRemedy(end),
            store.runs().failures(run.key()),
            noted,
            store.alerts().last(subject, run.purpose()),
            () -> someRunIsFailed(of, run, day));
    rule.of(after).ifPresent(news -> tell(news, subject, run, end, of, day));
  }

  private void tell(News news, AlertSubject subject, Run run, RunEnd end, Of of, LocalDate day) {
    var audience = store.live().days().ofDay(of, run.accountZone(), day).audience();
    book.write(
        subject,
        run,
        news,
        next.ofDay(news.event(), run, end, day, audience),
        Heading.of(run.id().campaign(), FrozenFiles.of(run, store)),
        audience);
  }

  /** Who was rejected may be sent to again. */
  private static boolean mayChange(Run run, Accounting audience) {
    return run.status().unfinished() || audience.count(Verdict.REJECTED) > 0;
  }

  private boolean someRunIsFailed(Of of, Run run, LocalDate day) {
    var zone = run.accountZone();
    return store
        .runs()
        .someFailed(
            of, day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
