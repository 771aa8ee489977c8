package dev.muster.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a database and its login lack of what Muster does with them. Nothing is changed. */
public final class Capabilities {
  /**
   * Tables whose rows are written, views and sequences that the login may not use; and the
   * source's. A grant for a whole schema is only proposed where nobody else has anything in it.
   */
  private static final String MISSING_RIGHTS =
      """
      with wanted as (
          select c.oid, 'tables' as kind, wanted.privilege, wanted.place
          from pg_class c
          join pg_class history on history.oid = to_regclass('muster_schema_history')
          cross join (values ('SELECT', 1), ('INSERT', 2), ('UPDATE', 3), ('DELETE', 4))
              as wanted (privilege, place)
          where c.relnamespace = history.relnamespace
            and (c.relkind in ('r', 'p') or c.relkind = 'v' and wanted.privilege = 'SELECT')
            and c.relname like 'muster\\_%' and c.oid <> history.oid
          union all
          select to_regclass('muster_schema_history'), 'tables', 'SELECT', 1
          where to_regclass('muster_schema_history') is not null
          union all
          select c.oid, 'sequences', 'USAGE', 1
          from pg_class c
          join pg_class history on history.oid = to_regclass('muster_schema_history')
          where c.relnamespace = history.relnamespace and c.relkind = 'S'
            and c.relname like 'muster\\_batch\\_%'
          union all
          select to_regclass(source.name), 'source', 'SELECT', 1
          from (values ('profiles'), ('events'), ('suppressions')) as source (name)
          where to_regclass(source.name) is not null
      ), missing as (
          select kind, n.oid as namespace, n.nspname, format('%I.%I', n.nspname, c.relname) as name,
                 string_agg(lower(privilege), ', ' order by place) as rights
          from wanted
          join pg_class c on c.oid = wanted.oid
          join pg_namespace n on n.oid = c.relnamespace
          where case kind
              when 'sequences' then not has_sequence_privilege(c.oid, privilege)
              when 'source' then exists (
                  select 1 from pg_attribute a
                  where a.attrelid = c.oid and a.attname = any (?)
                    and not has_column_privilege(c.oid, a.attnum, privilege))
              else not has_table_privilege(c.oid, privilege) end
          group by kind, n.oid, n.nspname, c.relname
      )
      select rights,
             array_to_string((array_agg(name order by name))[1:3], ', ')
                 || case when count(*) > 3 then format(' and %s more', count(*) - 3) else '' end
                 as names,
             case
                 when kind <> 'source' and count(*) > 1 and not exists (
                     select 1 from pg_class other
                     where other.relnamespace = namespace
                       and other.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                       and other.relname not like 'muster\\_%'
                       and other.relname <> 'suppressions')
                 then format('all %s in schema %I', kind, nspname)
                 else case kind when 'sequences' then 'sequence ' else '' end
                     || string_agg(name, ', ' order by name)
             end as granted
      from missing
      group by kind, rights, namespace, nspname
      order by min(name)
      """;

  private static final Fault NO_ROOM =
      new Fault("next to no room is left on its disk", "make room there", true);

  /** It is put aside into a file of some 12 MB; rows of that size cost the least time. */
  private static final String LARGE_SORT =
      """
      select count(*) from (
          select repeat(n::text, 200) collate "C" as text from generate_series(100000, 110000) n
          order by text
          offset 1
      ) sorted
      """;

  private Capabilities() {}

  /**
   * Something that is missing, and what to do about it.
   *
   * @param passing whether it may be there later by itself
   */
  public record Fault(String found, String remedy, boolean passing) {
    Fault(String found, String remedy) {
      this(found, remedy, false);
    }
  }

  /**
   * What is wrong with the database, whoever uses it.
   *
   * @throws SQLException when it cannot be asked
   */
  public static List<Fault> ofDatabase(DataSource source, DatabaseType databaseType)
      throws SQLException {
    try (var connection = source.getConnection()) {
      return switch (databaseType) {
        case H2 -> ofH2(connection);
        case POSTGRESQL -> ofPostgresql(connection);
      };
    }
  }

  private static List<Fault> ofH2(Connection connection) throws SQLException {
    return connection.isReadOnly()
        ? List.of(
            new Fault(
                "the database can only be read",
                "see that its file can be written to, and that the URL does not say otherwise"))
        : List.of();
  }

  private static List<Fault> ofPostgresql(Connection connection) throws SQLException {
    var faults = new ArrayList<Fault>();
    var encoding = one(connection, "select current_setting('server_encoding')");
    if (!encoding.equals("UTF8")) {
      faults.add(
          new Fault(
              "its encoding is %s, expected UTF8: not every name and id would fit in"
                  .formatted(encoding),
              "create a database with 'encoding UTF8 template template0'"));
    }
    if (one(connection, "select current_setting('transaction_read_only')").equals("on")) {
      var standby = one(connection, "select pg_is_in_recovery()").equals("t");
      faults.add(
          new Fault(
              standby
                  ? "the server is a standby, which can only be read"
                  : "its sessions can only read (default_transaction_read_only)",
              standby
                  ? "connect to a server, as a role, that may write"
                  : "alter role %s set default_transaction_read_only = off"
                      .formatted(roleHere(connection)),
              standby));
    }
    if (one(connection, "select coalesce(current_schema(), '')").isEmpty()) {
      faults.add(
          new Fault(
              "no schema of the login's search_path is there, or may be used",
              "create one, or set search_path (currentSchema, where the URL has it)"));
    }
    return faults;
  }

  /**
   * Whether the disk that tables are on takes more; where that cannot be told, it does.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<Fault> ofDisk(DataSource source, DatabaseType databaseType)
      throws SQLException {
    try (var connection = source.getConnection()) {
      return switch (databaseType) {
        case H2 -> {
          var file = one(connection, "select coalesce(database_path(), '')");
          yield !file.isEmpty() && FullDisk.isAt(Path.of(file)) ? List.of(NO_ROOM) : List.of();
        }
        case POSTGRESQL ->
            areTemporaryFilesBesideTables(connection) ? withoutRoom(connection) : List.of();
      };
    }
  }

  /** The login in this database: what is set for that counts more than what is for either. */
  private static String roleHere(Connection connection) throws SQLException {
    return one(connection, "select format('%I in database %I', current_user, current_database())");
  }

  private static boolean areTemporaryFilesBesideTables(Connection connection) throws SQLException {
    return one(connection, "select current_setting('temp_tablespaces')").isEmpty();
  }

  /**
   * What the login may not do with the tables that are there; nothing on H2, where whoever is let
   * in may.
   *
   * @param sourceColumns those of profiles and events that are read, where they lie beside Muster's
   * @throws SQLException when the database cannot be asked
   */
  public static List<Fault> toUseTables(
      DataSource source, DatabaseType databaseType, List<String> sourceColumns)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return List.of();
    }
    try (var connection = source.getConnection()) {
      var role = one(connection, "select quote_ident(current_user)");
      var faults = new ArrayList<Fault>(closedSchemas(connection, role));
      faults.addAll(Sessions.tooFewAllowed(connection));
      try (var statement = connection.prepareStatement(MISSING_RIGHTS)) {
        statement.setArray(1, connection.createArrayOf("text", sourceColumns.toArray()));
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var rights = rows.getString("rights");
            faults.add(
                new Fault(
                    "no right to %s on %s".formatted(rights, rows.getString("names")),
                    "grant %s on %s to %s".formatted(rights, rows.getString("granted"), role)));
          }
        }
      }
      return faults;
    }
  }

  /** Schemas of the search path that the login may not use; nothing on H2. */
  static List<Fault> closedSchemas(DataSource source, DatabaseType databaseType)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return List.of();
    }
    try (var connection = source.getConnection()) {
      return closedSchemas(connection, one(connection, "select quote_ident(current_user)"));
    }
  }

  /** Names are not even looked for there, though the login's search path says so. */
  private static List<Fault> closedSchemas(Connection connection, String role) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select quote_ident(n.nspname)
                from pg_namespace n
                where not has_schema_privilege(n.oid, 'USAGE')
                  and n.nspname = any (
                      select btrim(part, ' "')
                      from regexp_split_to_table(current_setting('search_path'), ',') as part)
                order by 1
                """)) {
      var faults = new ArrayList<Fault>();
      while (rows.next()) {
        faults.add(
            new Fault(
                "no right to use schema %s of the search path".formatted(rows.getString(1)),
                "grant usage on schema %s to %s".formatted(rows.getString(1), role)));
      }
      return faults;
    }
  }

  /**
   * What is missing beside that, which most runs can do without.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<Fault> forLargeWork(DataSource source, DatabaseType databaseType)
      throws SQLException {
    return switch (databaseType) {
      case H2 -> temporaryFolder();
      case POSTGRESQL -> {
        try (var connection = source.getConnection()) {
          var faults = temporarySpace(connection);
          if (!areTemporaryFilesBesideTables(connection)) {
            faults.addAll(withoutRoom(connection));
          }
          yield faults;
        }
      }
    };
  }

  /** Whether the disk that PostgreSQL's temporary files are on takes some megabytes. */
  private static List<Fault> withoutRoom(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("set local work_mem = '64kB'");
      statement.execute(LARGE_SORT);
      return List.of();
    } catch (SQLException e) {
      if (FullDisk.isMeant(e)) {
        return List.of(NO_ROOM);
      }
      throw e;
    } finally {
      connection.rollback();
    }
  }

  private static List<Fault> temporaryFolder() {
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    return Files.isWritable(folder)
        ? List.of()
        : List.of(
            new Fault(
                folder + " cannot be written to, where large results are put aside",
                "let it be written to, or name another with -Djava.io.tmpdir=…"));
  }

  private static List<Fault> temporarySpace(Connection connection) throws SQLException {
    var faults = new ArrayList<Fault>();
    var role = one(connection, "select quote_ident(current_user)");
    var limit = one(connection, "select current_setting('temp_file_limit')");
    if (!limit.equals("-1")) {
      faults.add(
          new Fault(
              "the login may use %s of temporary files (temp_file_limit), and a large audience more"
                  .formatted(limit),
              "alter role %s set temp_file_limit = -1".formatted(roleHere(connection))));
    }
    if (!one(connection, "select has_database_privilege(current_database(), 'TEMPORARY')")
        .equals("t")) {
      faults.add(
          new Fault(
              "the login may make no temporary tables, which imports do",
              "grant temporary on database %s to %s"
                  .formatted(one(connection, "select quote_ident(current_database())"), role)));
    }
    return faults;
  }

  /**
   * What keeps the login from making tables, where Muster's are not there or not up to date.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<Fault> toMakeTables(DataSource source, DatabaseType databaseType)
      throws SQLException {
    if (databaseType == DatabaseType.H2) {
      return List.of();
    }
    try (var connection = source.getConnection()) {
      return toMakeTables(connection);
    }
  }

  private static List<Fault> toMakeTables(Connection connection) throws SQLException {
    var schema = one(connection, "select coalesce(quote_ident(current_schema()), '')");
    if (schema.isEmpty()
        || one(connection, "select has_schema_privilege(current_schema(), 'CREATE')").equals("t")) {
      return List.of();
    }
    return List.of(
        new Fault(
            "no right to make Muster's tables in schema " + schema,
            "grant create on schema %s to %s"
                .formatted(schema, one(connection, "select quote_ident(current_user)"))));
  }

  static String one(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
