package dev.muster.run.job;

import dev.muster.run.ControlRechecking;
import dev.muster.run.Work;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueControl.Due;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out, before a run of a live campaign is sent, which of its control group's triggers would
 * have been sent with those that are due: by the run's own definition, at the same moment, and page
 * by page in transactions of its own.
 *
 * @param clock the program's
 */
record ControlDue(
    Work work,
    Store store,
    ControlRechecking rechecking,
    SourceQuestions questions,
    TransactionTemplate transaction,
    Clock clock) {
  private static final int PAGE = 1000;

  void test() {
    var run = work.run();
    var asOf = clock.instant();
    var due = store.live().dueControl().of(run, asOf, PAGE);
    while (!due.isEmpty()) {
      var page = due;
      var lost = lost(page, asOf);
      transaction.executeWithoutResult(_ -> {
        work.claim().holdForThisTransaction();
        store.live().dueControl().tested(run, page, lost);
      });
      due = store.live().dueControl().of(run, asOf, PAGE);
    }
  }

  private List<Due> lost(List<Due> page, Instant asOf) {
    return questions.patiently(() -> {
      try {
        return rechecking.lost(page, asOf);
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
    });
  }
}
