package dev.muster.look;

import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.message.Composed;
import dev.muster.message.Composer;
import dev.muster.message.Message;
import dev.muster.message.Packing;
import dev.muster.message.RunStamp;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.run.Halted;
import dev.muster.run.LatestTrigger;
import dev.muster.run.SuppressionList;
import dev.muster.schedule.Windows;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.Sending;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.store.LiveTriggers.Trigger;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of a campaign to some users, marked as tests, whatever its audience and its gates
 * say of them. Nothing is written down.
 *
 * @param suppressions who is sent nothing
 * @param accountZone where dates in templates are read
 * @param writeKey of the source that is sent to
 * @param packing what fits into a request
 */
public record TestSending(
    SourceDatabase source,
    SuppressionList suppressions,
    ZoneId accountZone,
    SegmentApi api,
    WriteKeyFingerprint writeKey,
    Packing packing) {

  /** What became of a user's test. */
  public enum Outcome {
    /** The Segment API has taken all messages. */
    ACCEPTED,
    /** It refused one. */
    REJECTED,
    /** It would drop one, so none was sent. */
    INVALID,
    /** Dropped by the template. */
    ABORTED,
    /** Without an id for the receiver. */
    UNREACHABLE,
    /** Opted out, or on the account's list. */
    SUPPRESSED,
    /** Without a profile. */
    UNKNOWN
  }

  /**
   * A user's test.
   *
   * @param code why it was rejected or is invalid, or null
   * @param reason the same for people; null where it was accepted
   * @param messages how many messages were sent
   */
  public record Tested(
      UserId user, Outcome outcome, @Nullable String code, @Nullable String reason, int messages) {}

  /** The tests of a run. */
  public record Tests(RunId run, List<Tested> users) {
    public Tests {
      users = List.copyOf(users);
    }

    /** Whether all that was asked for has been sent. */
    public boolean allAccepted() {
      return users.stream().allMatch(user -> user.outcome() == Outcome.ACCEPTED);
    }
  }

  /** What is to be sent to a user, or why nothing is. */
  private sealed interface Test {
    record Ready(UserId user, List<Message> messages) implements Test {}

    record Settled(Tested tested) implements Test {}
  }

  /** No event of some users has triggered a live campaign: there is nothing to send for. */
  public static final class WithoutTrigger extends RuntimeException {
    private final List<Integer> places;

    WithoutTrigger(List<Integer> places) {
      super("no event of a user has triggered it", null, false, false);
      this.places = List.copyOf(places);
    }

    /** Where they stand among those who were named, from 1. */
    public List<Integer> places() {
      return places;
    }
  }

  /**
   * Sends the tests.
   *
   * @param users each is sent to once
   * @return what became of them, in the order of the users
   * @throws WithoutTrigger when the campaign is live and somebody has not triggered it; nothing was
   *     sent
   * @throws Halted when the Segment API takes no more
   */
  public Tests send(Subject subject, List<UserId> users) throws InterruptedException {
    var composer = composer(subject);
    var triggers = triggers(subject, users);
    var tests = new ArrayList<Test>();
    var listed = suppressions.placesOf(users);
    for (var user : new LinkedHashSet<>(users)) {
      tests.add(
          listed.containsKey(user)
              ? settled(user, Outcome.SUPPRESSED, null, "is on " + listed.get(user))
              : test(subject, composer, user, triggers.get(user)));
    }
    var messages =
        tests.stream()
            .flatMap(test ->
                test instanceof Test.Ready ready ? ready.messages().stream() : Stream.empty())
            .toList();
    var fates = fates(messages).iterator();
    return new Tests(subject.run(), tests.stream().map(test -> tested(test, fates)).toList());
  }

  private Composer composer(Subject subject) {
    return new Composer(
        subject.campaign(),
        new RunStamp(subject.run().toString(), subject.plannedAt(), writeKey, accountZone, true));
  }

  /** The latest one of each; none of a campaign that is not live. */
  private Map<UserId, Trigger> triggers(Subject subject, List<UserId> users) {
    var latest = new HashMap<UserId, Trigger>();
    if (!(subject.campaign().who().selection() instanceof Who.Live live)) {
      return latest;
    }
    var found = new LatestTrigger(source, live, accountZone, subject.plannedAt());
    var without = new ArrayList<Integer>();
    try {
      for (var i = 0; i < users.size(); i++) {
        var trigger = found.of(users.get(i));
        if (trigger.isEmpty()) {
          without.add(i + 1);
        } else {
          latest.put(users.get(i), trigger.get());
        }
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
    if (!without.isEmpty()) {
      throw new WithoutTrigger(without);
    }
    return latest;
  }

  private static Cause inAudience(OneUser user, Composer composer) {
    return composer.usesConstant()
        ? user.qualified().map(found -> Cause.once(found.constant())).orElse(Cause.OF_NOBODY)
        : Cause.OF_NOBODY;
  }

  private Test test(Subject subject, Composer composer, UserId id, @Nullable Trigger trigger) {
    var windows = Windows.of(subject.campaign().when(), subject.plannedAt(), accountZone);
    var options = subject.options(source, accountZone, composer.usesConstant());
    var user = new OneUser(source, subject.audience(), options, id);
    var cause = trigger == null ? inAudience(user, composer) : Cause.of(trigger);
    return switch (Address.of(user, cause, windows, subject.moment())) {
      case Address.Unknown _ ->
          settled(id, Outcome.UNKNOWN, null, "there is no profile of that id");
      case Address.OptedOut _ ->
          settled(
              id,
              Outcome.SUPPRESSED,
              null,
              "has opted out, or another profile with the same id for the Segment API has");
      case Address.Unreachable _ ->
          settled(id, Outcome.UNREACHABLE, null, "no user id and no anonymous id to send to");
      case Address.Known(var to) ->
          switch (composer.compose(to)) {
            case Composed.Ready(var messages) -> new Test.Ready(id, messages);
            case Composed.Aborted _ ->
                settled(id, Outcome.ABORTED, null, "dropped by the template ({% abort %})");
            case Composed.Invalid(var code, var reason) ->
                settled(id, Outcome.INVALID, code, reason);
          };
    };
  }

  private static Test settled(UserId user, Outcome outcome, @Nullable String code, String reason) {
    return new Test.Settled(new Tested(user, outcome, code, reason, 0));
  }

  private List<Sending.Fate> fates(List<Message> messages) throws InterruptedException {
    var fates = new ArrayList<Sending.Fate>();
    for (var batch : packing.batchesOf(messages)) {
      var sending = api.send(batch);
      if (sending.halt() != null) {
        throw new Halted(sending.halt());
      }
      fates.addAll(sending.fates());
    }
    return fates;
  }

  /** One rejected message is enough. */
  private static Tested tested(Test test, Iterator<Sending.Fate> fates) {
    return switch (test) {
      case Test.Settled(var tested) -> tested;
      case Test.Ready(var user, var messages) -> {
        Sending.@Nullable Rejected rejected = null;
        for (var _ : messages) {
          if (fates.next() instanceof Sending.Rejected rejection) {
            rejected = rejection;
          }
        }
        yield rejected == null
            ? new Tested(user, Outcome.ACCEPTED, null, null, messages.size())
            : new Tested(
                user, Outcome.REJECTED, rejected.code(), rejected.reason(), messages.size());
      }
    };
  }
}
