package dev.muster.run;

import dev.muster.audience.Triggered;
import dev.muster.audience.Triggers;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Who;
import dev.muster.source.ArrivalMark;
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
import org.jspecify.annotations.Nullable;

/**
 * Remembers which events have arrived for a live campaign since the launch before: what waits to be
 * looked at, and what came too late (live.md, "Late").
 */
record ArrivedTriggers(
    Store store,
    SourceDatabase source,
    Who.Live live,
    ZoneId accountZone,
    LiveTriggers.Of of,
    Instant asOf) {
  /** How many are read, or looked at, at a time. */
  static final int CHUNK = 500;

  /**
   * What is read.
   *
   * @param events when they occur that can trigger
   * @param horizon instants before it are too late
   * @param since the mark of the reading before, or null for whatever can matter
   * @param edited whether their instants may be others than at the launch before
   */
  record Span(Interval events, Instant horizon, @Nullable ArrivalMark since, boolean edited) {}

  /**
   * What has arrived.
   *
   * @param mark for the next reading, or null where it has to read all again
   * @param others how many were too late
   */
  record Arrived(@Nullable String mark, Others others) {}

  /**
   * Reads and remembers them.
   *
   * @throws SQLException when the database refuses a question
   */
  Arrived remember(Span span) throws SQLException {
    var asked = new Triggers.Span(span.events(), span.horizon(), asOf);
    try (var events = new Triggers(source, live, asked, accountZone).open(span.since())) {
      var others = new Others(0, events.tellsArrivals() ? 0L : null, 0);
      var chunk = new ArrayList<Trigger>();
      for (var event = events.next(); event != null; event = events.next()) {
        chunk.add(trigger(event, live));
        if (chunk.size() == CHUNK) {
          others = others.and(remember(chunk, span));
          chunk.clear();
        }
      }
      others = others.and(remember(chunk, span));
      var mark = events.mark();
      return new Arrived(mark == null ? null : mark.text(), others);
    }
  }

  /** What an event is for a campaign. */
  static Trigger trigger(Triggered event, Who.Live live) {
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

  private Others remember(List<Trigger> read, Span span) throws SQLException {
    var triggers = store.live().triggers();
    var known = triggers.states(of, read).keySet();
    var members = store.live().ofUsers().takenUp(of, mayBeForgotten(read, span));
    var gone =
        span.edited() ? store.live().goneDays().latestEvent(of).orElse(Instant.MIN) : Instant.MIN;
    var again = new ArrayList<Trigger>();
    var before = new ArrayList<Trigger>();
    var late = new ArrayList<Trigger>();
    var news = new ArrayList<Trigger>();
    var here = new HashSet<String>();
    for (var trigger : read) {
      if (!here.add(trigger.event())) {
        continue;
      }
      if (known.contains(trigger.event())) {
        again.add(trigger);
      } else if (members.contains(trigger.event()) || !trigger.occurredAt().isAfter(gone)) {
        // Of a run that is gone nobody knows any more: rather none is taken up than one twice.
        before.add(trigger);
      } else if (trigger.instant().isBefore(span.horizon())) {
        late.add(trigger);
      } else {
        news.add(trigger);
      }
    }
    triggers.seen(of, asOf, again.stream().filter(each -> isToBeSeen(each, span)).toList());
    triggers.add(of, State.TAKEN_UP, asOf, before);
    triggers.add(of, State.TO_COME, asOf, news);
    triggers.add(of, State.TOO_LATE, asOf, late);
    var tooLate = new Unfollowed(source, live, accountZone).among(late).size();
    return new Others(0, (long) tooLate, 0);
  }

  /**
   * Those that may have been taken up long ago: a row that is there a second time arrives behind
   * the horizon; and by another definition, an event had another instant.
   */
  private static List<Trigger> mayBeForgotten(List<Trigger> read, Span span) {
    return span.edited()
        ? read
        : read.stream().filter(trigger -> trigger.instant().isBefore(span.horizon())).toList();
  }

  /** It would else be forgotten at the end of this launch, and be news at the next reading. */
  private boolean isToBeSeen(Trigger trigger, Span span) {
    return span.edited()
        || trigger.instant().isBefore(span.horizon())
        || trigger.instant().isBefore(asOf.minus(live.late()));
  }
}
