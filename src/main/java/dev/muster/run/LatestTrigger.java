package dev.muster.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.audience.TriggersOfUser;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveTriggers.Trigger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The last event of a user that has triggered a live campaign, or would have, whatever the
 * campaign's start and end are (live.md, {@code preview}, {@code send-test}).
 *
 * @param accountZone in which days begin
 * @param asOf its instant lies before it
 */
public record LatestTrigger(
    SourceDatabase source, Who.Live live, ZoneId accountZone, Instant asOf) {
  /** So many of the user's latest events are looked at: something may have followed each. */
  private static final int LOOKED_AT = ArrivedTriggers.CHUNK;

  /** As launches take them up. */
  private static final Comparator<Trigger> IN_ORDER =
      Comparator.comparing(Trigger::instant)
          .thenComparing(trigger -> trigger.event().getBytes(UTF_8), Arrays::compareUnsigned);

  /**
   * That of a user, if there is one.
   *
   * @throws SQLException when the source refuses a question
   */
  public Optional<Trigger> of(UserId user) throws SQLException {
    var events =
        new TriggersOfUser(source, live, accountZone)
            .latest(user, LOOKED_AT).stream()
                .map(event -> ArrivedTriggers.trigger(event, live))
                .filter(trigger -> trigger.instant().isBefore(asOf))
                .toList();
    return new Unfollowed(source, live, accountZone).among(events).stream().max(IN_ORDER);
  }
}
