package dev.muster.audience;

import dev.muster.audience.SourceTable.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a database says of its own tables, as unqualified names find them.
 *
 * @param kindOf asks for the kind of the table {@code ?}: {@code table} or anything else
 * @param indexesOf asks for the columns of each index of the table {@code ?}, in order, with commas
 */
record Catalog(Connection connection, String kindOf, String indexesOf) {
  private static final String H2_KIND =
      """
      select case table_type when 'BASE TABLE' then 'table' else 'view' end
      from information_schema.tables
      where table_schema = current_schema and lower(table_name) = ?
      """;
  private static final String H2_INDEXES =
      """
      select listagg(lower(column_name), ',') within group (order by ordinal_position)
      from information_schema.index_columns
      where table_schema = current_schema and lower(table_name) = ?
      group by index_name
      """;
  private static final String POSTGRESQL_KIND =
      """
      select case when relkind in ('r', 'p', 'm') then 'table' else 'view' end
      from pg_class where oid = to_regclass(?)
      """;
  private static final String POSTGRESQL_INDEXES =
      """
      select string_agg(coalesce(a.attname, ''), ',' order by key.place)
      from pg_index i
      cross join lateral unnest(i.indkey) with ordinality as key(attnum, place)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum
      where i.indrelid = to_regclass(?) and i.indisvalid and i.indpred is null
        and key.place <= i.indnkeyatts
      group by i.indexrelid
      """;

  static Catalog of(Dialect dialect, Connection connection) {
    return switch (dialect) {
      case H2 -> new Catalog(connection, H2_KIND, H2_INDEXES);
      case POSTGRESQL -> new Catalog(connection, POSTGRESQL_KIND, POSTGRESQL_INDEXES);
    };
  }

  Kind kind(String table) throws SQLException {
    return ask(kindOf, table).stream()
        .findFirst()
        .map(kind -> Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
        .orElse(Kind.ABSENT);
  }

  List<List<String>> indexes(String table) throws SQLException {
    return ask(indexesOf, table).stream().map(columns -> List.of(columns.split(",", -1))).toList();
  }

  /** The tables of H2's current schema by the names of their indexes, both in lower case. */
  Map<String, String> tablesByIndex() throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select lower(index_name), lower(table_name) from information_schema.indexes
                where table_schema = current_schema
                """)) {
      var tables = new HashMap<String, String>();
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getString(2));
      }
      return tables;
    }
  }

  private List<String> ask(String question, String table) throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        var answers = new ArrayList<String>();
        while (rows.next()) {
          answers.add(rows.getString(1));
        }
        return answers;
      }
    }
  }
}
