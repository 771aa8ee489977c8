package dev.muster.audience;

import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.ExactJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that triggers a live campaign.
 *
 * @param key what it is known by: its {@code id}, else its {@link Fingerprint}
 * @param id its id, or null; white space alone is none
 * @param occurredAt to the microsecond
 * @param properties JSON as the database writes it; an object without names where there is none
 * @param constant a JSON array of the one value of the campaign's constant property, the same for
 *     equal values on every database; null for a campaign without
 */
public record Triggered(
    UserId user,
    String key,
    String name,
    @Nullable String id,
    Instant occurredAt,
    String properties,
    @Nullable String constant) {

  /** What {@code constant} is to a campaign of an event of that name with these properties. */
  public static @Nullable String constant(Who.Live live, String name, String properties) {
    var same = live.same();
    var property = same == null ? null : same.of(name);
    return property == null
        ? null
        : "[" + ExactJson.scalar(ExactJson.value(properties, property)) + "]";
  }
}
