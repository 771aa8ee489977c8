package dev.muster.report;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.Standing;
import dev.muster.audience.Standings;
import dev.muster.audience.ThenNot;
import dev.muster.audience.Triggered;
import dev.muster.audience.TriggersOfUser;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.report.TriggerAnswer.End;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.TriggerFates;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a user's triggers of a live campaign (live.md, {@code explain}).
 *
 * @param run all are of it; null where the latest of the campaign are meant
 * @param triggers in trigger order; of a campaign the latest first
 */
public record TriggersReport(
    CampaignId campaign, @Nullable Run run, UserId user, List<TriggerAnswer> triggers) {
  /** So many of a campaign are told of. */
  private static final int LATEST = 10;

  public TriggersReport {
    triggers = List.copyOf(triggers);
  }

  /** The user's triggers in a run. */
  public static TriggersReport of(Store store, Run run, UserId user) {
    return new TriggersReport(
        run.id().campaign(),
        run,
        user,
        store.live().fates().of(run.key(), user).stream().map(TriggerAnswer::of).toList());
  }

  /**
   * A live campaign that is asked about.
   *
   * @param met as launches know it
   * @param options of its audience
   */
  public record Basis(
      LiveTriggers.Of of, Who.Live live, Met met, SourceDatabase source, AudienceOptions options) {}

  /**
   * The user's latest events that could have triggered a campaign. What is not kept is found by the
   * data as they are now.
   *
   * @throws SQLException when the database of profiles and events refuses a question
   */
  public static TriggersReport of(Store store, Basis basis, UserId user) throws SQLException {
    var live = basis.live();
    var zone = basis.options().accountZone();
    var events = new TriggersOfUser(basis.source(), live, zone).latest(user, LATEST);
    var fates =
        store
            .live()
            .fates()
            .of(basis.of(), user, events.stream().map(Triggered::key).toList())
            .stream()
            .collect(Collectors.toMap(TriggerFates.Fate::key, fate -> fate, (_, last) -> last));
    var answers = new ArrayList<TriggerAnswer>();
    for (var event : events) {
      var fate = fates.get(event.key());
      answers.add(
          fate != null
              ? TriggerAnswer.of(fate)
              : TriggerAnswer.of(
                  new TriggeringEvent(
                      event.name(), event.id(), event.occurredAt(), event.properties()),
                  instant(live, event),
                  end(store, basis, event)));
    }
    return new TriggersReport(basis.of().campaign(), null, user, answers);
  }

  private static Instant instant(Who.Live live, Triggered event) {
    return event.occurredAt().plus(live.untilInstant());
  }

  private static End end(Store store, Basis basis, Triggered event) throws SQLException {
    var met = basis.met();
    var until = met.end();
    if (event.occurredAt().isBefore(met.start())) {
      return End.BEFORE_START;
    }
    if (until != null && !event.occurredAt().isBefore(until)) {
      return End.AFTER_END;
    }
    if (!instant(basis.live(), event).isBefore(met.watermark())) {
      return End.TO_COME;
    }
    return switch (store.live().triggers().state(basis.of(), event.key()).orElse(null)) {
      case TOO_LATE -> End.TOO_LATE;
      case NO_PROFILE -> End.AWAITING_PROFILE;
      case TO_COME -> End.TO_COME;
      case TAKEN_UP -> asked(basis, event);
      case null -> asked(basis, event);
    };
  }

  /** Nothing is kept of it: by the data as they are now. */
  private static End asked(Basis basis, Triggered event) throws SQLException {
    var live = basis.live();
    var instant = instant(live, event);
    if (live.thenNot() != null
        && !new ThenNot(basis.source(), live, basis.options().accountZone())
            .holds(
                List.of(
                    new ThenNot.After(event.user(), event.occurredAt(), event.constant(), instant)))
            .getFirst()) {
      return End.FOLLOWED;
    }
    var standing =
        new Standings(basis.source(), live.audience(), basis.options())
            .of(List.of(new Standings.Asked(event.user(), instant)))
            .getFirst();
    return switch (standing) {
      case Standing.NoProfile _ -> End.NO_PROFILE;
      case Standing.NotQualified _ -> End.NOT_QUALIFIED;
      case Standing.Qualified _ -> End.NOT_KNOWN;
    };
  }
}
