package dev.muster.check;

import dev.muster.audience.DatabaseType;
import dev.muster.audience.SourceTable;
import java.util.List;

/**
 * An index that makes audiences faster. It is given no name, since the database finds one that is
 * free.
 *
 * @param table what it is on
 * @param columns what one must begin with to serve as well
 * @param on the columns of the advised one
 */
record WantedIndex(String table, List<String> columns, String on) {

  static WantedIndex of(SourceTable.Name table) {
    return switch (table) {
      case PROFILES -> new WantedIndex(table.table(), List.of("user_id"), "user_id");
      case EVENTS ->
          new WantedIndex(
              table.table(), List.of("name", "occurred_at"), "name, occurred_at, user_id");
    };
  }

  /**
   * How to make it beside other work, as far as the database can.
   *
   * @param unique whether no two rows have the same in it
   */
  String statement(SourceTable.Kind kind, DatabaseType databaseType, boolean unique) {
    return switch (databaseType) {
      case POSTGRESQL ->
          kind == SourceTable.Kind.PARTITIONED
              ? forPartitions()
              : made(unique, "index concurrently", table);
      // It knows no other way.
      case H2 -> made(unique, "index", table);
    };
  }

  private String made(boolean unique, String index, String of) {
    return "create %s%s on %s (%s)".formatted(unique ? "unique " : "", index, of, on);
  }

  /**
   * PostgreSQL makes no index concurrently on the whole, and none is unique without its key. What
   * is there in each partition, however deep, the whole's own takes in, and has nothing to build.
   */
  private String forPartitions() {
    return "run what this prints: select format('%s', relid) from pg_partition_tree('%s') join pg_class on oid = relid where relkind = 'r'; and then, which takes these in: %s"
        .formatted(made(false, "index concurrently", "%s"), table, made(false, "index", table));
  }
}
