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
 * @param only the users who are asked about, or null for all
 */
public record AudienceOptions(
    Product product,
    Instant asOf,
    ZoneId accountZone,
    String userIdAttribute,
    String anonymousIdAttribute,
    boolean withConstants,
    ListSource lists,
    @Nullable Only only) {
  /**
   * Some users alone.
   *
   * @param runAsOf the run's as-of instant, which hand-written queries are told
   * @param byUser whether events are looked up by their users, however few the database expects in
   *     a stretch of time: of the newest it has not counted any
   */
  public record Only(List<UserId> users, Instant runAsOf, boolean byUser) {
    public Only {
      users = List.copyOf(users);
      if (users.isEmpty()) {
        throw new IllegalArgumentException("nobody is asked about");
      }
    }
  }

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
        product, asOf, accountZone, userIdAttribute, anonymousIdAttribute, asked, lists, only);
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
    return about(new Only(List.of(user), asOf, false), asOf);
  }

  /**
   * The same for some users: of the others, nothing is looked at.
   *
   * @param instant the as-of instant of every condition but hand-written queries, which are told
   *     that of the run
   */
  AudienceOptions about(List<UserId> users, Instant instant) {
    return about(new Only(users, asOf, true), instant);
  }

  private AudienceOptions about(Only some, Instant instant) {
    return new AudienceOptions(
        product,
        instant,
        accountZone,
        userIdAttribute,
        anonymousIdAttribute,
        withConstants,
        lists,
        some);
  }

  /** The one user who is asked about. */
  UserId onlyUser() {
    if (only == null || only.users().size() != 1) {
      throw new IllegalStateException("not one user is asked about");
    }
    return only.users().getFirst();
  }

  /** The run's as-of instant. */
  Instant runAsOf() {
    return only == null ? asOf : only.runAsOf();
  }

  /** What the database says differently. */
  Dialect dialect() {
    return product.dialect(asOf, accountZone);
  }

  /** When the event {@code e} was. */
  Clause at() {
    // What is computed is in no index.
    return Clause.sql(
        only != null && only.byUser() ? "e.occurred_at + interval '0' second" : "e.occurred_at");
  }

  /** Whether a column has the id of a user who is asked about. */
  Clause isAsked(String column) {
    if (only == null) {
      return Clause.TRUE;
    }
    var ids = only.users().stream().map(UserId::value).toList();
    return ids.size() == 1
        ? Clause.sql(column + " = ?", ids.getFirst())
        : Clause.sql(product.isAnyOf(column), ids);
  }
}
