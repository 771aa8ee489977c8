package dev.muster.store;

import java.sql.Connection;
import java.sql.ResultSet;
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

  private static final String OF_MUSTER = "muster_";

  /** H2 alone has these. */
  private static final Set<String> LOCKS = Set.of("muster_lease", "muster_lock");

  private static final String SEQUENCES =
      "select sequence_name from information_schema.sequences where sequence_schema = ?";

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
  static SchemaColumns found(Connection connection, SchemaColumns wanted) throws SQLException {
    var schema = connection.getSchema();
    if (schema == null) {
      return new SchemaColumns(Map.of(), Set.of());
    }
    var byTable = new TreeMap<String, Set<String>>();
    var inTheWay = new TreeSet<String>();
    var metadata = connection.getMetaData();
    var ours =
        (metadata.storesUpperCaseIdentifiers() ? OF_MUSTER.toUpperCase(Locale.ROOT) : OF_MUSTER)
            + "%";
    try (var tables =
        metadata.getTables(null, schema, ours, new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (isIn(schema, tables)) {
          byTable.put(small(tables.getString("TABLE_NAME")), new TreeSet<>());
        }
      }
    }
    try (var rows = metadata.getColumns(null, schema, ours, null)) {
      while (rows.next()) {
        if (!isIn(schema, rows)) {
          continue;
        }
        var table = small(rows.getString("TABLE_NAME"));
        var column = small(rows.getString("COLUMN_NAME"));
        byTable.computeIfPresent(
            table,
            (_, columns) -> {
              columns.add(column);
              return columns;
            });
        if (!wanted.byTable.getOrDefault(table, Set.of(column)).contains(column)
            && needsAValue(rows)) {
          inTheWay.add(table + "." + column);
        }
      }
    }
    try (var views = metadata.getTables(null, schema, ours, new String[] {"VIEW"})) {
      while (views.next()) {
        var view = small(views.getString("TABLE_NAME"));
        // Not one that somebody has put in the place of a table.
        if (isIn(schema, views) && wanted.byTable.getOrDefault(view, Set.of()).isEmpty()) {
          byTable.put(view, Set.of());
        }
      }
    }
    try (var statement = connection.prepareStatement(SEQUENCES)) {
      statement.setString(1, schema);
      try (var sequences = statement.executeQuery()) {
        while (sequences.next()) {
          var sequence = small(sequences.getString(1));
          if (sequence.startsWith(OF_MUSTER)) {
            byTable.put(sequence, Set.of());
          }
        }
      }
    }
    return new SchemaColumns(byTable, inTheWay);
  }

  /** To drivers a schema's name is a pattern, in which an underscore is any character. */
  private static boolean isIn(String schema, ResultSet row) throws SQLException {
    return schema.equals(row.getString("TABLE_SCHEM"));
  }

  private static boolean needsAValue(ResultSet column) throws SQLException {
    return "NO".equals(column.getString("IS_NULLABLE"))
        && column.getString("COLUMN_DEF") == null
        && !"YES".equals(column.getString("IS_AUTOINCREMENT"))
        && !"YES".equals(column.getString("IS_GENERATEDCOLUMN"));
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
