package dev.muster.run;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.Standing;
import dev.muster.audience.Standings;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveCounts.Others;
import dev.muster.store.LiveTriggers;
import dev.muster.store.LiveTriggers.State;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the remembered triggers of a live campaign whose moment has come, in trigger order: who
 * qualifies becomes a member of the run (live.md, "Qualified").
 *
 * @param accountZone in which days begin
 * @param options of the audience, as of the launch; asked for where there are triggers
 */
record TriggerLook(
    Store store,
    SourceDatabase source,
    ZoneId accountZone,
    Campaign campaign,
    LiveTriggers.Of of,
    TriggerRun run,
    Instant asOf,
    Supplier<AudienceOptions> options) {

  /**
   * Looks at all of them.
   *
   * @param horizon whose instant lies before it is not waited for any more
   * @return what became of those that are no members
   * @throws SQLException when the source refuses a question
   */
  Others at(Instant horizon) throws SQLException {
    var others = lookedAgain(horizon);
    var page = page(State.TO_COME, null);
    while (!page.isEmpty()) {
      others = others.and(look(page));
      page = page(State.TO_COME, page.getLast());
    }
    return others;
  }

  /** Looks at some more, in trigger order, that are not remembered. */
  void also(List<Trigger> triggers) throws SQLException {
    look(triggers);
  }

  private List<Trigger> page(State state, @Nullable Trigger behind) {
    return store
        .live()
        .triggers()
        .page(of, state, asOf, behind == null ? null : behind.occasion(), ArrivedTriggers.CHUNK);
  }

  /** Those without a profile are looked at again, unless the horizon has passed them. */
  private Others lookedAgain(Instant horizon) {
    var triggers = store.live().triggers();
    var given = 0L;
    var waiting = page(State.NO_PROFILE, null);
    while (!waiting.isEmpty()) {
      var passed = waiting.stream().filter(each -> each.instant().isBefore(horizon)).toList();
      var left = waiting.stream().filter(each -> !each.instant().isBefore(horizon)).toList();
      triggers.move(of, State.TAKEN_UP, passed);
      triggers.move(of, State.TO_COME, left);
      given += passed.size();
      waiting = page(State.NO_PROFILE, null);
    }
    return new Others(0, 0L, given);
  }

  private Others look(List<Trigger> page) throws SQLException {
    var live = (Who.Live) campaign.who().selection();
    var unfollowed = new Unfollowed(source, live, accountZone).among(page);
    var standings = standings(live, unfollowed);
    var without = new HashSet<Trigger>();
    var passing = new ArrayList<TriggerGates.Passing>();
    var notQualified = 0L;
    for (var i = 0; i < unfollowed.size(); i++) {
      switch (standings.get(i)) {
        case Standing.NoProfile _ -> without.add(unfollowed.get(i));
        case Standing.NotQualified _ -> notQualified++;
        case Standing.Qualified(var user) ->
            passing.add(new TriggerGates.Passing(unfollowed.get(i), user));
      }
    }
    var triggers = store.live().triggers();
    triggers.move(of, State.NO_PROFILE, List.copyOf(without));
    triggers.move(
        of, State.TAKEN_UP, page.stream().filter(each -> !without.contains(each)).toList());
    run.admit(passing);
    return new Others(notQualified, 0L, 0);
  }

  private List<Standing> standings(Who.Live live, List<Trigger> triggers) throws SQLException {
    if (triggers.isEmpty()) {
      return List.of();
    }
    return new Standings(source, live.audience(), options.get())
        .of(
            triggers.stream()
                .map(each -> new Standings.Asked(each.user(), each.instant()))
                .toList());
  }
}
