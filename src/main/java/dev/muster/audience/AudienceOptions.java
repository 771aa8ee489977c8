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
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
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
   * @param asOf as of when each of them is asked about, in their order; null: all as of the
   *     options' instant
   */
  public record Only(List<UserId> users, Instant runAsOf, @Nullable List<Instant> asOf) {
    public Only {
      users = List.copyOf(users);
      asOf = asOf == null ? null : List.copyOf(asOf);
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
    return about(List.of(user));
  }

  /** The same for some users: of the others, nothing is looked at. */
  AudienceOptions about(List<UserId> users) {
    return about(new Only(users, asOf, null), asOf);
  }

  /**
   * The same for some users, each as of an instant of its own: of the others, nothing is looked at.
   * Hand-written queries are told the run's.
   *
   * @param instants for which {@link SharedWindows#at} gives the same
   */
  AudienceOptions about(SequencedMap<UserId, Instant> instants) {
    var users = List.copyOf(instants.sequencedKeySet());
    var each = List.copyOf(instants.sequencedValues());
    return about(new Only(users, asOf, each), Collections.max(each));
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

  /** Whether each user is asked about as of an instant of its own. */
  boolean hasOwnInstants() {
    return only != null && only.asOf() != null;
  }

  /**
   * The table {@code e} of the events that anything may be seen of. With instants of their own, the
   * users' before them, and beside each its user's as {@code muster_as_of}; they are looked up by
   * their users, however few the database expects in a stretch of time: of the newest it has not
   * counted any.
   */
  Clause events() {
    if (only == null || only.asOf() == null) {
      return Clause.sql("events e");
    }
    return Clause.sql(
        """
        (
        select e.*, asked.muster_as_of
        from (
        select user_id, cast(as_of as timestamp with time zone) as muster_as_of
        from unnest(cast(? as varchar array), cast(? as varchar array)) as given (user_id, as_of)
        ) asked
        join events e on e.user_id = asked.user_id and ? < asked.muster_as_of
        ) e\
        """,
        only.users().stream().map(UserId::value).toList(),
        only.asOf().stream().map(Instant::toString).toList(),
        at());
  }

  /** When the event {@code e} was. */
  Clause at() {
    // What is computed is in no index.
    return Clause.sql(hasOwnInstants() ? "e.occurred_at + interval '0' second" : "e.occurred_at");
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
