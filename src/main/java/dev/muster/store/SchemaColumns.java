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

  /** Relations without columns have one row. */
  private static final String POSTGRESQL_COLUMNS =
      """
      select c.relname as relation, c.relkind = 'r' as is_table, a.attname as attribute,
             (a.attnotnull or t.typtype = 'd' and t.typnotnull)
                 and not a.atthasdef and a.attidentity = '' as needs_a_value
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a
          on c.relkind = 'r' and a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_type t on t.oid = a.atttypid
      where n.nspname = current_schema() and c.relkind in ('r', 'v', 'S')
        and c.relname like 'muster\\_%'
        -- not an identity column's own sequence
        and not exists (
            select 1 from pg_depend owned
            where owned.classid = cast('pg_class' as regclass) and owned.objid = c.oid
              and owned.deptype = 'i' and c.relkind = 'S')
      """;

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
  static SchemaColumns found(Connection connection, SchemaColumns wanted, DatabaseType databaseType)
      throws SQLException {
    return switch (databaseType) {
      case H2 -> ofH2(connection, wanted);
      case POSTGRESQL -> ofPostgresql(connection, wanted);
    };
  }

  /** One question: the driver's three have PostgreSQL work for longer than all else of a start. */
  private static SchemaColumns ofPostgresql(Connection connection, SchemaColumns wanted)
      throws SQLException {
    var byTable = new TreeMap<String, Set<String>>();
    var inTheWay = new TreeSet<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(POSTGRESQL_COLUMNS)) {
      while (rows.next()) {
        var name = rows.getString("relation");
        var column = rows.getString("attribute");
        if (rows.getBoolean("is_table")) {
          var columns = byTable.computeIfAbsent(name, _ -> new TreeSet<>());
          if (column != null) {
            columns.add(column);
            wanted.addInTheWay(name, column, rows.getBoolean("needs_a_value"), inTheWay);
          }
        } else if (wanted.isNoTable(name)) {
          byTable.put(name, Set.of());
        }
      }
    }
    return new SchemaColumns(byTable, inTheWay);
  }

  private static SchemaColumns ofH2(Connection connection, SchemaColumns wanted)
      throws SQLException {
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
        wanted.addInTheWay(table, column, needsAValue(rows), inTheWay);
      }
    }
    try (var views = metadata.getTables(null, schema, ours, new String[] {"VIEW"})) {
      while (views.next()) {
        var view = small(views.getString("TABLE_NAME"));
        if (isIn(schema, views) && wanted.isNoTable(view)) {
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

  /** Of a table that is wanted, columns are. */
  private void addInTheWay(String table, String column, boolean needsAValue, Set<String> inTheWay) {
    if (needsAValue && !byTable.getOrDefault(table, Set.of(column)).contains(column)) {
      inTheWay.add(table + "." + column);
    }
  }

  /** Whether a view may have the name: somebody may have put one in the place of a table. */
  private boolean isNoTable(String name) {
    return byTable.getOrDefault(name, Set.of()).isEmpty();
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
