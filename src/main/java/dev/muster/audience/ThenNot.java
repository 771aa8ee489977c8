package dev.muster.audience;

import static dev.muster.source.Clause.sql;
import static java.util.Objects.requireNonNull;

import dev.muster.campaign.EventFilter;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.Answers;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code then_not} of a live campaign (live.md): whether none of its events followed a trigger, of
 * the same user and, with {@code same}, the same value. Events are looked up by their users.
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
    var holds = new ArrayList<>(Collections.nCopies(triggers.size(), true));
    if (triggers.isEmpty()) {
      return holds;
    }
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        SourceRequirements.requireFit(connection, source.product());
        for (var together : byAsOf(triggers).entrySet()) {
          for (var followed :
              followed(connection, together.getKey(), triggers, together.getValue())) {
            holds.set(followed, false);
          }
        }
      } finally {
        connection.rollback();
      }
    }
    return holds;
  }

  /** The places of those that are asked about together. */
  private LinkedHashMap<Instant, List<Integer>> byAsOf(List<After> triggers) {
    var together = new LinkedHashMap<Instant, List<Integer>>();
    var oneForAll = EventTests.of(events()).asOf().isEmpty();
    for (int i = 0; i < triggers.size(); i++) {
      var asOf = triggers.get(oneForAll ? 0 : i).until();
      together.computeIfAbsent(asOf, _ -> new ArrayList<>()).add(i);
    }
    return together;
  }

  private EventFilter events() {
    return requireNonNull(live.thenNot()).events();
  }

  private List<Integer> followed(
      Connection connection, Instant asOf, List<After> triggers, List<Integer> places)
      throws SQLException {
    var asked = places.stream().map(triggers::get).toList();
    return new Answers(connection)
        .all(query(asOf, asked), row -> places.get(row.getInt("place") - 1));
  }

  /** Asks for the places, from 1 on, of those that were followed. */
  Query query(Instant asOf, List<After> asked) {
    var dialect = source.product().dialect(asOf, accountZone);
    var whole =
        sql(
            """
            select place
            from (
            select given.place, (
            select true
            from events e
            where ?
            limit 1
            ) as followed
            from (
            select user_id, place, ? as same_value,
                   cast(occurred_at as timestamp with time zone) as occurred_at,
                   cast(until as timestamp with time zone) as until
            from unnest(cast(? as varchar array), cast(? as varchar array),
                        cast(? as varchar array), cast(? as varchar array)) with ordinality
                 as given (user_id, occurred_at, until, given_value, place)
            ) given
            ) asked
            where followed\
            """,
            follows(dialect),
            dialect.ofScalar("given_value"),
            asked.stream().map(trigger -> trigger.user().value()).toList(),
            asked.stream().map(trigger -> trigger.occurredAt().toString()).toList(),
            asked.stream().map(trigger -> trigger.until().toString()).toList(),
            asked.stream().map(this::value).toList());
    return new Query(whole.text(), whole.parameters());
  }

  /** Whether the event {@code e} follows what stands in {@code given}. */
  Clause follows(Dialect dialect) {
    var same = live.same();
    return Clause.all(
        sql("e.user_id = given.user_id"),
        sql("e.occurred_at >= given.occurred_at and e.occurred_at < given.until"),
        sql("e.occurred_at > given.occurred_at or ?", named(live.trigger(), dialect).isNotTrue()),
        named(events(), dialect),
        dialect.holds("e.properties", events().where()),
        same == null ? Clause.TRUE : sql("? = given.same_value", SameValue.of(same, dialect)));
  }

  static Clause named(EventFilter filter, Dialect dialect) {
    return filter.anyEvent() ? Clause.TRUE : dialect.isOneOf("e.name", filter.names());
  }

  /** The value alone, of the array; some JSON where it is not asked for. */
  private String value(After trigger) {
    if (live.same() == null) {
      return "null";
    }
    var values =
        ExactJson.MAPPER.readTree(
            requireNonNull(trigger.constant(), "a trigger of a campaign with same has a value"));
    return requireNonNull(ExactJson.scalar(values.get(0)), "the value is a scalar");
  }
}
