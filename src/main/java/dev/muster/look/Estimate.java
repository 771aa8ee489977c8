package dev.muster.look;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Forecast;
import dev.muster.schedule.Opening;
import dev.muster.store.Accounting;
import dev.muster.store.Deliveries;
import dev.muster.store.Rejections;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run would come to.
 *
 * @param run null of a live campaign, which has no run for a time
 * @param moment when it begins; of a live campaign, behind the 24 hours whose triggers it takes up
 * @param audience where its users end; whoever would be sent to, whenever that is, is pending
 * @param guards what they would say of it; the audience is counted as if they had been overridden
 * @param messages how many it would send
 * @param requests in how many requests, if nothing disturbs it
 * @param bytes of their bodies before compression
 * @param distinctIds how many different ids are in the messages
 * @param seconds how long it sends at the pace of the settings
 * @param forecast when it has sent to the last, and who misses a cut-off
 * @param openings when its users are due, in order
 * @param timezones where those live who are sent to: most users first, those of no known zone last
 * @param invalid those of whom a message would be dropped by the Segment API, most frequent first
 * @param others the triggers of a live campaign that are not in {@code audience}; null of others
 */
public record Estimate(
    Campaign.Status status,
    CampaignId campaign,
    @Nullable RunId run,
    Instant moment,
    Accounting audience,
    List<GuardAnswer> guards,
    long messages,
    long requests,
    long bytes,
    long distinctIds,
    double seconds,
    Forecast forecast,
    List<Opening> openings,
    List<ZoneUsers> timezones,
    List<Rejections.Count> invalid,
    @Nullable Others others) {
  public Estimate {
    guards = List.copyOf(guards);
    openings = List.copyOf(openings);
    timezones = List.copyOf(timezones);
    invalid = List.copyOf(invalid);
  }

  /**
   * Triggers that nobody is sent to for.
   *
   * @param notQualified whose users do not qualify
   * @param noProfile whose users have no profile
   */
  public record Others(long notQualified, long noProfile) {}

  /**
   * Users of one zone.
   *
   * @param zone by the name of the tz database, or an offset; null where none is known
   */
  public record ZoneUsers(@Nullable String zone, long users) {}

  /** Composes every message of a run, and counts. */
  public static Estimate of(FrozenRun frozen) {
    try (var delivery = new DryDelivery(frozen)) {
      delivery.deliver();
      return of(frozen, delivery.zones());
    }
  }

  private static Estimate of(FrozenRun frozen, Map<Optional<ZoneId>, Long> zones) {
    var store = frozen.store();
    var run = frozen.run().key();
    var audience = audience(frozen.qualified(), store.results().users(frozen.run()));
    var totals = store.deliveries().totals(run);
    var users = audience.count(Verdict.PENDING);
    var openings = openings(frozen, users);
    return new Estimate(
        frozen.campaign().status(),
        frozen.campaign().id(),
        frozen.subject().isLive() ? null : frozen.run().id(),
        frozen.moment(),
        audience,
        frozen.guards(),
        totals.messages(),
        totals.requests(),
        totals.bytes(),
        // Of several with one recipient, the gates let the first through; triggers, all.
        frozen.subject().isLive() ? store.members().recipientsReached(run) : users,
        frozen.dryRun().terms().seconds(totals.messages(), totals.requests()),
        forecast(frozen, totals, users, openings),
        openings,
        timezones(zones),
        store.rejections().counts(run),
        others(frozen.day()));
  }

  private static @Nullable Others others(FrozenRun.@Nullable Day day) {
    return day == null ? null : new Others(day.found().notQualified(), day.found().noProfile());
  }

  /**
   * Where all are due at once, their number says it: to count them again takes seconds a million.
   */
  private static List<Opening> openings(FrozenRun frozen, long users) {
    if (frozen.windows().alwaysOpen()) {
      var all = Opening.ahead(frozen.run().id().plannedAt(), null, users);
      return users == 0 ? List.of() : List.of(all);
    }
    return frozen.store().members().windows().openings(frozen.run().key()).stream()
        .filter(opening -> opening.sentTo() > 0)
        .map(opening -> Opening.ahead(opening.dueAt(), opening.expiresAt(), opening.sentTo()))
        .toList();
  }

  /** The same with other answers of guards. */
  Estimate with(List<GuardAnswer> answers) {
    return new Estimate(
        status,
        campaign,
        run,
        moment,
        audience,
        answers,
        messages,
        requests,
        bytes,
        distinctIds,
        seconds,
        forecast,
        openings,
        timezones,
        invalid,
        others);
  }

  /** Whoever was accepted is one who would be sent to. */
  static Accounting audience(long qualified, Map<Verdict, Long> counted) {
    var users = new EnumMap<Verdict, Long>(Verdict.class);
    users.putAll(counted);
    var accepted = users.remove(Verdict.ACCEPTED);
    users.put(Verdict.PENDING, accepted == null ? 0 : accepted);
    return new Accounting(qualified, users);
  }

  private static Forecast forecast(
      FrozenRun frozen, Deliveries.Totals totals, long users, List<Opening> openings) {
    if (totals.requests() == 0) {
      return new Forecast(frozen.moment(), 0);
    }
    var messagesPerSecond =
        frozen.dryRun().settings().messagesPerSecond(totals.messages(), totals.requests());
    return Forecast.of(
        openings, (double) messagesPerSecond * users / totals.messages(), frozen.moment());
  }

  private static List<ZoneUsers> timezones(Map<Optional<ZoneId>, Long> zones) {
    return zones.entrySet().stream()
        .map(zone -> new ZoneUsers(zone.getKey().map(ZoneId::getId).orElse(null), zone.getValue()))
        .sorted(
            Comparator.comparing((ZoneUsers zone) -> zone.zone() == null)
                .thenComparing(Comparator.comparingLong(ZoneUsers::users).reversed())
                .thenComparing(zone -> zone.zone() == null ? "" : zone.zone()))
        .toList();
  }

  /** Why its guards would refuse it, or null. */
  public @Nullable String refusal() {
    return GuardAnswer.refusing(guards, false).stream()
        .findFirst()
        .map(GuardAnswer::inWords)
        .orElse(null);
  }

  /** How many could be sent to: all but the suppressed, and those without an id. */
  public long reachable() {
    return qualified() - audience.count(Verdict.SUPPRESSED) - audience.count(Verdict.UNREACHABLE);
  }

  /** How many the audience's query found. */
  public long qualified() {
    var qualified = audience.qualified();
    return qualified == null ? 0 : qualified;
  }
}
