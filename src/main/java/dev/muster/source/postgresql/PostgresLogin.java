package dev.muster.source.postgresql;

import dev.muster.source.Catalog;
import dev.muster.source.Login;
import dev.muster.source.SourceTable.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/** What a role of PostgreSQL may do. */
final class PostgresLogin {
  private static final String UNREADABLE =
      """
      select format('%I.%I', n.nspname, c.relname),
             string_agg(a.attname, ', ' order by a.attnum)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.oid = to_regclass(?) and a.attname = any (string_to_array(?, ','))
        and not has_column_privilege(c.oid, a.attnum, 'SELECT')
      group by n.nspname, c.relname
      """;

  private static final String WRITABLE =
      """
      select string_agg(lower(wanted.privilege), ', ' order by wanted.place) || ' on ' || c.relname
      from pg_class c
      cross join (values ('INSERT', 1), ('UPDATE', 2), ('DELETE', 3), ('TRUNCATE', 4))
          as wanted (privilege, place)
      where c.oid = to_regclass(?) and has_table_privilege(c.oid, wanted.privilege)
      group by c.relname
      """;

  private PostgresLogin() {}

  static Login in(Connection connection) throws SQLException {
    var unreadable = new ArrayList<Login.Unreadable>();
    var writable = new ArrayList<String>();
    for (var name : Name.values()) {
      var columns = String.join(",", name.columnNames());
      for (var row : Catalog.ask(connection, UNREADABLE, name.table(), columns)) {
        unreadable.add(new Login.Unreadable(row.get(0), row.get(1)));
      }
      for (var row : Catalog.ask(connection, WRITABLE, name.table())) {
        writable.add(row.getFirst());
      }
    }
    return new Login(
        Catalog.ask(connection, "select quote_ident(current_user)").getFirst().getFirst(),
        unreadable,
        writable);
  }
}
