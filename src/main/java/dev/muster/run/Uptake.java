package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Interval;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.GoalWords;
import dev.muster.source.ArrivalMark;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveCampaigns.End;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveCounts.Others;
import dev.muster.store.LiveTriggers;
import dev.muster.store.LiveTriggers.State;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One launch of one live campaign, within its transaction: from where on it looks, what it takes
 * up, and what the next one is to know.
 */
final class Uptake {
  private static final Logger log = LoggerFactory.getLogger(Uptake.class);

  /** As far as clocks of machines may be that nobody has to look after. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final Store store;
  private final Account account;
  private final Campaign campaign;
  private final Who.Live live;
  private final LiveTriggers.Of of;
  private final AccountWait turn;
  private final TriggerRun run;
  private final Instant asOf;
  private final Interval inFile;
  private final ArrivedTriggers arrived;
  private final TriggerLook look;

  private Others others = Others.NONE;

  /**
   * Nothing yet.
   *
   * @param turn of the account, whose frequency cap may count
   * @param run whose members the triggers become
   */
  Uptake(
      Store store,
      SourceDatabase source,
      Account account,
      Campaign campaign,
      LiveTriggers.Of of,
      AccountWait turn,
      TriggerRun run,
      Instant asOf) {
    this.store = store;
    this.account = account;
    this.campaign = campaign;
    this.live = (Who.Live) campaign.who().selection();
    this.of = of;
    this.turn = turn;
    this.run = run;
    this.asOf = asOf;
    this.inFile = ((When.Live) campaign.when().planning()).events(zone());
    this.look =
        new TriggerLook(
            store,
            source,
            account.timezone(),
            campaign,
            of,
            run,
            asOf,
            () ->
                FrozenAudience.withinPlanning(
                    source, store.definitions(), run.planned(), campaign.what()));
    this.arrived = new ArrivedTriggers(store, source, live, account.timezone(), of, asOf);
  }

  private ZoneId zone() {
    var named = campaign.when().timezone();
    return named == null ? account.timezone() : named;
  }

  /**
   * Takes up what there is.
   *
   * @throws SQLException when the source refuses a question
   */
  TakenUp take() throws SQLException {
    var found = store.live().campaigns().find(campaign.id(), of.purpose()).orElse(null);
    if (found != null && !asOf.isAfter(found.watermark())) {
      if (asOf.isBefore(found.watermark().minus(CLOCKS_APART))) {
        log.warn(
            "{}: nothing was looked at, for this launch is as of {}, and an earlier one has looked as"
                + " of {}: is a clock wrong?",
            campaign.id(),
            asOf,
            found.watermark());
      }
      return told(found);
    }
    var words = TriggerDefinition.of(campaign, zone());
    if (found == null || found.definition() == null) {
      return kept(found, begun(words));
    }
    var edited = TriggerDefinition.isEdited(found.definition(), words, found.ended());
    return kept(
        found,
        found.ended() != null && !edited ? found.stillEnded(asOf) : gone(found, words, edited));
  }

  /** The first launch that finds it published, or published again. */
  private Met begun(String words) throws SQLException {
    var start = start(asOf);
    // Events of the future are there already, perhaps.
    var mark = read(start, asOf, null, false);
    return new Met(words, asOf, start, asOf, asOf, mark, ended(asOf), inFile.to());
  }

  /** A launch that goes on from the one before. */
  private Met gone(Met found, String words, boolean edited) throws SQLException {
    if (edited) {
      // The new definition is for instants from the last launch on.
      giveUpWaiting();
    }
    var horizon =
        edited ? found.watermark() : later(found.horizon(), found.watermark().minus(live.late()));
    var start = start(found.metAt());
    var since = edited || found.arrivals() == null ? null : new ArrivalMark(found.arrivals());
    var mark = read(start, horizon, since, edited);
    turn.takeForThisTransaction();
    run.collapsePutOff(found.watermark());
    others = others.and(look.at(horizon));
    run.close();
    if (run.id() != null) {
      keepGoal();
    }
    var next = later(horizon, asOf.minus(live.late()));
    return new Met(words, found.metAt(), start, asOf, next, mark, ended(next), inFile.to());
  }

  private void keepGoal() {
    var goals = store.live().goals();
    if (!GoalWords.say(goals.latest(of), campaign.goal())) {
      goals.begin(of, asOf, GoalWords.of(campaign.goal()));
    }
  }

  private Instant start(Instant metAt) {
    var from = inFile.from();
    return from == null ? metAt : later(from, metAt);
  }

  private @Nullable String read(
      Instant start, Instant horizon, @Nullable ArrivalMark since, boolean edited)
      throws SQLException {
    var read =
        arrived.remember(
            new ArrivedTriggers.Span(new Interval(start, inFile.to()), horizon, since, edited));
    others = others.and(read.others());
    return read.mark();
  }

  private @Nullable End ended(Instant horizon) {
    if (campaign.who().cap() instanceof Cap.Only(var triggers)
        && store.live().counts().given(of, null) >= triggers) {
      return End.CAP;
    }
    var until = inFile.to();
    return until != null && !horizon.isBefore(until.plus(live.untilInstant())) ? End.UNTIL : null;
  }

  private TakenUp kept(@Nullable Met found, Met met) {
    if (!store.live().campaigns().keep(campaign.id(), of.purpose(), found, met)) {
      throw new TakingUp.Overtaken();
    }
    if (met.ended() == null) {
      store.live().triggers().forget(of, met.horizon(), asOf);
    } else {
      giveUpWaiting();
      store.live().triggers().forgetAll(of);
    }
    // Of a day with a run, nobody is to think that none was too late where that cannot be known.
    if (!others.areNone() || (run.id() != null && others.tooLate() == null)) {
      store.live().counts().add(of, TriggerGates.day(asOf, account.timezone()), others);
    }
    return told(met);
  }

  private TakenUp told(Met met) {
    return new TakenUp(
        campaign.id(),
        state(met),
        met.ended(),
        asOf,
        met.start(),
        met.horizon(),
        run.id(),
        run.qualified(),
        others,
        store.live().triggers().count(of, State.NO_PROFILE));
  }

  private TakenUp.State state(Met met) {
    if (met.ended() != null) {
      return TakenUp.State.ENDED;
    }
    return met.start().isAfter(asOf) ? TakenUp.State.NOT_YET : TakenUp.State.LIVE;
  }

  /** Nobody looks at those again that wait: those without a profile count. */
  private void giveUpWaiting() {
    var triggers = store.live().triggers();
    others = others.and(new Others(0, 0L, triggers.count(of, State.NO_PROFILE)));
    triggers.forgetWaiting(of);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
