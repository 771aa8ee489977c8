package dev.muster.source.postgresql;

import dev.muster.source.Arrivals;
import dev.muster.source.Catalog;
import dev.muster.source.Dialect;
import dev.muster.source.FoundType;
import dev.muster.source.Login;
import dev.muster.source.Product;
import dev.muster.source.Query;
import dev.muster.source.QueryPlan;
import dev.muster.source.RowSecurity;
import dev.muster.source.SafeJson;
import dev.muster.source.SourceCasts;
import dev.muster.source.SourceTable;
import dev.muster.source.TableMaking;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** PostgreSQL, from 14 on. */
public final class Postgresql implements Product {
  /**
   * What a view reads, it reads as its owner, or as the login where it is a security_invoker, be it
   * within another view or not. A materialized view has read as its owner.
   */
  private static final String ROW_SECURITY =
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

  private final JsonColumns json;

  private Postgresql(JsonColumns json) {
    this.json = json;
  }

  /** With Muster's schema in it. */
  public Postgresql() {
    this(JsonColumns.OWN);
  }

  /**
   * Without anything of Muster's in it.
   *
   * @throws SQLException when it cannot be asked
   */
  public static Postgresql apart(DataSource pool) throws SQLException {
    try (var connection = pool.getConnection()) {
      return new Postgresql(JsonColumns.in(connection));
    }
  }

  @Override
  public Dialect dialect(Instant asOf, ZoneId zone) {
    return PostgresDialect.of(asOf, zone, json);
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new PostgresCatalog(connection);
  }

  /** The driver's own does nothing while rows are fetched. */
  @Override
  public void cancel(Statement statement) throws SQLException {
    // Its connection may be somebody else's by now.
    if (!statement.isClosed()) {
      statement.getConnection().unwrap(PGConnection.class).cancelQuery();
    }
  }

  @Override
  public SourceCasts casts() {
    return new PostgresCasts();
  }

  @Override
  public SafeJson safeJson(Connection connection) throws SQLException {
    return PostgresJson.in(connection);
  }

  @Override
  public boolean mayHoldUnreadableJson(FoundType type) {
    return type.name().equals("json");
  }

  @Override
  public QueryPlan plan(Connection connection, Query query) throws SQLException {
    return PostgresPlan.read(QueryPlan.explained(connection, PostgresPlan.EXPLAIN, query));
  }

  @Override
  public List<RowSecurity> rowSecurity(Connection connection) throws SQLException {
    return Catalog.ask(connection, ROW_SECURITY).stream()
        .map(row -> new RowSecurity(row.get(0), row.get(1), row.get(2), row.get(3).equals("t")))
        .toList();
  }

  @Override
  public Login login(Connection connection) throws SQLException {
    return PostgresLogin.in(connection);
  }

  @Override
  public String json(String column) {
    return json.read(column);
  }

  @Override
  public String isAnyOf(String column) {
    return column + " = any (cast(? as text[]))";
  }

  @Override
  public String inAnyCollation(String column) {
    return column + " collate \"C\"";
  }

  @Override
  public String byCodePoint(String column) {
    return inAnyCollation(column);
  }

  @Override
  public String isInAYear(String instant) {
    return "isfinite(" + instant + ")";
  }

  /** Infinity is never over, and neither it nor its opposite is in a year. */
  @Override
  public String endless(String instant) {
    return "nullif(" + instant + ", 'infinity')";
  }

  @Override
  public boolean countsYearsBeforeChrist() {
    return true;
  }

  /**
   * PostgreSQL makes no index concurrently on a whole in partitions, and none is unique without its
   * key. What is there in each partition, however deep, the whole's own takes in, and has nothing
   * to build.
   */
  @Override
  public String index(String table, String on, SourceTable.Kind kind, boolean unique) {
    return kind == SourceTable.Kind.PARTITIONED
        ? "run what this prints: select format('%s', relid) from pg_partition_tree('%s') join pg_class on oid = relid where relkind = 'r'; and then, which takes these in: %s"
            .formatted(
                made(false, "index concurrently", "%s", on), table, made(false, "index", table, on))
        : made(unique, "index concurrently", table, on);
  }

  private static String made(boolean unique, String index, String of, String on) {
    return "create %s%s on %s (%s)".formatted(unique ? "unique " : "", index, of, on);
  }

  @Override
  public Arrivals arrivals() {
    return new PostgresArrivals();
  }

  @Override
  public TableMaking making() {
    return new PostgresTables();
  }
}
