package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.Standing;
import dev.muster.audience.Standings;
import dev.muster.audience.ThenNot;
import dev.muster.audience.Triggered;
import dev.muster.audience.Triggers;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Interval;
import dev.muster.campaign.RunId;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.segmentapi.Halt;
import dev.muster.source.ArrivalMark;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.source.UnfitSource;
import dev.muster.store.LiveCampaigns.End;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveCounts.Others;
import dev.muster.store.LiveTriggers;
import dev.muster.store.LiveTriggers.State;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.MemberEvents.Taken;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes up what has triggered a live campaign since the launch before (live.md, "Which triggers are
 * taken up"). All of it is one transaction: a launch that dies before its end has taken up nothing;
 * after it, the new run has its members, and its gates are closed.
 *
 * @param planner writes the new run down
 * @param endings writes down how earlier runs end that have nobody left to send to
 * @param lockWait how long another launch of the campaign is waited for
 * @param stop ends waiting for the account's turn
 * @param transaction of Muster's own tables
 */
public record TakingUp(
    Store store,
    SourceDatabase source,
    Account account,
    Clocks clocks,
    RunPlanner planner,
    Endings endings,
    Duration lockWait,
    StopSignal stop,
    TransactionTemplate transaction) {
  private static final int CHUNK = 500;

  /** No run has it: the lock of a campaign's triggers goes by it. */
  private static final Instant NO_RUN = Instant.EPOCH;

  /** Another launch was quicker, though it did not hold the lock. */
  static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("another launch has taken triggers up meanwhile", null, false, false);
    }
  }

  /**
   * Takes triggers up.
   *
   * @throws SourceUnasked when profiles and events could not be asked
   * @throws UnfitSource when they are not what audiences can be found in
   * @throws java.io.UncheckedIOException when a list cannot be read; its message is for the user
   */
  public TakenUp take(Reading.Valid definition, CampaignFiles files)
      throws UnfitSource, InterruptedException {
    var campaign = definition.campaign().id();
    var lock = new LockWait(store.locks(), lockWait).lock(new RunId(campaign, NO_RUN)).lock();
    var asOf = clocks.began().truncatedTo(ChronoUnit.SECONDS);
    if (lock.isEmpty()) {
      return TakenUp.held(campaign, asOf);
    }
    var of = new LiveTriggers.Of(campaign, clocks.purpose());
    try (var held = lock.get()) {
      return requireNonNull(
          transaction.execute(_ -> {
            var collapsing = new Collapsing(store, endings, definition.campaign(), of);
            var taken = new Launch(definition, files, asOf, collapsing).take();
            if (!held.held()) {
              throw new Overtaken();
            }
            return taken;
          }));
    } catch (Unfit unfit) {
      throw unfit.fault;
    } catch (Overtaken e) {
      return TakenUp.held(campaign, asOf);
    }
  }

  private Optional<Halt> ended() {
    return stop.given() ? Optional.of(AccountWait.STOPPED) : Optional.empty();
  }

  /**
   * Takes note that a campaign is stopped: when it is published again, it starts anew.
   *
   * @return whether it was not before
   */
  public boolean pause(CampaignId campaign) {
    var of = new LiveTriggers.Of(campaign, clocks.purpose());
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          var found = store.live().campaigns().find(campaign, clocks.purpose());
          if (found.isEmpty() || found.get().definition() == null) {
            return false;
          }
          var met = found.get();
          store.live().triggers().forgetWaiting(of);
          return store
              .live()
              .campaigns()
              .keep(
                  campaign,
                  clocks.purpose(),
                  met,
                  new Met(
                      null,
                      met.metAt(),
                      met.start(),
                      met.watermark(),
                      met.horizon(),
                      null,
                      met.ended(),
                      met.end()));
        }));
  }

  /** Carries a fault of the source through the transaction. */
  private static final class Unfit extends RuntimeException {
    private final transient UnfitSource fault;

    Unfit(UnfitSource fault) {
      super(fault);
      this.fault = fault;
    }
  }

  /** One launch of one campaign. */
  private final class Launch {
    private final Reading.Valid definition;
    private final CampaignFiles files;
    private final Campaign campaign;
    private final Who.Live live;
    private final Instant asOf;
    private final LiveTriggers.Of of;
    private final Interval inFile;

    private Others others = Others.NONE;
    private final Collapsing collapsing;
    private long qualified;
    private @Nullable Run run;
    private @Nullable TriggerGates gates;

    Launch(Reading.Valid definition, CampaignFiles files, Instant asOf, Collapsing collapsing) {
      this.collapsing = collapsing;
      this.definition = definition;
      this.files = files;
      this.campaign = definition.campaign();
      this.live = (Who.Live) campaign.who().selection();
      this.asOf = asOf;
      this.of = new LiveTriggers.Of(campaign.id(), clocks.purpose());
      this.inFile = ((When.Live) campaign.when().planning()).events(zone());
    }

    private ZoneId zone() {
      var named = campaign.when().timezone();
      return named == null ? account.timezone() : named;
    }

    TakenUp take() {
      var found = store.live().campaigns().find(campaign.id(), clocks.purpose()).orElse(null);
      var words = TriggerDefinition.of(campaign, zone());
      if (found != null && !asOf.isAfter(found.watermark())) {
        return told(found);
      }
      if (found == null || found.definition() == null) {
        return begin(found, words);
      }
      var edited = TriggerDefinition.isEdited(found.definition(), words, found.ended());
      if (found.ended() != null && !edited) {
        return stayEnded(found);
      }
      if (edited) {
        // The new definition is for instants from the last launch on.
        giveUpAllWaiting();
      }
      var horizon =
          edited ? found.watermark() : later(found.horizon(), found.watermark().minus(live.late()));
      var start = start(found.metAt());
      var since = edited || found.arrivals() == null ? null : new ArrivalMark(found.arrivals());
      var mark = read(start, horizon, since, edited);
      takeUp(horizon);
      var next = later(horizon, asOf.minus(live.late()));
      var met = new Met(words, found.metAt(), start, asOf, next, mark, ended(next), inFile.to());
      keep(found, met);
      return told(met);
    }

    /** The first launch that finds it published, or published again. */
    private TakenUp begin(@Nullable Met found, String words) {
      var start = start(asOf);
      // Events of the future are there already, perhaps.
      var mark = read(start, asOf, null, false);
      var met = new Met(words, asOf, start, asOf, asOf, mark, ended(asOf), inFile.to());
      keep(found, met);
      return told(met);
    }

    /** Whatever is changed later is for what comes after this launch. */
    private TakenUp stayEnded(Met found) {
      var met =
          new Met(
              found.definition(),
              found.metAt(),
              found.start(),
              asOf,
              asOf,
              null,
              found.ended(),
              found.end());
      keep(found, met);
      return told(met);
    }

    /** Those that wait for a profile count, as nobody looks at them again. */
    private void giveUpAllWaiting() {
      var triggers = store.live().triggers();
      others = others.and(new Others(0, 0L, triggers.count(of, State.NO_PROFILE)));
      triggers.forgetWaiting(of);
    }

    private Instant start(Instant metAt) {
      var from = inFile.from();
      return from == null ? metAt : later(from, metAt);
    }

    private void keep(@Nullable Met found, Met met) {
      if (!store.live().campaigns().keep(campaign.id(), clocks.purpose(), found, met)) {
        throw new Overtaken();
      }
      if (met.ended() != null) {
        giveUpAllWaiting();
      }
      if (!others.areNone()) {
        store.live().counts().add(of, TriggerGates.day(asOf, account.timezone()), others);
      }
      if (met.ended() == null) {
        store.live().triggers().forget(of, met.horizon(), asOf);
      } else {
        store.live().triggers().forgetAll(of);
      }
    }

    private @Nullable End ended(Instant horizon) {
      if (campaign.who().cap() instanceof Cap.Only(var triggers)
          && store.live().counts().given(of, null) >= triggers) {
        return End.CAP;
      }
      var until = inFile.to();
      return until != null && !horizon.isBefore(until.plus(live.untilInstant())) ? End.UNTIL : null;
    }

    private TakenUp told(Met met) {
      var state =
          met.ended() != null
              ? TakenUp.State.ENDED
              : met.start().isAfter(asOf) ? TakenUp.State.NOT_YET : TakenUp.State.LIVE;
      return new TakenUp(
          campaign.id(),
          state,
          met.ended(),
          asOf,
          met.start(),
          met.horizon(),
          run == null ? null : run.id(),
          qualified,
          others,
          store.live().triggers().count(of, State.NO_PROFILE));
    }

    /** Remembers what has arrived. */
    private @Nullable String read(
        Instant start, Instant horizon, @Nullable ArrivalMark since, boolean edited) {
      var span = new Triggers.Span(new Interval(start, inFile.to()), horizon, asOf);
      try (var events = new Triggers(source, live, span, account.timezone()).open(since)) {
        if (!events.tellsArrivals()) {
          others = others.and(new Others(0, null, 0));
        }
        var chunk = new ArrayList<Trigger>();
        for (var event = events.next(); event != null; event = events.next()) {
          chunk.add(trigger(event));
          if (chunk.size() == CHUNK) {
            remember(chunk, horizon, edited);
            chunk.clear();
          }
        }
        remember(chunk, horizon, edited);
        var mark = events.mark();
        return mark == null ? null : mark.text();
      } catch (UnfitSource e) {
        throw new Unfit(e);
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
    }

    private Trigger trigger(Triggered event) {
      return new Trigger(
          event.user(),
          event.key(),
          event.occurredAt().plus(live.untilInstant()),
          event.name(),
          event.id(),
          event.occurredAt(),
          event.properties(),
          event.constant());
    }

    private void remember(List<Trigger> read, Instant horizon, boolean edited) throws SQLException {
      var known = store.live().triggers().states(of, read).keySet();
      // By another definition, it had another instant: it may have been forgotten since.
      var before = edited ? store.live().events().takenUp(of, read) : Set.<String>of();
      var news = new ArrayList<Trigger>();
      var late = new ArrayList<Trigger>();
      var again = new ArrayList<Trigger>();
      var was = new ArrayList<Trigger>();
      var here = new HashSet<String>();
      for (var trigger : read) {
        if (!here.add(trigger.event())) {
          continue;
        }
        if (known.contains(trigger.event())) {
          again.add(trigger);
        } else if (before.contains(trigger.event())) {
          was.add(trigger);
        } else if (trigger.instant().isBefore(horizon)) {
          late.add(trigger);
        } else {
          news.add(trigger);
        }
      }
      var triggers = store.live().triggers();
      var next = later(horizon, asOf.minus(live.late()));
      triggers.seen(
          of,
          asOf,
          again.stream().filter(each -> edited || each.instant().isBefore(next)).toList());
      triggers.add(of, State.TAKEN_UP, asOf, was);
      triggers.add(of, State.TO_COME, asOf, news);
      triggers.add(of, State.TOO_LATE, asOf, late);
      others = others.and(new Others(0, (long) holding(late).size(), 0));
    }

    /** Those that nothing followed. */
    private List<Trigger> holding(List<Trigger> triggers) throws SQLException {
      if (live.thenNot() == null || triggers.isEmpty()) {
        return triggers;
      }
      var holds =
          new ThenNot(source, live, account.timezone())
              .holds(
                  triggers.stream()
                      .map(each ->
                          new ThenNot.After(
                              each.user(), each.occurredAt(), each.constant(), each.instant()))
                      .toList());
      var holding = new ArrayList<Trigger>();
      for (var i = 0; i < triggers.size(); i++) {
        if (holds.get(i)) {
          holding.add(triggers.get(i));
        }
      }
      return holding;
    }

    /** Looks at those whose moment has come, in trigger order. */
    private void takeUp(Instant horizon) {
      new AccountWait(campaign.id().value(), account, store.accountTurn(), TakingUp.this::ended)
          .takeForThisTransaction();
      var triggers = store.live().triggers();
      giveUpWaiting(horizon);
      try {
        var page = triggers.page(of, State.TO_COME, asOf, null, CHUNK);
        while (!page.isEmpty()) {
          look(page);
          page = triggers.page(of, State.TO_COME, asOf, page.getLast().occasion(), CHUNK);
        }
      } catch (UnfitSource e) {
        throw new Unfit(e);
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
      closeGates();
    }

    /** Whoever waits for a profile is looked at again, unless the horizon has passed. */
    private void giveUpWaiting(Instant horizon) {
      var triggers = store.live().triggers();
      var waiting = triggers.page(of, State.NO_PROFILE, asOf, null, CHUNK);
      while (!waiting.isEmpty()) {
        var passed = waiting.stream().filter(each -> each.instant().isBefore(horizon)).toList();
        var left = waiting.stream().filter(each -> !each.instant().isBefore(horizon)).toList();
        triggers.move(of, State.TAKEN_UP, passed);
        triggers.move(of, State.TO_COME, left);
        others = others.and(new Others(0, 0L, passed.size()));
        waiting = triggers.page(of, State.NO_PROFILE, asOf, null, CHUNK);
      }
    }

    private void look(List<Trigger> page) throws SQLException {
      var holding = holding(page);
      var without = new ArrayList<Trigger>();
      var passing = new ArrayList<TriggerGates.Passing>();
      if (!holding.isEmpty()) {
        var standings = standings(holding);
        for (var i = 0; i < holding.size(); i++) {
          switch (standings.get(i)) {
            case Standing.NoProfile _ -> without.add(holding.get(i));
            case Standing.NotQualified _ -> others = others.and(new Others(1, 0L, 0));
            case Standing.Qualified(var user) ->
                passing.add(new TriggerGates.Passing(holding.get(i), user));
          }
        }
      }
      store.live().triggers().move(of, State.NO_PROFILE, without);
      store
          .live()
          .triggers()
          .move(of, State.TAKEN_UP, page.stream().filter(each -> !without.contains(each)).toList());
      if (!passing.isEmpty()) {
        admit(passing);
      }
    }

    private List<Standing> standings(List<Trigger> triggers) throws SQLException {
      var options =
          FrozenAudience.withinPlanning(source, store.definitions(), run(), campaign.what());
      return new Standings(source, live.audience(), options)
          .of(
              triggers.stream()
                  .map(each -> new Standings.Asked(each.user(), each.instant()))
                  .toList());
    }

    /** The new run, which is forgotten where it gets no member. */
    private Run run() {
      if (run == null) {
        var id = new RunId(campaign.id(), asOf);
        if (store.runs().find(id).isPresent()) {
          // Of a rehearsal, or of a launch in real life: the next one is of another second.
          throw new Overtaken();
        }
        run = planner.plan(id, definition, files, false);
        gates = new TriggerGates(store, run, campaign, account, collapsing);
      }
      return run;
    }

    private void admit(List<TriggerGates.Passing> passing) {
      var key = run().key();
      var members = requireNonNull(gates).admit(passing);
      qualified += members.size();
      store.members().add(key, members);
      store.runs().qualified(key, qualified);
      var taken = new ArrayList<Taken>();
      for (var i = 0; i < members.size(); i++) {
        var trigger = passing.get(i).trigger();
        taken.add(
            new Taken(
                members.get(i).position(),
                trigger.user(),
                new TriggeringEvent(
                    trigger.name(), trigger.id(), trigger.occurredAt(), trigger.properties())));
      }
      store.live().events().add(key, campaign.id(), taken);
    }

    private void closeGates() {
      if (run == null || gates == null) {
        return;
      }
      if (qualified == 0) {
        store.runs().forget(run.key());
        run = null;
        return;
      }
      gates.keepPlaces();
      collapsing.completeEarlier(asOf);
      store.members().windows().close(run.key(), asOf);
      if (gates.windows().askForZones()) {
        store.members().windows().countZones(run.key());
      }
      store.gates().close(run.key());
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
