package dev.muster.audience;

import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code then_not} of a live campaign (live.md): whether none of its events followed a trigger, of
 * the same user and, with {@code same}, the same value.
 *
 * @param live one with {@code then_not}
 * @param accountZone in which days begin
 */
public record ThenNot(SourceDatabase source, Who.Live live, ZoneId accountZone) {
  public ThenNot {
    if (live.thenNot() == null) {
      throw new IllegalArgumentException("a campaign without then_not");
    }
  }

  /**
   * A stretch of time after a trigger.
   *
   * @param occurredAt when the event was, included; at that very instant an event of a name of
   *     {@code did} does not count
   * @param constant {@link Triggered#constant}
   * @param until excluded: the trigger's instant, or at a recheck the launch's as-of; tests of
   *     {@code where} on dates that lie a number of days ago are about it
   */
  public record After(UserId user, Instant occurredAt, @Nullable String constant, Instant until) {}

  /**
   * Whether {@code then_not} holds, for each of them in their order: some hundreds at once.
   *
   * @throws SQLException when the database refuses it
   */
  public List<Boolean> holds(List<After> triggers) throws SQLException {
    if (triggers.isEmpty()) {
      return List.of();
    }
    throw new SQLException("not built yet");
  }
}
