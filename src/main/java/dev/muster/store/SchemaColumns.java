package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Muster's own tables, views and sequences, with what somebody else may have changed of them; all
 * names in small letters. Flyway does not look at what has become of what it made.
 *
 * @param byTable the columns of each table, none of a view or sequence
 * @param inTheWay others' columns that every row needs a value for, {@code table.column}
 */
record SchemaColumns(Map<String, Set<String>> byTable, Set<String> inTheWay) {
  /**
   * What all migrations come to: a line each, {@code table.column}, or a view's or sequence's name.
   */
  private static final String WANTED = "columns.txt";

  /** H2 alone has these. */
  private static final Set<String> LOCKS = Set.of("muster_lease", "muster_lock");

  SchemaColumns {
    byTable = Map.copyOf(byTable);
    inTheWay = Set.copyOf(inTheWay);
  }

  /** Those of the latest version. */
  static SchemaColumns wanted(DatabaseType databaseType) {
    var byTable = new TreeMap<String, Set<String>>();
    for (var line : Schema.text(WANTED).lines().toList()) {
      var place = line.split("\\.", 2);
      var columns = byTable.computeIfAbsent(place[0], _ -> new TreeSet<>());
      if (place.length == 2) {
        columns.add(place[1]);
      }
    }
    if (databaseType != DatabaseType.H2) {
      byTable.keySet().removeAll(LOCKS);
    }
    return new SchemaColumns(byTable, Set.of());
  }

  /** Those in the schema where a connection would make tables; none where there is no such. */
  static SchemaColumns found(Connection connection, SchemaColumns wanted, DatabaseType databaseType)
      throws SQLException {
    var relations =
        switch (databaseType) {
          case H2 -> H2Relations.read(connection);
          case POSTGRESQL -> PostgresqlRelations.read(connection);
        };
    var byTable = new TreeMap<>(relations.tables());
    for (var other : relations.others()) {
      // Not a view that somebody has put in the place of a table.
      if (wanted.byTable.getOrDefault(other, Set.of()).isEmpty()) {
        byTable.put(other, Set.of());
      }
    }
    var inTheWay = new TreeSet<String>();
    relations
        .needy()
        .forEach((table, columns) ->
            columns.stream()
                .filter(column -> !wanted.byTable.getOrDefault(table, columns).contains(column))
                .forEach(column -> inTheWay.add(table + "." + column)));
    return new SchemaColumns(byTable, inTheWay);
  }

  /** The tables, views and sequences that are not among the others, with commas between them. */
  Optional<String> tablesNotIn(SchemaColumns others) {
    var lost = new TreeSet<>(byTable.keySet());
    lost.removeAll(others.byTable.keySet());
    return lost.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lost));
  }

  /** The first table of which the others lack columns, with them. */
  Optional<String> columnsNotIn(SchemaColumns others) {
    for (var table : new TreeMap<>(byTable).entrySet()) {
      var lost = new TreeSet<>(table.getValue());
      lost.removeAll(others.byTable.getOrDefault(table.getKey(), Set.of()));
      if (!lost.isEmpty()) {
        return Optional.of(
            "the table %s has been changed: it lacks %s"
                .formatted(table.getKey(), String.join(", ", lost)));
      }
    }
    return Optional.empty();
  }

  /** Whether a table, view or sequence of the name is there. */
  boolean has(String name) {
    return byTable.containsKey(small(name));
  }

  /** Whether a table of the name has a column of that one. */
  boolean has(String table, String column) {
    return byTable.getOrDefault(small(table), Set.of()).contains(small(column));
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
