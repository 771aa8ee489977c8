package dev.muster.audience;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.TestEvaluation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a row of {@link Triggers} becomes one of them. */
record TriggerReading(Who.Live live, ZoneId accountZone) {

  /** It; or null where it triggers nothing: it is nobody's, or nothing. */
  @Nullable Triggered read(ResultSet row) throws SQLException {
    var user = Audience.id(row, "user_id");
    var name = row.getString("name");
    if (user == null || name == null) {
      return null;
    }
    var at =
        requireNonNull(row.getObject("occurred_at", OffsetDateTime.class))
            .toInstant()
            .truncatedTo(ChronoUnit.MICROS);
    var properties = row.getString("properties");
    if (!isMeant(properties, at)) {
      return null;
    }
    var id = row.getString("event_id");
    var userId = new UserId(user);
    return new Triggered(
        userId,
        id == null ? Fingerprint.of(userId, name, at, properties) : id,
        name,
        id,
        at,
        properties,
        Triggered.constant(live, name, properties));
  }

  private boolean isMeant(String properties, Instant occurredAt) {
    var instant = occurredAt.plus(live.untilInstant());
    return EventTests.of(live.trigger()).hold(properties, new TestEvaluation(instant, accountZone));
  }
}
