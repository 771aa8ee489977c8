package dev.muster.source.postgresql;

import dev.muster.source.Catalog;
import dev.muster.source.FoundType;
import dev.muster.source.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL's own tables. */
public record PostgresCatalog(Connection connection) implements Catalog {
  private static final String FIND =
      """
      select n.nspname,
             case c.relkind
                  when 'r' then 'TABLE'
                  when 'p' then 'PARTITIONED'
                  when 'm' then 'MATERIALIZED'
                  when 'f' then 'FOREIGN'
                  else 'VIEW' end,
             coalesce(obj_description(c.oid, 'pg_class'), '')
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.oid = to_regclass(?)
      """;
  private static final String SCHEMAS =
      """
      select n.nspname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relname = ? and c.relkind in ('r', 'p', 'm', 'v', 'f')
        and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
      order by n.nspname
      """;

  private static final String QUOTED =
      """
      select quote_ident(c.relname)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where lower(c.relname) = ? and c.relname <> ? and c.relkind in ('r', 'p', 'm', 'v', 'f')
        and n.nspname = any (current_schemas(false))
      order by array_position(current_schemas(false), n.nspname), c.relname
      """;

  /** Of a domain, be it over another, its base type. */
  private static final String COLUMNS =
      """
      with recursive based (attnum, attname, type, folding) as (
          select a.attnum, a.attname, a.atttypid,
                 exists (select 1 from pg_collation co
                         where co.oid = a.attcollation and not co.collisdeterministic)
          from pg_attribute a
          join pg_class c on c.oid = a.attrelid
          join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
          union all
          select based.attnum, based.attname, t.typbasetype, based.folding
          from based
          join pg_type t on t.oid = based.type and t.typtype = 'd'
      )
      select case when attname ~ '^[a-z_][a-z0-9_]*$' then attname::text
                  else '"' || replace(attname, '"', '""') || '"' end,
             t.typname, t.typcategory::text, folding
      from based
      join pg_type t on t.oid = based.type and t.typtype <> 'd'
      order by attnum
      """;

  private static final String UNIQUE =
      """
      select 1
      from pg_index i
      join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where n.nspname = ? and t.relname = ? and a.attname = ?
        and i.indisunique and i.indisvalid and i.indnkeyatts = 1
        and not (t.relkind = 'r' and t.relhassubclass)
        and (i.indpred is null
             or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))
      """;

  /** Those of a table do not bind the tables that inherit from it, but for partitions. */
  private static final String INDEXES =
      """
      select string_agg(coalesce(a.attname, ''), ',' order by key.place),
             bool_and(i.indisunique and not (t.relkind = 'r' and t.relhassubclass))
      from pg_index i
      join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      cross join lateral unnest(i.indkey) with ordinality as key(attnum, place)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum
      where n.nspname = ? and t.relname = ? and i.indisvalid and i.indpred is null
        and key.place <= i.indnkeyatts
      group by i.indexrelid
      """;

  @Override
  public Optional<Relation> find(String table) throws SQLException {
    return Catalog.ask(connection, FIND, table).stream()
        .map(row ->
            new Relation(row.get(0), table, SourceTable.Kind.valueOf(row.get(1)), row.get(2)))
        .findFirst();
  }

  @Override
  public List<String> schemasWith(String table) throws SQLException {
    return Catalog.ask(connection, SCHEMAS, table).stream().map(List::getFirst).toList();
  }

  @Override
  public List<String> quoted(String table) throws SQLException {
    return Catalog.ask(connection, QUOTED, table, table).stream().map(List::getFirst).toList();
  }

  @Override
  public List<String> searchPath() throws SQLException {
    return Catalog.ask(connection, "select unnest(current_schemas(false))").stream()
        .map(List::getFirst)
        .toList();
  }

  @Override
  public Map<String, FoundType> columns(Relation relation) throws SQLException {
    var columns = new LinkedHashMap<String, FoundType>();
    for (var row : Catalog.ask(connection, COLUMNS, relation.schema(), relation.name())) {
      columns.put(
          row.get(0),
          new FoundType(row.get(1), form(row.get(1), row.get(2)), row.get(3).equals("t")));
    }
    return columns;
  }

  /** By PostgreSQL's categories of types, which extensions' types have, too. */
  private static FoundType.Form form(String type, String category) {
    return switch (type) {
      case "json", "jsonb" -> FoundType.Form.JSON;
      case "bytea" -> FoundType.Form.BYTES;
      case "hstore" -> FoundType.Form.MAP;
      // A single byte, which versions before 15 put among the texts.
      case "char" -> FoundType.Form.OTHER;
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> FoundType.Form.NUMBER;
      default ->
          switch (category) {
            case "S" -> FoundType.Form.TEXT;
            case "C" -> FoundType.Form.ROW;
            case "A" -> FoundType.Form.LIST;
            default -> FoundType.Form.OTHER;
          };
    };
  }

  @Override
  public boolean isUnique(Relation relation, String column) throws SQLException {
    return !Catalog.ask(connection, UNIQUE, relation.schema(), relation.name(), column).isEmpty();
  }

  @Override
  public List<Index> indexes(Relation relation) throws SQLException {
    return Catalog.ask(connection, INDEXES, relation.schema(), relation.name()).stream()
        .map(row -> Index.of(row.get(0), row.get(1).equals("t")))
        .toList();
  }
}
