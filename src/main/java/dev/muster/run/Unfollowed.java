package dev.muster.run;

import dev.muster.audience.ThenNot;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveTriggers.Trigger;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** {@code then_not}: only what nothing has followed up to its instant is a trigger (live.md). */
public record Unfollowed(SourceDatabase source, Who.Live live, ZoneId accountZone) {

  /**
   * Those of some events that nothing has followed, in their order.
   *
   * @throws SQLException when the database refuses the question
   */
  public List<Trigger> among(List<Trigger> events) throws SQLException {
    if (live.thenNot() == null || events.isEmpty()) {
      return events;
    }
    var holds =
        new ThenNot(source, live, accountZone)
            .holds(
                events.stream()
                    .map(each ->
                        new ThenNot.After(
                            each.user(), each.occurredAt(), each.constant(), each.instant()))
                    .toList());
    var unfollowed = new ArrayList<Trigger>();
    for (var i = 0; i < events.size(); i++) {
      if (holds.get(i)) {
        unfollowed.add(events.get(i));
      }
    }
    return unfollowed;
  }
}
