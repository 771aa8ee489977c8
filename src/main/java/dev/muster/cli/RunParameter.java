package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.RunId;
import dev.muster.report.Printable;
import dev.muster.run.Figures;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class RunParameter {
  @Parameters(paramLabel = "RUN", description = "A run, such as winback@2026-12-07T14:00:00Z.")
  private String run;

  RunParameter() {}

  /** One that was named in another way. */
  RunParameter(String run) {
    this.run = run;
  }

  /**
   * The run, as the tables have it.
   *
   * @throws Complaint when what was given names none, or there is no such run
   */
  Run in(Store store) {
    return named(run, store);
  }

  /** The same of a run that is named in another way. */
  static Run named(String run, Store store) {
    try {
      var id = RunId.parse(run);
      return store.runs().find(id).orElseThrow(() -> Complaint.needsRemedy(missing(id, store)));
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(Printable.of(String.valueOf(e.getMessage())));
    }
  }

  private static String missing(RunId id, Store store) {
    return store
        .live()
        .goneDays()
        .dayOf(id, reported(id, store))
        .map(day ->
            ("there is no run %s: runs of that day were pruned, and if there was one, it is in the"
                    + " day's sums; 'muster report %s --from %s --until %s' shows them")
                .formatted(id, id.campaign(), day, day))
        .orElseGet(() -> "there is no run " + id + "; 'muster runs' lists those there are");
  }

  /** Of rehearsals, reports tell only where there was nothing else. */
  private static Purpose reported(RunId run, Store store) {
    return store.live().campaigns().find(run.campaign(), Purpose.REAL).isPresent()
        ? Purpose.REAL
        : Purpose.REHEARSAL;
  }

  /**
   * The same, for who asks about its users.
   *
   * @throws Complaint when there is no such run, or it has no users any more
   */
  Run withUsersIn(Store store) {
    var found = in(store);
    if (found.status() == RunStatus.MISSED) {
      throw Complaint.needsRemedy("%s: was missed: it has no users".formatted(found.id()));
    }
    if (found.prunedAt() != null) {
      throw Complaint.needsRemedy(
          "%s: was pruned at %s: its users are known no more; 'muster report %s' shows its sums"
              .formatted(found.id(), Figures.second(found.prunedAt()), found.id()));
    }
    return found;
  }
}
