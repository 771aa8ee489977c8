package dev.muster.check;

import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether {@code events} has what makes a live campaign's launches quick (live.md, "Data"): a
 * column that tells when an event arrived, and two indexes.
 */
public record LiveEventsCheck(SourceDatabase source) {
  private static final String LIVE = "live";

  private static final WantedIndex BY_ARRIVAL = of(SourceTable.ARRIVAL);
  private static final WantedIndex BY_USER = of("user_id", "name", "occurred_at");

  private static WantedIndex of(String... columns) {
    return new WantedIndex(
        SourceTable.Name.EVENTS.table(), List.of(columns), String.join(", ", columns));
  }

  /**
   * What is to be said of events that can be read; nothing of others.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<Finding> findings() throws SQLException {
    var events = SourceTable.look(source, SourceTable.Name.EVENTS);
    if (events.kind() == SourceTable.Kind.ABSENT || !events.faults().isEmpty()) {
      return List.of();
    }
    if (!areTold()) {
      return Stream.concat(Stream.of(untold(events)), without(events, BY_USER)).toList();
    }
    var missing =
        Stream.of(BY_ARRIVAL, BY_USER).flatMap(wanted -> without(events, wanted)).toList();
    return missing.isEmpty()
        ? List.of(Finding.ok(LIVE, "events tell when they arrived" + indexed(events)))
        : missing;
  }

  private boolean areTold() throws SQLException {
    return source.product().arrivals().areTold(source);
  }

  private Finding untold(SourceTable events) {
    var statement = source.product().arrivals().column();
    return Finding.warning(
        LIVE,
        events.kind().said()
            + " without the column arrival: every launch of a live campaign reads all events since"
            + " its horizon, and does not know which are too late",
        hasColumns(events)
            ? statement
            : "give it to the table behind it, and select it there: " + statement);
  }

  private Stream<Finding> without(SourceTable events, WantedIndex wanted) {
    var columns = wanted.columns().toArray(String[]::new);
    return !isIndexable(events) || events.isIndexedBy(columns)
        ? Stream.of()
        : Stream.of(
            Finding.warning(
                LIVE,
                "events without index on " + wanted.on(),
                wanted.statement(events.kind(), source.product(), false)));
  }

  private static String indexed(SourceTable events) {
    return isIndexable(events)
        ? ", and are indexed by it and by user"
        : "; their indexes are those of what is behind " + events.kind().said();
  }

  private static boolean isIndexable(SourceTable events) {
    return switch (events.kind()) {
      case TABLE, PARTITIONED, MATERIALIZED -> true;
      case VIEW, FOREIGN, ABSENT -> false;
    };
  }

  private static boolean hasColumns(SourceTable events) {
    return switch (events.kind()) {
      case TABLE, PARTITIONED -> true;
      case MATERIALIZED, VIEW, FOREIGN, ABSENT -> false;
    };
  }
}
