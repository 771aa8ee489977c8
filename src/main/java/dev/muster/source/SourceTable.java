package dev.muster.source;

import dev.muster.campaign.UserId;
import dev.muster.source.Catalog.Index;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of {@code profiles} or {@code events}.
 *
 * @param schema where the name leads to through the search path, or null when it leads nowhere
 * @param elsewhere other schemas that have a table or view of the name, too, those of the search
 *     path first
 * @param behind those of them in which the name would be looked for next
 * @param faults what is wrong with its columns
 * @param empty whether it has no row
 * @param indexes the columns of each of its indexes, in their order
 * @param made whether Muster has made it
 * @param quoted tables or views that differ from the name in upper and lower case alone, in their
 *     quotes, without which they are not found
 */
public record SourceTable(
    Kind kind,
    @Nullable String schema,
    List<String> elsewhere,
    List<String> behind,
    List<SourceColumn.Fault> faults,
    boolean empty,
    List<List<String>> indexes,
    boolean made,
    List<String> quoted) {
  /** The comment on tables that Muster has made. */
  public static final String MARK = "made by Muster";

  /** The column of events by which they tell in which order they arrived, where they have it. */
  public static final String ARRIVAL = "arrival";

  /** The class of SQLSTATE of values that cannot be cast. */
  private static final String OF_VALUES = "22";

  /** Those columns of profiles that a campaign can name like attributes; all are text. */
  public static final List<String> TEXTS = List.of("user_id", "anonymous_id", "timezone");

  /** What stands behind the name. */
  public enum Kind {
    TABLE("a table"),
    /** A table whose rows lie in partitions, which are tables themselves. */
    PARTITIONED("a table"),
    /** A view whose rows are stored, as they were when it was refreshed. */
    MATERIALIZED("a materialized view"),
    /** Its indexes are those of the tables behind it. */
    VIEW("a view"),
    /** A table of another server, which has its indexes. */
    FOREIGN("a foreign table"),
    ABSENT("no such table");

    private final String said;

    Kind(String said) {
      this.said = said;
    }

    /** In words, with its article. */
    public String said() {
      return said;
    }

    /** Whether what it selects is written in its own definition. */
    private boolean isView() {
      return this == VIEW || this == MATERIALIZED;
    }

    /** Whether a row is made, and can fail to be, when it is read. */
    boolean isEvaluated() {
      return this == VIEW || this == FOREIGN;
    }

    /** Whether rows can be put into it as into a table of Muster's. */
    boolean isTable() {
      return this == TABLE || this == PARTITIONED;
    }
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
    List<SourceColumn> columns() {
      return switch (this) {
        case PROFILES ->
            List.of(
                new SourceColumn("user_id", SourceColumn.Type.TEXT, null),
                new SourceColumn("anonymous_id", SourceColumn.Type.TEXT, "cast(null as varchar)"),
                new SourceColumn("timezone", SourceColumn.Type.TEXT, "cast(null as varchar)"),
                new SourceColumn("opted_out", SourceColumn.Type.BOOLEAN, null),
                new SourceColumn("attributes", SourceColumn.Type.JSON, null));
        case EVENTS ->
            List.of(
                new SourceColumn("user_id", SourceColumn.Type.TEXT, null),
                new SourceColumn("name", SourceColumn.Type.TEXT, null),
                new SourceColumn("occurred_at", SourceColumn.Type.INSTANT, null),
                new SourceColumn("properties", SourceColumn.Type.JSON, "cast(null as json)"));
      };
    }

    /** The columns that a login must be able to read. */
    public List<String> columnNames() {
      return columns().stream().map(SourceColumn::name).toList();
    }

    /** The column whose values differ, by which imports know a row again. */
    String key() {
      return switch (this) {
        case PROFILES -> "user_id";
        case EVENTS -> "id";
      };
    }

    /** What imports write beside the columns that are asked for. */
    SourceColumn alsoWritten() {
      return switch (this) {
        case PROFILES -> new SourceColumn("updated_at", SourceColumn.Type.INSTANT, null);
        case EVENTS -> new SourceColumn("id", SourceColumn.Type.TEXT, null);
      };
    }
  }

  public SourceTable {
    elsewhere = List.copyOf(elsewhere);
    behind = List.copyOf(behind);
    faults = List.copyOf(faults);
    indexes = List.copyOf(indexes);
    quoted = List.copyOf(quoted);
  }

  /**
   * Looks at one of them; reads no more than a row.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static SourceTable look(SourceDatabase source, Name name) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      var catalog = source.product().catalog(connection);
      var found = catalog.find(name.table());
      var path = catalog.searchPath();
      var schemas =
          catalog.schemasWith(name.table()).stream()
              .sorted(Comparator.comparingInt(schema -> place(path, schema)))
              .toList();
      var quoted = catalog.quoted(name.table());
      if (found.isEmpty()) {
        return new SourceTable(
            Kind.ABSENT, null, schemas, List.of(), List.of(), true, List.of(), false, quoted);
      }
      var relation = found.get();
      var faults = faults(connection, source.product(), name);
      var elsewhere = schemas.stream().filter(schema -> !schema.equals(relation.schema())).toList();
      return new SourceTable(
          relation.kind(),
          relation.schema(),
          elsewhere,
          elsewhere.stream().filter(path::contains).toList(),
          faults,
          faults.isEmpty() && isEmpty(connection, name),
          catalog.indexes(relation).stream().map(Index::columns).toList(),
          relation.comment().equals(MARK),
          quoted);
    }
  }

  private static int place(List<String> path, String schema) {
    var place = path.indexOf(schema);
    return place < 0 ? path.size() : place;
  }

  /** That what is quoted is not found, in words. */
  public static String saidOf(List<String> quoted) {
    return "%s, which %s not found without quotes"
        .formatted(String.join(", ", quoted), quoted.size() == 1 ? "is" : "are");
  }

  /** What lets the plain name find what is quoted. */
  public static String viewOver(List<String> quoted, Name name) {
    return "create view %s as select … from %s".formatted(name.table(), quoted.getFirst());
  }

  /**
   * What stands behind a name; reads no row.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static Kind kind(SourceDatabase source, Name name) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return kind(connection, source.product(), name);
    }
  }

  /**
   * What stands behind a name, as a connection in the middle of its work finds it.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static Kind kind(Connection connection, Product product, Name name) throws SQLException {
    return product
        .catalog(connection)
        .find(name.table())
        .map(Catalog.Relation::kind)
        .orElse(Kind.ABSENT);
  }

  /**
   * Counts the rows of {@code profiles} that cannot be told from each other; reads all of them.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static UserIds userIds(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return UserIds.count(connection, source.product(), _ -> {});
    }
  }

  /**
   * Some users who have a profile.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<UserId> someUsers(SourceDatabase source, int most) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      var question = "select user_id from profiles where user_id is not null limit " + most;
      return Catalog.ask(connection, question).stream()
          .map(row -> new UserId(row.getFirst()))
          .toList();
    }
  }

  /** Whether the database itself sees to it that no user stands in two rows. */
  static boolean hasUniqueIds(Connection connection, Product product) throws SQLException {
    var catalog = product.catalog(connection);
    var profiles = catalog.find(Name.PROFILES.table());
    return profiles.isPresent() && catalog.isUnique(profiles.get(), "user_id");
  }

  /** What is wrong with the columns, in words. */
  public String said() {
    return said(faults);
  }

  /** What to do about it. */
  public String remedy() {
    return remedy(kind, faults);
  }

  static String said(List<SourceColumn.Fault> faults) {
    return faults.stream().map(SourceColumn.Fault::toString).collect(Collectors.joining(", "));
  }

  static String remedy(Kind kind, List<SourceColumn.Fault> faults) {
    var where =
        kind.isView()
            ? "write into the " + (kind == Kind.VIEW ? "view" : "materialized view")
            : "put a view of that name over it, and write there";
    var casts = faults.stream().map(SourceColumn.Fault::remedy).collect(Collectors.joining(", "));
    var unless =
        faults.stream()
            .map(SourceColumn.Fault::unless)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    return where + ": " + casts + (unless.isEmpty() ? "" : " (" + unless + ")");
  }

  /** Whether an index begins with these columns, in this order. */
  public boolean isIndexedBy(String... columns) {
    var wanted = List.of(columns);
    return indexes.stream()
        .anyMatch(index ->
            index.size() >= wanted.size() && index.subList(0, wanted.size()).equals(wanted));
  }

  static List<SourceColumn.Fault> faults(Connection connection, Product product, Name name)
      throws SQLException {
    return faults(connection, product, name, name.columns());
  }

  static List<SourceColumn.Fault> faults(
      Connection connection, Product product, Name name, List<SourceColumn> columns)
      throws SQLException {
    var catalog = product.catalog(connection);
    var relation = catalog.find(name.table());
    var found = relation.isEmpty() ? Map.<String, FoundType>of() : catalog.columns(relation.get());
    return columns.stream().flatMap(column -> column.fault(found, product).stream()).toList();
  }

  /** A row that cannot be read is one. */
  private static boolean isEmpty(Connection connection, Name name) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select 1 from " + name.table() + " limit 1")) {
      return !rows.next();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(OF_VALUES)) {
        return false;
      }
      throw e;
    }
  }
}
