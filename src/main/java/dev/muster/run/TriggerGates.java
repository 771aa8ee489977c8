package dev.muster.run;

import dev.muster.audience.Audience.Qualified;
import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.campaign.UserZone;
import dev.muster.gate.Candidate;
import dev.muster.gate.UserGates;
import dev.muster.gate.Verdict;
import dev.muster.schedule.Turn;
import dev.muster.schedule.UnknownZone;
import dev.muster.schedule.Windows;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.Member;
import dev.muster.store.Position;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.UserTriggers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gates before delivery as qualified triggers pass them (live.md, "Gates"): one after the other
 * in trigger order, so that each sees what became of those before it, of this launch and of earlier
 * ones. Members are numbered in that order.
 */
final class TriggerGates {
  private final Store store;
  private final Run run;
  private final Campaign campaign;
  private final Windows windows;
  private final Account account;
  private final HeldAgainst before;
  private final UserGates gates;
  private final Collapsing collapsing;
  private final ComparedTriggers comparison;
  private final Places places;

  private long admitted;

  /** A qualified trigger. */
  record Passing(Trigger trigger, Qualified user) {}

  TriggerGates(
      Store store,
      Run run,
      Campaign campaign,
      Account account,
      Collapsing collapsing,
      HeldAgainst before) {
    this.collapsing = collapsing;
    this.before = before;
    this.store = store;
    this.run = run;
    this.campaign = campaign;
    this.windows = Windows.of(campaign.when(), run.id().plannedAt(), account.timezone());
    this.account = account;
    this.gates = UserGates.of(campaign.who(), account.systemControl());
    this.places = new Places(campaign.who().cap(), account.timezone(), before);
    this.comparison = new ComparedTriggers(store, run, campaign, account);
  }

  /** When its users may be sent to. */
  Windows windows() {
    return windows;
  }

  /** The members that the next triggers become. */
  List<Member> admit(List<Passing> triggers) {
    var users = triggers.stream().map(each -> each.trigger().user()).distinct().toList();
    var suppressed = SuppressionList.of(account, store).placesOf(users).keySet();
    var earlier = earlier(users, triggers);
    var contacts = contacts(users, triggers);
    var members = new ArrayList<Member>();
    comparison.begin(users, firstDue(triggers));
    collapsing.begin(run, users, run.asOf());
    for (var each : triggers) {
      var member = admit(each, suppressed, earlier, contacts);
      members.add(member);
      // What is collapsed counts for nothing, for those behind it.
      for (var i = collapsing.joined(run, members, run.asOf()); i > 0; i--) {
        earlier.getOrDefault(member.userId(), new ArrayList<>()).remove(member.dueAt());
        contacts.getOrDefault(member.userId(), new ArrayList<>()).remove(Instant.MAX);
      }
    }
    collapsing.write(run, run.asOf());
    comparison.write();
    return members;
  }

  private Member admit(
      Passing each,
      Set<UserId> suppressed,
      Map<UserId, List<Instant>> earlier,
      Map<UserId, List<Instant>> contacts) {
    var trigger = each.trigger();
    var user = each.user();
    var zone = windows.askForZones() ? UserZone.of(user.timezone()) : null;
    var mine = windows.of(trigger.occasion());
    var judgedAt = run.asOf().isAfter(mine.plannedAt()) ? run.asOf() : mine.plannedAt();
    var turn = mine.at(zone, judgedAt);
    var opening = turn instanceof Turn.Due(var at, _) ? at : judgedAt;
    var candidate =
        new Candidate(
            trigger.user(),
            user.recipient(),
            user.optedOutElsewhere() || suppressed.contains(trigger.user()));
    var verdict = gates.judge(candidate);
    if (verdict == Verdict.PENDING) {
      verdict = verdict(trigger, opening, earlier, contacts);
    }
    var missed = missed(turn);
    if (verdict == Verdict.PENDING && missed == null) {
      earlier.computeIfAbsent(trigger.user(), _ -> new ArrayList<>()).add(opening);
      contacts.computeIfAbsent(trigger.user(), _ -> new ArrayList<>()).add(Instant.MAX);
    }
    var position = new Position(++admitted);
    if (verdict == Verdict.CONTROL
        && missed == null
        && candidate.reachable()
        && wouldPass(trigger, opening, earlier, contacts)) {
      comparison.add(position, trigger.user(), opening);
    }
    return new Member(
        position,
        trigger.user(),
        trigger.occasion(),
        user.recipient(),
        verdict,
        opening,
        null,
        trigger.constant(),
        zone == null ? null : zone.getId(),
        turn instanceof Turn.Due(_, var expiresAt) ? expiresAt : null,
        missed,
        zone == null && windows.askForZones() ? unknownZone(user.timezone()) : null);
  }

  private Verdict verdict(
      Trigger trigger,
      Instant opening,
      Map<UserId, List<Instant>> earlier,
      Map<UserId, List<Instant>> contacts) {
    if (isRepeated(opening, earlier.getOrDefault(trigger.user(), List.of()))) {
      return Verdict.REPEATED;
    }
    if (isTooFrequent(opening, contacts.getOrDefault(trigger.user(), List.of()))) {
      return Verdict.FREQUENCY_CAPPED;
    }
    return places.take(trigger) ? Verdict.PENDING : Verdict.CAPPED;
  }

  /** Of who is held back: whether the gates behind would have let the trigger through. */
  private boolean wouldPass(
      Trigger trigger,
      Instant opening,
      Map<UserId, List<Instant>> earlier,
      Map<UserId, List<Instant>> contacts) {
    var user = trigger.user();
    return !isRepeated(opening, comparison.with(user, earlier.getOrDefault(user, List.of())))
        && !isTooFrequent(opening, comparison.with(user, contacts.getOrDefault(user, List.of())))
        && places.hasOne(trigger);
  }

  private boolean isRepeated(Instant opening, List<Instant> earlier) {
    return switch (campaign.who().again()) {
      case Again.Always _ -> false;
      case Again.Never _ -> !earlier.isEmpty();
      case Again.After(var pause) ->
          earlier.stream().anyMatch(at -> opening.isBefore(at.plus(pause.exact())));
    };
  }

  private boolean isTooFrequent(Instant opening, List<Instant> contacts) {
    var rule = account.frequencyCap();
    return rule != null
        && campaign.who().limitPerUser()
        && contacts.stream().filter(at -> !at.isBefore(rule.since(opening))).count()
            >= rule.messages();
  }

  /** No more triggers come. */
  void close() {
    places.keep();
    comparison.close();
  }

  private Map<UserId, List<Instant>> earlier(List<UserId> users, List<Passing> triggers) {
    return switch (campaign.who().again()) {
      case Again.Always _ -> new HashMap<>();
      case Again.Never _ -> byUser(before.earlier(run, users, Instant.MIN));
      case Again.After(var pause) ->
          byUser(before.earlier(run, users, firstDue(triggers).minus(pause.exact())));
    };
  }

  private Map<UserId, List<Instant>> contacts(List<UserId> users, List<Passing> triggers) {
    var rule = account.frequencyCap();
    return rule == null || !campaign.who().limitPerUser()
        ? new HashMap<>()
        : byUser(before.contacts(run, users, rule.since(firstDue(triggers))));
  }

  /** No opening lies before it. */
  private Instant firstDue(List<Passing> triggers) {
    return windows.of(triggers.getFirst().trigger().occasion()).plannedAt();
  }

  private static Map<UserId, List<Instant>> byUser(List<UserTriggers.Earlier> found) {
    var byUser = new HashMap<UserId, List<Instant>>();
    found.forEach(
        each -> byUser.computeIfAbsent(each.user(), _ -> new ArrayList<>()).add(each.at()));
    return byUser;
  }

  private static @Nullable Verdict missed(Turn turn) {
    return switch (turn) {
      case Turn.Due _ -> null;
      case Turn.Discarded _ -> Verdict.DISCARDED;
      case Turn.Expired _ -> Verdict.EXPIRED;
    };
  }

  private static @Nullable String unknownZone(@Nullable String timezone) {
    var spelling = UserZone.unknownSpelling(timezone);
    return spelling == null ? null : UnknownZone.shown(spelling);
  }

  /** Where days begin that a launch is counted to. */
  static LocalDate day(Instant asOf, ZoneId accountZone) {
    return asOf.atZone(accountZone).toLocalDate();
  }
}
