package dev.muster.audience;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What an audience's query depends on beside its conditions.
 *
 * @param dialect the database that is asked
 * @param asOf the run's as-of instant: no event at or after it is seen
 * @param accountZone the account's time zone, in which days begin
 * @param userIdAttribute the profile attribute that holds the receiver's user id
 * @param anonymousIdAttribute the profile attribute that holds the receiver's anonymous id
 * @param withConstants whether the column {@code constant} is filled
 * @param lists where the CSV lists' user ids are
 */
public record AudienceOptions(
    Dialect dialect,
    Instant asOf,
    ZoneId accountZone,
    String userIdAttribute,
    String anonymousIdAttribute,
    boolean withConstants,
    ListSource lists) {
  public AudienceOptions {
    asOf = asOf.truncatedTo(ChronoUnit.MICROS);
  }
}
