package dev.muster.audience;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.campaign.What;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Product;
import dev.muster.source.SourceDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audience's query depends on beside its conditions.
 *
 * @param product the kind of database that is asked
 * @param asOf the run's as-of instant: no event at or after it is seen
 * @param accountZone the account's time zone, in which days begin
 * @param userIdAttribute the profile attribute that holds the receiver's user id
 * @param anonymousIdAttribute the profile attribute that holds the receiver's anonymous id
 * @param withConstants whether the column {@code constant} is filled
 * @param lists where the CSV lists' user ids are
 * @param onlyUser the one user who is asked about, or null for all
 */
public record AudienceOptions(
    Product product,
    Instant asOf,
    ZoneId accountZone,
    String userIdAttribute,
    String anonymousIdAttribute,
    boolean withConstants,
    ListSource lists,
    @Nullable UserId onlyUser) {
  /** For asking the database about an audience before there is a run: no list is kept yet. */
  public static AudienceOptions beforeAnyRun(
      SourceDatabase source, Instant asOf, ZoneId accountZone, What what) {
    return new AudienceOptions(
        source.product(),
        asOf,
        accountZone,
        what.userId(),
        what.anonymousId(),
        false,
        source.apart() == null
            ? new ListSource.Beside(new RunKey(0))
            : new ListSource.GoingAlong((path, only) -> List.of()));
  }

  /** The same, with the column {@code constant} filled or not. */
  public AudienceOptions withConstants(boolean asked) {
    return new AudienceOptions(
        product, asOf, accountZone, userIdAttribute, anonymousIdAttribute, asked, lists, onlyUser);
  }

  public AudienceOptions {
    asOf = asOf.truncatedTo(ChronoUnit.MICROS);
  }

  /** For asking about all users. */
  public AudienceOptions(
      Product product,
      Instant asOf,
      ZoneId accountZone,
      String userIdAttribute,
      String anonymousIdAttribute,
      boolean withConstants,
      ListSource lists) {
    this(
        product,
        asOf,
        accountZone,
        userIdAttribute,
        anonymousIdAttribute,
        withConstants,
        lists,
        null);
  }

  /** The same for one user: of the others, nothing is looked at. */
  public AudienceOptions about(UserId user) {
    return new AudienceOptions(
        product,
        asOf,
        accountZone,
        userIdAttribute,
        anonymousIdAttribute,
        withConstants,
        lists,
        user);
  }

  /** What the database says differently. */
  Dialect dialect() {
    return product.dialect(asOf, accountZone);
  }

  /** Whether a column has the id of a user who is asked about. */
  Clause isAsked(String column) {
    return onlyUser == null ? Clause.TRUE : Clause.sql(column + " = ?", onlyUser.value());
  }
}
