package dev.muster.store;

import dev.muster.audience.DatabaseType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A table whose rows PostgreSQL shows to some only, as its policies say, where profiles or events
 * come from it. What functions read that a view calls is not known.
 *
 * @param source {@code profiles} or {@code events}
 * @param table the table; the same, or one behind the view of that name
 * @param reader the role whose rows are read: the login, or a view's owner
 * @param isLogin whether it is the login
 */
public record RowSecurity(String source, String table, String reader, boolean isLogin) {
  /**
   * What a view reads, it reads as its owner, or as the login where it is a security_invoker, be it
   * within another view or not. A materialized view has read as its owner.
   */
  private static final String FIND =
      """
      with recursive me as (
          select oid from pg_roles where rolname = current_user
      ), read (source, oid, reader) as (
          select source.name, to_regclass(source.name)::oid, me.oid
          from (values ('profiles'), ('events')) as source (name), me
          where to_regclass(source.name) is not null
          union
          select read.source, d.refobjid,
                 case when exists (select 1 from pg_options_to_table(v.reloptions) o
                                   where o.option_name = 'security_invoker'
                                     and o.option_value::boolean)
                      then me.oid else v.relowner end
          from read
          cross join me
          join pg_class v on v.oid = read.oid and v.relkind in ('v', 'm')
          join pg_rewrite w on w.ev_class = v.oid
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
      )
      select read.source, case when c.relname = read.source then read.source
                               else c.oid::regclass::text end,
             r.rolname, r.oid = me.oid
      from read
      cross join me
      join pg_class c on c.oid = read.oid
      join pg_roles r on r.oid = read.reader
      where c.relrowsecurity and not r.rolsuper and not r.rolbypassrls
        and (c.relforcerowsecurity or not pg_has_role(r.oid, c.relowner, 'USAGE'))
      order by read.source desc, 2, 3
      """;

  /**
   * Those that are read; none on H2, which has no such thing.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<RowSecurity> find(DataSource source, DatabaseType databaseType)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return List.of();
    }
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(FIND)) {
      var found = new ArrayList<RowSecurity>();
      while (rows.next()) {
        found.add(
            new RowSecurity(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
      }
      return found;
    }
  }
}
