package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What there is in PostgreSQL, by one question: the driver's four have it work for longer than all
 * else of a start.
 */
final class PostgresqlRelations {
  /** A relation without columns of its own has one row. */
  private static final String QUESTION =
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
        and starts_with(c.relname, '%s')
        -- not an identity column's own sequence
        and not exists (
            select 1 from pg_depend owned
            where owned.classid = cast('pg_class' as regclass) and owned.objid = c.oid
              and owned.deptype = 'i' and c.relkind = 'S')
      """
          .formatted(Relations.PREFIX);

  private PostgresqlRelations() {}

  static Relations read(Connection connection) throws SQLException {
    var found = new Relations();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(QUESTION)) {
      while (rows.next()) {
        var name = rows.getString("relation");
        if (!rows.getBoolean("is_table")) {
          found.others().add(name);
          continue;
        }
        found.addTable(name);
        var column = rows.getString("attribute");
        if (column != null) {
          found.addColumn(name, column, rows.getBoolean("needs_a_value"));
        }
      }
    }
    return found;
  }
}
