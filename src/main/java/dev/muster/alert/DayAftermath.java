package dev.muster.alert;

import dev.muster.campaign.RunId;
import dev.muster.store.AlertEvent;
import dev.muster.store.LiveHealth.Noted;
import dev.muster.store.RunState;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A day of a live campaign when an execution of one of its runs has ended.
 *
 * @param state of the run
 * @param needsRemedy whether something must be changed before another execution is of use
 * @param failures how often running the run has failed, this time included
 * @param noted what the day's runs have come to, and whether the run has mended some of it
 * @param last what was told of the day last, if anything was
 * @param someRunIsFailed whether one of the day's runs has failed and not gone on since; it is
 *     asked only where that matters
 */
record DayAftermath(
    RunId run,
    RunState.Ended state,
    boolean needsRemedy,
    int failures,
    Noted noted,
    Optional<AlertEvent> last,
    BooleanSupplier someRunIsFailed) {

  /** Whether that was told last. */
  boolean wasToldOf(AlertEvent event) {
    return last.filter(event::equals).isPresent();
  }
}
