package dev.muster.audience;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of {@code profiles} or {@code events}.
 *
 * @param faults what is wrong with its columns, a line each
 * @param empty whether it has no row
 * @param indexes the columns of each of its indexes, in their order
 */
public record SourceTable(
    Kind kind, List<String> faults, boolean empty, List<List<String>> indexes) {

  /** What stands behind the name. */
  public enum Kind {
    TABLE,
    /** A view, or a table of another server: its indexes are not to be seen. */
    VIEW,
    ABSENT
  }

  /** The tables that audiences are found in. */
  public enum Name {
    PROFILES,
    EVENTS;

    /** The name in the database. */
    public String table() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that are asked for. */
    private List<Column> columns() {
      return switch (this) {
        case PROFILES ->
            List.of(
                new Column("user_id", Type.TEXT),
                new Column("anonymous_id", Type.TEXT),
                new Column("timezone", Type.TEXT),
                new Column("opted_out", Type.BOOLEAN),
                new Column("attributes", Type.JSON));
        case EVENTS ->
            List.of(
                new Column("user_id", Type.TEXT),
                new Column("name", Type.TEXT),
                new Column("occurred_at", Type.INSTANT),
                new Column("properties", Type.JSON));
      };
    }
  }

  private record Column(String name, Type type) {
    /** What is wrong with what the database has, or nothing. */
    Optional<String> fault(@Nullable String found) {
      if (found == null) {
        return Optional.of("no column %s (%s)".formatted(name, type.said));
      }
      return found.matches(type.names)
          ? Optional.empty()
          : Optional.of("column %s: expected %s, found %s".formatted(name, type.said, found));
    }
  }

  /** What a column holds, and what the databases call that. */
  private enum Type {
    TEXT("text", "text|varchar|bpchar|character( varying)?"),
    BOOLEAN("boolean", "bool|boolean"),
    JSON("json", "jsonb?"),
    INSTANT("timestamp with time zone", "timestamptz|timestamp(\\(\\d\\))? with time zone");

    private final String said;
    private final String names;

    Type(String said, String names) {
      this.said = said;
      this.names = names;
    }
  }

  public SourceTable {
    faults = List.copyOf(faults);
    indexes = List.copyOf(indexes);
  }

  /**
   * Looks at one of them; reads no more than a row.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static SourceTable look(DataSource source, Dialect dialect, Name name)
      throws SQLException {
    try (var connection = source.getConnection()) {
      var catalog = Catalog.of(dialect, connection);
      var kind = catalog.kind(name.table());
      if (kind == Kind.ABSENT) {
        return new SourceTable(kind, List.of(), true, List.of());
      }
      var faults = faults(connection, name);
      var empty = faults.isEmpty() && isEmpty(connection, name);
      return new SourceTable(kind, faults, empty, catalog.indexes(name.table()));
    }
  }

  /** Whether an index begins with these columns, in this order. */
  public boolean isIndexedBy(String... columns) {
    var wanted = List.of(columns);
    return indexes.stream()
        .anyMatch(index ->
            index.size() >= wanted.size() && index.subList(0, wanted.size()).equals(wanted));
  }

  private static List<String> faults(Connection connection, Name name) throws SQLException {
    var found = columns(connection, name);
    return name.columns().stream()
        .flatMap(column -> column.fault(found.get(column.name())).stream())
        .toList();
  }

  private static Map<String, String> columns(Connection connection, Name name) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from " + name.table() + " where 1 = 0")) {
      var columns = new LinkedHashMap<String, String>();
      var meta = rows.getMetaData();
      for (var i = 1; i <= meta.getColumnCount(); i++) {
        columns.put(
            meta.getColumnName(i).toLowerCase(Locale.ROOT),
            meta.getColumnTypeName(i).toLowerCase(Locale.ROOT));
      }
      return columns;
    }
  }

  private static boolean isEmpty(Connection connection, Name name) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select 1 from " + name.table() + " limit 1")) {
      return !rows.next();
    }
  }
}
