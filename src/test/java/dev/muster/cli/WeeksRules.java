package dev.muster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What live.md says of one campaign, launch by launch, in plain Java: everything is remembered, and
 * looked through each time.
 */
final class WeeksRules {
  private final ZoneId account;
  private final Frequency frequency;

  final List<WeeksEvent> events = new ArrayList<>();
  final Map<String, Profile> profiles = new HashMap<>();
  final Set<String> suppressed = new HashSet<>();

  private @Nullable Instant metAt;
  private Instant watermark = Instant.MIN;
  private Instant horizon = Instant.MIN;
  private Instant start = Instant.MIN;
  private @Nullable String ended;
  private @Nullable WeeksCampaign definition;

  /** What has been taken up, or counted, by its key. */
  private final Set<String> settled = new HashSet<>();

  private final Set<String> seen = new HashSet<>();
  private final Set<String> awaiting = new HashSet<>();
  private final Set<String> passed = new HashSet<>();
  private final Map<Optional<LocalDate>, Integer> places = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();

  /** The account's frequency cap; 0 messages for none. */
  record Frequency(int messages, int days) {}

  /** A user as the database has them now. */
  record Profile(boolean pro, boolean optedOut, @Nullable ZoneId zone) {}

  /** How the receiver answers. */
  enum Receiver {
    UP,
    DOWN,
    REJECTING
  }

  /** What a launch says that it took up; as {@code TakenUp}. */
  record Told(
      String state,
      Instant start,
      Instant horizon,
      boolean run,
      long qualified,
      long notQualified,
      long tooLate,
      long noProfile,
      long awaiting) {}

  /** A trigger that is a member of a run. */
  static final class Member {
    final WeeksEvent event;
    final Instant due;
    private Instant opening;
    private boolean disturbed;
    private @Nullable Instant accepted;
    private String verdict;

    private Member(WeeksEvent event, Instant due, Instant opening, String verdict) {
      this.event = event;
      this.due = due;
      this.opening = opening;
      this.verdict = verdict;
    }

    private boolean isOpen() {
      return verdict.equals("open");
    }

    String verdict() {
      return verdict;
    }
  }

  private record Run(Instant asOf, WeeksCampaign campaign, List<Member> members) {}

  WeeksRules(ZoneId account, Frequency frequency) {
    this.account = account;
    this.frequency = frequency;
  }

  /** All members, by the numbers of their events. */
  Map<Integer, Member> members() {
    var members = new TreeMap<Integer, Member>();
    for (var run : runs) {
      for (var member : run.members()) {
        if (members.put(member.event.number(), member) != null) {
          throw new IllegalStateException("taken up twice: " + member.event);
        }
      }
    }
    return members;
  }

  /**
   * Whether nothing tells any more that it was looked at: memory does not grow with history. Were
   * its row there a second time, it would be counted as too late a second time.
   */
  boolean isForgotten(WeeksEvent event) {
    return event.at().isBefore(horizon) && !members().containsKey(event.number());
  }

  /** Whether a run goes on at a moment. */
  boolean hasDue(Instant now) {
    return runs.stream()
        .flatMap(run -> run.members().stream())
        .anyMatch(member -> member.isOpen() && !member.opening.isAfter(now));
  }

  /** A launch that finds it stopped, or a draft. */
  void pause() {
    if (definition != null) {
      definition = null;
      seen.clear();
      awaiting.clear();
    }
  }

  /** One that finds it published; null where an unfinished run has failed. */
  @Nullable Told launch(Instant asOf, WeeksCampaign campaign, Receiver receiver) {
    var failed = false;
    for (var run : runs) {
      failed |= fails(run, asOf, receiver);
    }
    if (failed) {
      return null;
    }
    var told = takeUp(asOf, campaign);
    if (told.run()) {
      fails(runs.getLast(), asOf, receiver);
    }
    return told;
  }

  // Taking up.

  private Told takeUp(Instant asOf, WeeksCampaign campaign) {
    if (!asOf.isAfter(watermark)) {
      return told(asOf, null, 0, 0, 0);
    }
    var before = definition;
    definition = campaign;
    if (before == null) {
      metAt = asOf;
      start = start(campaign);
      watermark = asOf;
      horizon = asOf;
      remember(campaign);
      end(campaign);
      return told(asOf, null, 0, 0, finished());
    }
    var edited = campaign.triggersOtherwise(before, "cap".equals(ended));
    if (ended != null && !edited) {
      watermark = asOf;
      horizon = asOf;
      return told(asOf, null, 0, 0, 0);
    }
    var noProfile = 0;
    if (edited) {
      noProfile += awaiting.size();
      awaiting.clear();
      seen.clear();
      passed.clear();
      horizon = watermark;
    } else {
      horizon = later(horizon, watermark.minus(campaign.late()));
    }
    start = start(campaign);
    ended = null;
    var tooLate = remember(campaign);
    if (edited) {
      // Nothing is made up for.
      tooLate = 0;
    }
    for (var key : List.copyOf(awaiting)) {
      if (instant(event(key), campaign).isBefore(horizon)) {
        noProfile++;
        awaiting.remove(key);
        seen.remove(key);
        settled.add(key);
      }
    }
    var run = new Run(asOf, campaign, new ArrayList<>());
    var notQualified = look(run);
    if (!run.members().isEmpty()) {
      runs.add(run);
    }
    horizon = later(horizon, asOf.minus(campaign.late()));
    watermark = asOf;
    end(campaign);
    noProfile += finished();
    return told(asOf, run, notQualified, tooLate, noProfile);
  }

  private Told told(
      Instant asOf, @Nullable Run run, long notQualified, long tooLate, long noProfile) {
    var qualified = run == null ? 0 : run.members().size();
    return new Told(
        ended != null ? "ended " + ended : start.isAfter(asOf) ? "not_yet" : "live",
        start,
        horizon,
        qualified > 0,
        qualified,
        notQualified,
        tooLate,
        noProfile,
        awaiting.size());
  }

  private Instant start(WeeksCampaign campaign) {
    var from = campaign.from();
    return from == null ? requireNonNull(metAt) : later(from, requireNonNull(metAt));
  }

  private void end(WeeksCampaign campaign) {
    ended = null;
    var cap = campaign.cap();
    if (cap.only() > 0
        && !cap.perDay()
        && places.getOrDefault(Optional.<LocalDate>empty(), 0) >= cap.only()) {
      ended = "cap";
    } else if (campaign.until() != null
        && !horizon.isBefore(campaign.until().plus(campaign.within()))) {
      ended = "until";
    }
  }

  /** How many are not waited for any more, since it has ended. */
  private int finished() {
    if (ended == null) {
      return 0;
    }
    var given = awaiting.size();
    awaiting.clear();
    seen.clear();
    return given;
  }

  /** Sees what has arrived; how many triggers were too late. */
  private int remember(WeeksCampaign campaign) {
    var tooLate = 0;
    for (var event : events) {
      if (!triggers(event, campaign)
          || event.at().isBefore(start)
          || (campaign.until() != null && !event.at().isBefore(campaign.until()))
          || settled.contains(event.key())
          || seen.contains(event.key())
          || passed.contains(event.key())) {
        continue;
      }
      if (!instant(event, campaign).isBefore(horizon)) {
        seen.add(event.key());
      } else {
        passed.add(event.key());
        if (unfollowed(event, campaign, instant(event, campaign))) {
          tooLate++;
        }
      }
    }
    return tooLate;
  }

  private int look(Run run) {
    var campaign = run.campaign();
    var notQualified = 0;
    var now =
        seen.stream()
            .map(this::event)
            .filter(event -> instant(event, campaign).isBefore(run.asOf()))
            .sorted(
                Comparator.comparing((WeeksEvent event) -> instant(event, campaign))
                    .thenComparing(event -> event.key().getBytes(UTF_8), Arrays::compareUnsigned))
            .toList();
    for (var event : now) {
      var instant = instant(event, campaign);
      var profile = profiles.get(event.user());
      awaiting.remove(event.key());
      if (unfollowed(event, campaign, instant) && profile == null) {
        awaiting.add(event.key());
        continue;
      }
      seen.remove(event.key());
      settled.add(event.key());
      if (!unfollowed(event, campaign, instant)) {
        continue;
      }
      if (requireNonNull(profile).optedOut() || !isOfAudience(event.user(), campaign, instant)) {
        notQualified++;
      } else {
        admit(run, event, instant, profile);
      }
    }
    return notQualified;
  }

  private WeeksEvent event(String key) {
    return events.stream().filter(event -> event.key().equals(key)).findFirst().orElseThrow();
  }

  private static Instant instant(WeeksEvent event, WeeksCampaign campaign) {
    return event.at().plus(campaign.within());
  }

  private static boolean triggers(WeeksEvent event, WeeksCampaign campaign) {
    return campaign.did().contains(event.name())
        && (!campaign.large() || event.amount() >= 50)
        && (!campaign.same() || event.value() != null);
  }

  private boolean unfollowed(WeeksEvent trigger, WeeksCampaign campaign, Instant until) {
    var thenNot = campaign.thenNot();
    return thenNot == null
        || events.stream()
            .filter(event -> event.user().equals(trigger.user()))
            .filter(event -> thenNot.names().contains(event.name()))
            .filter(event -> !event.at().isBefore(trigger.at()) && event.at().isBefore(until))
            .filter(
                event -> !event.at().equals(trigger.at()) || !campaign.did().contains(event.name()))
            .noneMatch(
                event -> !campaign.same() || requireNonNull(trigger.value()).equals(event.value()));
  }

  private boolean isOfAudience(String user, WeeksCampaign campaign, Instant asOf) {
    return switch (campaign.audience()) {
      case ALL -> true;
      case PRO -> requireNonNull(profiles.get(user)).pro();
      case FIRST_OF_THE_DAY ->
          !did(user, "Cart", day(asOf).atStartOfDay(account).toInstant(), asOf);
      case VISITED -> did(user, "Visit", Instant.MIN, asOf);
    };
  }

  private boolean did(String user, String name, Instant from, Instant until) {
    return events.stream()
        .anyMatch(event ->
            event.user().equals(user)
                && event.name().equals(name)
                && !event.at().isBefore(from)
                && event.at().isBefore(until));
  }

  // Gates.

  private void admit(Run run, WeeksEvent event, Instant instant, Profile profile) {
    var campaign = run.campaign();
    var due = instant.plus(campaign.delay());
    var judgedAt = later(due, run.asOf());
    var turn = new WeeksWindows(campaign, account).turn(due, profile.zone(), judgedAt);
    var opening = turn.opening() == null ? judgedAt : turn.opening();
    var member = new Member(event, due, opening, verdict(run, event, instant, opening, turn));
    run.members().add(member);
    if (member.isOpen() && opening.isAfter(judgedAt)) {
      disturb(run, member);
    }
  }

  private String verdict(
      Run run, WeeksEvent event, Instant instant, Instant opening, WeeksWindows.Turn turn) {
    var campaign = run.campaign();
    if (suppressed.contains(event.user())) {
      return "suppressed";
    }
    if (isControl(event.user(), campaign)) {
      return "control";
    }
    var earlier = new ArrayList<Member>(of(event.user(), runs));
    earlier.addAll(of(event.user(), List.of(run)));
    var again = campaign.again();
    if (again != null
        && earlier.stream().anyMatch(each -> opening.isBefore(counts(each).plus(again)))) {
      return "repeated";
    }
    var since = day(opening).minusDays(frequency.days() - 1L).atStartOfDay(account).toInstant();
    if (frequency.messages() > 0
        && earlier.stream()
                .filter(each -> each.accepted == null || !each.accepted.isBefore(since))
                .count()
            >= frequency.messages()) {
      return "frequency_capped";
    }
    if (campaign.cap().only() > 0) {
      var key = campaign.cap().perDay() ? Optional.of(day(instant)) : Optional.<LocalDate>empty();
      if (places.getOrDefault(key, 0) >= campaign.cap().only()) {
        return "capped";
      }
      places.merge(key, 1, Integer::sum);
    }
    return turn.missed() == null ? "open" : turn.missed();
  }

  /** Those of a user that were accepted, or may be. */
  private static List<Member> of(String user, List<Run> runs) {
    return runs.stream()
        .flatMap(run -> run.members().stream())
        .filter(member -> member.event.user().equals(user))
        .filter(member -> member.isOpen() || member.accepted != null)
        .toList();
  }

  private static Instant counts(Member member) {
    var accepted = member.accepted;
    return accepted != null && accepted.isBefore(member.opening) ? accepted : member.opening;
  }

  /** Quiet hours keep it waiting, perhaps with others. */
  private void disturb(Run run, Member member) {
    member.disturbed = true;
    if (run.campaign().quiet() == null || !run.campaign().quiet().collapse()) {
      return;
    }
    var all = new ArrayList<Run>(runs);
    if (!all.contains(run)) {
      all.add(run);
    }
    var together =
        of(member.event.user(), all).stream()
            .filter(Member::isOpen)
            .filter(each -> each.disturbed && each.opening.equals(member.opening))
            .toList();
    for (var each : together.subList(0, together.size() - 1)) {
      each.verdict = "collapsed";
    }
  }

  private boolean isControl(String user, WeeksCampaign campaign) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(("cart:" + user).getBytes(UTF_8));
      var bucket = new BigInteger(1, Arrays.copyOf(hash, 8)).mod(BigInteger.valueOf(1000));
      return bucket.intValue() < campaign.control() * 10;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, account);
  }

  // Sending.

  /** Whether the receiver has kept a run from going on. */
  private boolean fails(Run run, Instant now, Receiver receiver) {
    var failed = false;
    var due =
        run.members().stream()
            .filter(member -> member.isOpen() && !member.opening.isAfter(now))
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    for (var member : run.members()) {
      var profile = requireNonNull(profiles.get(member.event.user()));
      if (member.isOpen() && (suppressed.contains(member.event.user()) || profile.optedOut())) {
        member.verdict = "suppressed";
      }
    }
    for (var member : due) {
      if (member.isOpen()) {
        failed |= !isSettled(run, member, now, receiver);
      }
    }
    return failed;
  }

  private boolean isSettled(Run run, Member member, Instant now, Receiver receiver) {
    var zone = requireNonNull(profiles.get(member.event.user())).zone();
    var turn = new WeeksWindows(run.campaign(), account).turn(member.due, zone, now);
    if (turn.missed() != null) {
      member.verdict = turn.missed();
    } else if (requireNonNull(turn.opening()).isAfter(now)) {
      member.opening = turn.opening();
      disturb(run, member);
    } else if (isLapsed(run.campaign(), member.event, now)) {
      member.verdict = "lapsed";
    } else if (receiver == Receiver.DOWN) {
      return false;
    } else if (receiver == Receiver.REJECTING) {
      member.verdict = "rejected";
    } else {
      member.verdict = "accepted";
      member.accepted = now;
    }
    return true;
  }

  private boolean isLapsed(WeeksCampaign campaign, WeeksEvent event, Instant asOf) {
    return (campaign.rechecks("then_not") && !unfollowed(event, campaign, asOf))
        || (campaign.rechecks("audience") && !isOfAudience(event.user(), campaign, asOf));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
