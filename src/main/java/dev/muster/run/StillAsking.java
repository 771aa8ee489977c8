package dev.muster.run;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.schedule.AgainRule;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Since when users must have been due whom {@code again} of a campaign's runs to come may ask for:
 * by its latest run, whether that was live or of past behaviour, and by unfinished ones. A
 * rehearsal may have been of another file: it tells of rehearsals alone.
 *
 * @param reader reads definitions that runs have frozen
 * @param account in whose zone days begin where no run says another
 * @param clock the program's
 */
record StillAsking(Store store, CampaignReader reader, Account account, Clock clock) {

  /**
   * Since when.
   *
   * @param earliest from when a run of past behaviour to come may count back: it may be planned for
   *     a time that has passed
   * @return nothing where no run asks
   */
  Optional<Instant> since(Of of, Instant earliest) {
    var since = new ArrayList<Instant>();
    store.runs().asking(of).forEach(run -> since.add(since(run, earliest)));
    for (var purpose : EnumSet.of(Purpose.REAL, of.purpose())) {
      var shared = store.definitions().latestShared(new Of(of.campaign(), purpose));
      if (!shared.isEmpty()) {
        since.add(since(FrozenFiles.of(of.campaign(), shared), account.timezone(), earliest));
      }
    }
    return since.stream().min(Instant::compareTo);
  }

  /** An unfinished one counts back from its planned time, which may have long passed. */
  private Instant since(Run run, Instant earliest) {
    var from =
        run.status().unfinished() && run.id().plannedAt().isBefore(earliest)
            ? run.id().plannedAt()
            : earliest;
    return since(FrozenFiles.of(run, store), run.accountZone(), from);
  }

  private Instant since(FrozenFiles files, ZoneId zone, Instant from) {
    return switch (reader.read(files)) {
      case Reading.Valid valid ->
          since(valid.campaign(), valid.campaign().who().isLive() ? clock.instant() : from, zone);
      // Nobody knows what it asks for.
      case Reading.Invalid _ -> Instant.MIN;
    };
  }

  /**
   * Since when those must have been due whom {@code again} of a campaign asks for from a moment on:
   * of a live one, a day is 24 hours, else it is the calendar's.
   */
  static Instant since(Campaign campaign, Instant moment, ZoneId accountZone) {
    var again = campaign.who().again();
    var byCalendar = new AgainRule(again, accountZone).since(moment);
    return campaign.who().isLive() && again instanceof Again.After(var pause)
        ? earlier(moment.minus(pause.exact()), byCalendar)
        : byCalendar;
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
