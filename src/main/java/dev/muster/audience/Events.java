package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.During;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Occurrence;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.TimeSpan;
import java.time.Instant;
import java.util.Map;

/**
 * The events that an event condition looks at, of the table {@link AudienceOptions#events}.
 *
 * @param lies whether a row's event lies where it is looked for, before the as-of instant
 * @param whose whether a row is of a user who is asked about
 */
record Events(EventFilter filter, Clause lies, Clause whose) {

  static Events of(Condition.Did did, AudienceOptions options) {
    var during = during(did.during(), options);
    return new Events(
        did.events(),
        switch (did.occurrence()) {
          case Occurrence.Measured _ -> within(did.during(), options);
          // The first one lies in the window if, of all before its end, the first does.
          case Occurrence.FirstTime _ ->
              TimeSpan.contains(new Interval(null, during.to()), options.at());
          // The last one does if, of all after its beginning, the last lies before its end.
          case Occurrence.LastTime _ ->
              TimeSpan.contains(new Interval(during.from(), options.asOf()), options.at());
        },
        whose(options));
  }

  static Events of(Condition.DidNot didNot, AudienceOptions options) {
    return new Events(didNot.events(), within(didNot.during(), options), whose(options));
  }

  /** The same with any properties. */
  Events ofAnyProperties() {
    return new Events(new EventFilter(filter.names(), Map.of()), lies, whose);
  }

  private static Clause within(During window, AudienceOptions options) {
    if (options.hasOwnInstants()) {
      if (window instanceof During.LastHours(var hours)) {
        return since(hours, options);
      }
      if (window instanceof During.BetweenHoursAgo(var nearest, var farthest)) {
        return Clause.all(since(farthest, options), sql("not ?", since(nearest, options)));
      }
    }
    return TimeSpan.contains(during(window, options), options.at());
  }

  /** Whether an event lies at most so many hours before its user's instant. */
  private static Clause since(int hours, AudienceOptions options) {
    return sql("? >= e.muster_as_of - " + hours + " * interval '1' hour", options.at());
  }

  static Clause whose(AudienceOptions options) {
    return options.hasOwnInstants() ? Clause.TRUE : options.isAsked("e.user_id");
  }

  static Interval during(During window, AudienceOptions options) {
    Instant asOf = options.asOf();
    return window.around(asOf, options.accountZone()).before(asOf);
  }

  /** Whether a row is one of them. */
  Clause are(Dialect dialect) {
    return Clause.all(named(dialect), lies, whose, where(dialect));
  }

  Clause named(Dialect dialect) {
    return filter.anyEvent() ? Clause.TRUE : dialect.isOneOf("e.name", filter.names());
  }

  private Clause where(Dialect dialect) {
    return dialect.holds("e.properties", filter.where());
  }

  /** Whether the one event that was found at an instant lies where it should. */
  static Clause found(Clause instant, During window, AudienceOptions options) {
    var during = during(window, options);
    return Clause.all(
        TimeSpan.contains(new Interval(during.from(), null), instant),
        TimeSpan.contains(new Interval(null, during.to()), instant));
  }

  /**
   * The users of some events.
   *
   * @param among the table of events
   * @param events which rows count
   * @param columns aggregates over each user's rows; empty when one row is enough
   * @param holds what is asked of the aggregates
   * @param eachOnce whether no user may be there twice
   */
  static Clause users(Clause among, Clause events, Clause columns, Clause holds, boolean eachOnce) {
    if (columns.text().isEmpty()) {
      return sql(
          "select e.user_id\nfrom ?\nwhere ?" + (eachOnce ? "\ngroup by e.user_id" : ""),
          among,
          events);
    }
    return sql(
        """
        select user_id
        from (
        select e.user_id, ?
        from ?
        where ?
        group by e.user_id
        ) by_user
        where ?\
        """,
        columns,
        among,
        events,
        holds);
  }
}
