package dev.muster.check;

import dev.muster.audience.Dialect;
import dev.muster.audience.SourceTable;
import dev.muster.store.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Whether Muster's tables are up to date, and profiles and events are what audiences need. Nothing
 * is changed.
 */
public record DatabaseCheck(DataSource source, Dialect dialect) {
  private static final String SCHEMA = "schema";
  private static final String PROFILES_INDEX =
      "create unique index profiles_user_id on profiles (user_id)";
  private static final String EVENTS_INDEX =
      "create index events_name_time on events (name, occurred_at, user_id)";

  /**
   * Schema, profiles and events, a line each, in this order.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<Finding> findings() throws SQLException {
    var schema = Schema.state(source, dialect);
    var findings = new ArrayList<Finding>();
    findings.add(schema(schema));
    for (var name : SourceTable.Name.values()) {
      findings.add(table(name, SourceTable.look(source, dialect, name), schema.isCurrent()));
    }
    return findings;
  }

  static Finding schema(Schema.State state) {
    if (state.isNewer()) {
      return Finding.failed(
          SCHEMA,
          "version %s, this program knows %s".formatted(state.found(), state.wanted()),
          "use the version of Muster that made it, or a later one");
    }
    if (state.isCurrent()) {
      return Finding.ok(SCHEMA, "version " + state.found());
    }
    return Finding.warning(
        SCHEMA,
        state.found() == null
            ? "Muster's tables are not there yet"
            : "version %s, this program works with %s".formatted(state.found(), state.wanted()),
        "the next import or run brings it there");
  }

  static Finding table(SourceTable.Name name, SourceTable table, boolean schemaIsCurrent) {
    var subject = name.table();
    if (table.kind() == SourceTable.Kind.ABSENT) {
      return schemaIsCurrent
          ? Finding.failed(
              subject, "no such table", "create it, or a view of that name over your own")
          : Finding.warning(subject, "not there yet", "the next import or run makes it");
    }
    if (!table.faults().isEmpty()) {
      return Finding.failed(
          subject,
          String.join(", ", table.faults()),
          "change it, or put a view of that name over it, with these columns");
    }
    if (table.empty()) {
      return Finding.warning(subject, "empty", "muster import " + subject + " FILE");
    }
    if (table.kind() == SourceTable.Kind.VIEW) {
      return Finding.ok(
          subject, "a view; 'muster check CAMPAIGN' tells by which indexes it is read");
    }
    return index(name, table);
  }

  private static Finding index(SourceTable.Name name, SourceTable table) {
    return switch (name) {
      case PROFILES ->
          table.isIndexedBy("user_id")
              ? Finding.ok(name.table(), "a table, indexed by user_id")
              : Finding.warning(name.table(), "a table without index on user_id", PROFILES_INDEX);
      case EVENTS ->
          table.isIndexedBy("name", "occurred_at")
              ? Finding.ok(name.table(), "a table, indexed by name and occurred_at")
              : Finding.warning(
                  name.table(), "a table without index on name, occurred_at", EVENTS_INDEX);
    };
  }
}
