package dev.muster.source.h2;

import dev.muster.source.Catalog;
import dev.muster.source.FoundType;
import dev.muster.source.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** H2's information schema. */
public record H2Catalog(Connection connection) implements Catalog {
  /** "Table or view not found": alone, with the like of it, in an empty database. */
  private static final Set<Integer> NOT_FOUND = Set.of(42102, 42103, 42104);

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final String COLUMNS =
      """
      select column_name, lower(data_type)
      from information_schema.columns
      where table_schema = ? and table_name = ?
      order by ordinal_position
      """;
  private static final String KIND =
      """
      select case when table_class like '%.MaterializedView' then 'MATERIALIZED'
                  when table_class like '%.TableLink' then 'FOREIGN'
                  when table_type = 'BASE TABLE' then 'TABLE'
                  else 'VIEW' end,
             coalesce(remarks, '')
      from information_schema.tables
      where table_schema = ? and table_name = ?
      """;
  private static final String SCHEMAS =
      """
      select table_schema, table_name
      from information_schema.tables
      where lower(table_name) = ? and table_schema <> 'INFORMATION_SCHEMA'
      order by table_schema, table_name
      """;
  private static final String INDEXES =
      """
      select listagg(lower(c.column_name), ',') within group (order by c.ordinal_position),
             max(case when i.index_type_name in ('PRIMARY KEY', 'UNIQUE INDEX')
                 then 'unique' else '' end)
      from information_schema.indexes i
      join information_schema.index_columns c
        on c.index_schema = i.index_schema and c.index_name = i.index_name
      where i.table_schema = ? and i.table_name = ?
      group by i.index_schema, i.index_name
      """;

  @Override
  public Optional<Relation> find(String table) throws SQLException {
    // Where H2 looks for a name, it tells of what it has found only.
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from " + table + " where 1 = 0")) {
      var schema = rows.getMetaData().getSchemaName(1);
      var row = Catalog.ask(connection, KIND, schema, unquoted(table)).getFirst();
      return Optional.of(
          new Relation(schema, table, SourceTable.Kind.valueOf(row.get(0)), row.get(1)));
    } catch (SQLException e) {
      if (NOT_FOUND.contains(e.getErrorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<String> schemasWith(String table) throws SQLException {
    var schemas = new ArrayList<String>();
    for (var row : Catalog.ask(connection, SCHEMAS, table)) {
      if (isFoundUnquoted(row.get(1))) {
        schemas.add(row.get(0));
      }
    }
    return schemas;
  }

  @Override
  public List<String> quoted(String table) throws SQLException {
    var path = new ArrayList<>(searchPath());
    path.add(connection.getSchema());
    var names = new ArrayList<String>();
    for (var row : Catalog.ask(connection, SCHEMAS, table)) {
      if (path.contains(row.get(0)) && !isFoundUnquoted(row.get(1))) {
        names.add('"' + row.get(1) + '"');
      }
    }
    return names;
  }

  @Override
  public List<String> searchPath() throws SQLException {
    var path =
        Catalog.ask(
            connection,
            """
            select state_command from information_schema.session_state
            where state_key = 'SCHEMA_SEARCH_PATH'
            """);
    return path.isEmpty()
        ? List.of()
        : QUOTED.matcher(path.getFirst().getFirst()).results().map(name -> name.group(1)).toList();
  }

  @Override
  public Map<String, FoundType> columns(Relation relation) throws SQLException {
    var columns = new LinkedHashMap<String, FoundType>();
    for (var row : ask(COLUMNS, relation)) {
      var name = row.get(0);
      columns.put(
          isFoundUnquoted(name)
              ? name.toLowerCase(Locale.ROOT)
              : '"' + name.replace("\"", "\"\"") + '"',
          new FoundType(row.get(1), form(row.get(1))));
    }
    return columns;
  }

  private List<List<String>> ask(String question, Relation relation) throws SQLException {
    return Catalog.ask(connection, question, relation.schema(), unquoted(relation.name()));
  }

  /**
   * As the information schema has a name that is found without quotes. Asked for by an expression,
   * it would list all that there is; where letters do not matter in names, they do not here.
   */
  private String unquoted(String name) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers()
        ? name.toUpperCase(Locale.ROOT)
        : name.toLowerCase(Locale.ROOT);
  }

  /** Which letters names without quotes are taken to have is a setting of the database. */
  private boolean isFoundUnquoted(String name) throws SQLException {
    var meta = connection.getMetaData();
    return PLAIN.matcher(name).matches()
        && (!meta.supportsMixedCaseQuotedIdentifiers() || name.equals(unquoted(name)));
  }

  private static FoundType.Form form(String type) {
    return switch (type) {
      case "json" -> FoundType.Form.JSON;
      case "array" -> FoundType.Form.LIST;
      case "row" -> FoundType.Form.ROW;
      case "tinyint",
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "decfloat",
          "real",
          "double precision" ->
          FoundType.Form.NUMBER;
      default ->
          type.startsWith("binary")
              ? FoundType.Form.BYTES
              : type.startsWith("character") || type.startsWith("varchar")
                  ? FoundType.Form.TEXT
                  : FoundType.Form.OTHER;
    };
  }

  @Override
  public boolean isUnique(Relation relation, String column) throws SQLException {
    return indexes(relation).stream()
        .anyMatch(index -> index.unique() && index.columns().equals(List.of(column)));
  }

  @Override
  public List<Index> indexes(Relation relation) throws SQLException {
    return ask(INDEXES, relation).stream()
        .map(row -> Index.of(row.get(0), row.get(1).equals("unique")))
        .toList();
  }

  /** The tables by the names of their indexes, both in lower case. */
  Map<String, String> tablesByIndex() throws SQLException {
    var tables = new HashMap<String, String>();
    var question = "select index_name, table_name from information_schema.indexes";
    for (var row : Catalog.ask(connection, question)) {
      tables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1).toLowerCase(Locale.ROOT));
    }
    return tables;
  }
}
