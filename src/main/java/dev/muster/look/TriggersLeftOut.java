package dev.muster.look;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.ShutOut;
import dev.muster.audience.Standings;
import dev.muster.audience.Triggered;
import dev.muster.campaign.Who;
import dev.muster.run.Unfollowed;
import dev.muster.source.SourceUnasked;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.MemberEvents;
import dev.muster.store.OnlyInOne;
import dev.muster.store.Position;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why triggers that one definition of a live campaign takes up are none for another one: the first
 * of what that asks for, in its order.
 *
 * @param from has taken them up
 * @param other has not
 */
record TriggersLeftOut(FrozenRun from, FrozenRun other) {
  private static final int CHUNK = 500;

  private static final String NOT_TRIGGERED =
      "it does not trigger by 'did', 'where' and 'same', or not in these 24 hours";
  private static final String FOLLOWED = "what 'then_not' names came in time";
  private static final String NOT_QUALIFIED = "the audience does not hold";

  /** How many triggers each has left out first. */
  List<ShutOut.Count> of(OnlyInOne triggers) {
    var counts = new LinkedHashMap<String, Long>();
    counts.put(NOT_TRIGGERED, 0L);
    counts.put(FOLLOWED, 0L);
    var positions = triggers.positions();
    try {
      for (var first = 0; first < positions.size(); first += CHUNK) {
        from.dryRun().goOn();
        count(positions.subList(first, Math.min(first + CHUNK, positions.size())), counts);
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(each -> new ShutOut.Count(each.getKey(), each.getValue()))
        .toList();
  }

  private void count(List<Position> positions, Map<String, Long> counts) throws SQLException {
    var store = from.store();
    var events = store.live().events().known(from.run().key(), positions);
    var triggers =
        positions.stream().map(position -> trigger(requireNonNull(events.get(position)))).toList();
    var known =
        store
            .live()
            .triggers()
            .states(requireNonNull(other.day()).found().memory(), triggers)
            .keySet();
    var triggering = triggers.stream().filter(each -> known.contains(each.event())).toList();
    add(counts, NOT_TRIGGERED, triggers.size() - triggering.size());
    var unfollowed = new Unfollowed(other.dryRun().source(), live(), zone()).among(triggering);
    add(counts, FOLLOWED, triggering.size() - unfollowed.size());
    var options = other.subject().options(other.dryRun().source(), zone(), false);
    var shutOutBy =
        new Standings(other.dryRun().source(), live().audience(), options)
            .shutOutBy(
                unfollowed.stream()
                    .map(each -> new Standings.Asked(each.user(), each.instant()))
                    .toList());
    shutOutBy.forEach(said -> add(counts, said == null ? NOT_QUALIFIED : said, 1));
  }

  private static void add(Map<String, Long> counts, String said, long triggers) {
    counts.merge(said, triggers, Long::sum);
  }

  private Who.Live live() {
    return (Who.Live) other.campaign().who().selection();
  }

  private ZoneId zone() {
    return other.run().accountZone();
  }

  /** What the event is for the other definition. */
  private Trigger trigger(MemberEvents.Known known) {
    var event = known.event();
    return new Trigger(
        known.user(),
        known.key(),
        event.occurredAt().plus(live().untilInstant()),
        event.name(),
        event.id(),
        event.occurredAt(),
        event.properties(),
        Triggered.constant(live(), event.name(), event.properties()));
  }
}
