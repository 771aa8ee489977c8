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

/**
 * The events that an event condition looks at, of the table {@code events e}.
 *
 * @param during where they lie, before the as-of instant
 * @param whose whether a row is of a user who is asked about
 * @param at when a row's event was
 */
record Events(EventFilter filter, Interval during, Clause whose, Clause at) {

  static Events of(Condition.Did did, AudienceOptions options) {
    var during = during(did.during(), options);
    return new Events(
        did.events(),
        switch (did.occurrence()) {
          case Occurrence.Measured _ -> during;
          // The first one lies in the window if, of all before its end, the first does.
          case Occurrence.FirstTime _ -> new Interval(null, during.to());
          // The last one does if, of all after its beginning, the last lies before its end.
          case Occurrence.LastTime _ -> new Interval(during.from(), options.asOf());
        },
        whose(options),
        options.at());
  }

  static Events of(Condition.DidNot didNot, AudienceOptions options) {
    return new Events(
        didNot.events(), during(didNot.during(), options), whose(options), options.at());
  }

  static Clause whose(AudienceOptions options) {
    return options.isAsked("e.user_id");
  }

  static Interval during(During window, AudienceOptions options) {
    Instant asOf = options.asOf();
    return window.around(asOf, options.accountZone()).before(asOf);
  }

  /** Whether a row is one of them. */
  Clause are(Dialect dialect) {
    return Clause.all(named(dialect), TimeSpan.contains(during, at), whose, where(dialect));
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
   * @param events which rows count
   * @param columns aggregates over each user's rows; empty when one row is enough
   * @param holds what is asked of the aggregates
   * @param eachOnce whether no user may be there twice
   */
  static Clause users(Clause events, Clause columns, Clause holds, boolean eachOnce) {
    if (columns.text().isEmpty()) {
      return sql(
          "select e.user_id\nfrom events e\nwhere ?" + (eachOnce ? "\ngroup by e.user_id" : ""),
          events);
    }
    return sql(
        """
        select user_id
        from (
        select e.user_id, ?
        from events e
        where ?
        group by e.user_id
        ) by_user
        where ?\
        """,
        columns,
        events,
        holds);
  }
}
