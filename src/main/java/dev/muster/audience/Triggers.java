package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Interval;
import dev.muster.campaign.WhiteSpace;
import dev.muster.campaign.Who;
import dev.muster.source.ArrivalMark;
import dev.muster.source.Arrivals;
import dev.muster.source.Clause;
import dev.muster.source.Deadline;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import dev.muster.source.SourceTable;
import dev.muster.source.TimeSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The events that trigger a live campaign (live.md, "Which triggers are taken up"), as they are
 * now, streamed in trigger order: by instant, then by {@link Triggered#key} by code point. Memory
 * does not grow with their number, but with that of events without an id of one microsecond.
 *
 * <p>An event that was read once need not be read again: what triggers does not depend on when it
 * is read. Tests of {@code where} on dates that lie a number of days ago are about the trigger's
 * instant.
 *
 * @param source the database itself, not a snapshot of it
 * @param accountZone in which days begin
 */
public record Triggers(SourceDatabase source, Who.Live live, Span span, ZoneId accountZone) {
  private static final int FETCH_SIZE = 1000;

  /**
   * Which events can matter.
   *
   * @param events when they occur: from the campaign's start on, before its end
   * @param horizon instants before it are too late
   * @param asOf the launch's; instants at or after it wait for their moment
   */
  public record Span(Interval events, Instant horizon, Instant asOf) {}

  /**
   * Begins to read.
   *
   * <p>With a mark that is good: whatever has arrived since, of whatever instant, so too late ones
   * and those that wait for their moment, too. What has been read before is not among it, unless
   * the mark of that reading is the one that it was given: as long as it does not move on, which
   * happens on H2 while somebody has events that are not committed, all since then is read again.
   * So it is to be opened before the caller writes to events itself, and what is remembered of
   * earlier readings may be forgotten when the mark has moved on.
   *
   * <p>Without one: all that can matter from the horizon on, {@linkplain Cursor#tellsArrivals if
   * events tell when they arrived} those of later than the as-of instant, too.
   *
   * @param since the mark of an earlier reading, or null
   * @throws SQLException when the database refuses it
   */
  @SuppressWarnings("MustBeClosedChecker") // the cursor owns the connection
  public Cursor open(@Nullable ArrivalMark since) throws SQLException {
    var deadline = Deadline.fromNow(source);
    var connection = source.pool().getConnection();
    try {
      var reading = source.product().arrivals().begin(connection, since);
      SourceRequirements.requireFit(connection, source.product());
      var statement = query(reading, idColumn(source, connection)).prepare(connection);
      statement.setFetchSize(FETCH_SIZE);
      return new Cursor(this, reading, connection, statement, statement.executeQuery(), deadline);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The column of events' ids as text, where there is one. */
  static Clause idColumn(SourceDatabase source, Connection connection) throws SQLException {
    var catalog = source.product().catalog(connection);
    var events = catalog.find(SourceTable.Name.EVENTS.table());
    var isThere = events.isPresent() && catalog.columns(events.get()).containsKey("id");
    var none = "cast(null as varchar)";
    return isThere
        ? sql(
            "case when btrim(cast(e.id as varchar), ?) <> '' then cast(e.id as varchar) end",
            WhiteSpace.ALL)
        : sql(none);
  }

  /**
   * Asks for them as they are now, whenever they arrived, and for none that {@code then_not} rules
   * out: a statement for people to read. What depends on a day is as of the span's end.
   *
   * @throws SQLException when the database cannot be asked for its tables
   */
  public Query written() throws SQLException {
    Clause id;
    try (var connection = source.pool().getConnection()) {
      id = idColumn(source, connection);
    }
    if (live.thenNot() == null) {
      return query(Arrivals.Reading.untold(), id);
    }
    var dialect = source.product().dialect(span.asOf(), accountZone);
    var same = live.same();
    var triggered =
        statement(
            Arrivals.Reading.untold(),
            id,
            sql(
                ",\ne.occurred_at + interval '%d' second as until, ? as same_value"
                    .formatted(live.untilInstant().toSeconds()),
                same == null ? sql("cast(null as varchar)") : SameValue.of(same, dialect)));
    var whole =
        sql(
            """
            select user_id, name, occurred_at, event_id, properties
            from (
            ?
            ) given
            where not exists (
            select 1
            from events e
            where ?
            )
            order by occurred_at, event_id\
            """,
            triggered,
            new ThenNot(source, live, accountZone).follows(dialect));
    return new Query(whole.text(), whole.parameters());
  }

  /** Asks for them: those without an id first of those of one instant. */
  Query query(Arrivals.Reading reading, Clause id) {
    var whole =
        sql(
            """
            select *
            from (
            ?
            ) triggered
            order by occurred_at, case when event_id is null then 0 else 1 end, %s\
            """
                .formatted(source.product().byCodePoint("event_id")),
            statement(reading, id, sql("")));
    return new Query(whole.text(), whole.parameters());
  }

  private Clause statement(Arrivals.Reading reading, Clause id, Clause more) {
    var product = source.product();
    // What depends on the moment is tested row by row, each has its own.
    var dialect = product.dialect(span.asOf(), accountZone);
    var columns =
        sql(
            "e.user_id, e.name, e.occurred_at, ? as event_id,\n"
                + "       coalesce(cast(%s as varchar), '{}') as properties?"
                    .formatted(product.json("e.properties")),
            id,
            more);
    var arrived = reading.arrived();
    var events =
        arrived == null
            ? sql("events e")
            : sql("(\n?\n) e", dialect.first(sql("select e.* from events e where ?", arrived)));
    var same = live.same();
    return sql(
        """
        select ?
        from ?
        where ?\
        """,
        columns,
        events,
        Clause.all(
            ThenNot.named(live.trigger(), dialect),
            TimeSpan.contains(occurring(reading), sql("e.occurred_at")),
            sql(product.isInAYear("e.occurred_at")),
            dialect.holds("e.properties", EventTests.of(live.trigger()).timeless()),
            same == null ? Clause.TRUE : sql("? is not null", SameValue.of(same, dialect))));
  }

  /** When those occur that are asked for. */
  private Interval occurring(Arrivals.Reading reading) {
    var events = span.events();
    if (reading.arrived() != null) {
      return events;
    }
    var horizon = span.horizon().minus(live.untilInstant());
    var from = events.from();
    var since = new Interval(from == null || from.isBefore(horizon) ? horizon : from, events.to());
    // Who does not tell when it arrived is read anew when its moment has come.
    return reading.areTold() ? since : since.before(span.asOf().minus(live.untilInstant()));
  }

  /** An open question, to be read once and closed. */
  public static final class Cursor implements AutoCloseable {
    private final Triggers triggers;
    private final Arrivals.Reading reading;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Deadline deadline;
    private final InTriggerOrder inOrder;

    private Cursor(
        Triggers triggers,
        Arrivals.Reading reading,
        Connection connection,
        PreparedStatement statement,
        ResultSet rows,
        Deadline deadline) {
      this.triggers = triggers;
      this.reading = reading;
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
      this.deadline = deadline;
      this.inOrder = new InTriggerOrder(this::read);
    }

    /**
     * Whether the table has a column {@code arrival} of Muster's kind. If not, every reading is of
     * all events since the horizon, and it is not known what is too late.
     */
    public boolean tellsArrivals() {
      return reading.areTold();
    }

    /** Whether only what arrived since the mark is read. */
    public boolean isSinceMark() {
      return reading.arrived() != null;
    }

    /**
     * The mark for the next reading: what this one does not see arrives after it. It may be the one
     * that was given, where it is not known that nothing is under way. Null: the next one has to
     * read all again.
     */
    public @Nullable ArrivalMark mark() {
      return reading.mark();
    }

    /**
     * The next event, or null after the last.
     *
     * @throws SQLException when the database fails, or all of it takes too long
     */
    public @Nullable Triggered next() throws SQLException {
      return inOrder.next();
    }

    private @Nullable Triggered read() throws SQLException {
      var reader = new TriggerReading(triggers.live(), triggers.accountZone());
      deadline.requireTime();
      while (rows.next()) {
        var triggered = reader.read(rows);
        if (triggered != null) {
          return triggered;
        }
      }
      return null;
    }

    @Override
    public void close() throws SQLException {
      try (connection;
          statement;
          rows) {
        connection.rollback();
      }
    }
  }
}
