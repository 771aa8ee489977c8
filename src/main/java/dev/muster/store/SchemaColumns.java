package dev.muster.store;

import dev.muster.audience.DatabaseType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.StreamUtils;

/** The columns of Muster's own tables, by table; all names in small letters. */
final class SchemaColumns {
  /** What all migrations come to on both databases: a line each, {@code table.column}. */
  private static final String WANTED = "sql/schema/columns.txt";

  private static final String OF_MUSTER = "muster_";

  /** H2 alone has these. */
  private static final String LEASES = "muster_lease";

  private SchemaColumns() {}

  /** Those of the latest version. */
  static Map<String, Set<String>> wanted(DatabaseType databaseType) {
    var columns = new TreeMap<String, Set<String>>();
    text()
        .lines()
        .forEach(line -> {
          var place = line.split("\\.", 2);
          add(columns, place[0], place[1]);
        });
    if (databaseType != DatabaseType.H2) {
      columns.remove(LEASES);
    }
    return columns;
  }

  /** Those in the schema where a connection would make tables. */
  static Map<String, Set<String>> found(Connection connection) throws SQLException {
    var columns = new TreeMap<String, Set<String>>();
    var metadata = connection.getMetaData();
    var ours =
        metadata.storesUpperCaseIdentifiers() ? OF_MUSTER.toUpperCase(Locale.ROOT) : OF_MUSTER;
    try (var rows = metadata.getColumns(null, connection.getSchema(), ours + "%", null)) {
      while (rows.next()) {
        add(columns, small(rows.getString("TABLE_NAME")), small(rows.getString("COLUMN_NAME")));
      }
    }
    return columns;
  }

  private static void add(Map<String, Set<String>> columns, String table, String column) {
    columns.computeIfAbsent(table, _ -> new TreeSet<>()).add(column);
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String text() {
    try (var resource = new ClassPathResource(WANTED).getInputStream()) {
      return StreamUtils.copyToString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
