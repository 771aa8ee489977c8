package dev.muster.check;

import dev.muster.audience.Dialect;
import dev.muster.audience.SourceTable;
import java.util.List;

/**
 * An index that makes audiences faster.
 *
 * @param columns what one of any name must begin with to serve as well
 * @param on what the advised one is on
 */
record WantedIndex(String name, boolean unique, List<String> columns, String on) {

  static WantedIndex of(SourceTable.Name table) {
    return switch (table) {
      case PROFILES ->
          new WantedIndex("profiles_user_id", true, List.of("user_id"), "profiles (user_id)");
      case EVENTS ->
          new WantedIndex(
              "events_name_time",
              false,
              List.of("name", "occurred_at"),
              "events (name, occurred_at, user_id)");
    };
  }

  /** How to make it beside other work, as far as the database can. */
  String statement(SourceTable.Kind kind, Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          kind == SourceTable.Kind.PARTITIONED ? forPartitions() : made(" concurrently");
      // It knows no other way.
      case H2 -> made("");
    };
  }

  private String made(String how) {
    return "create %sindex%s %s on %s".formatted(unique ? "unique " : "", how, name, on);
  }

  /** PostgreSQL makes no index concurrently on the whole, and none is unique without its key. */
  private String forPartitions() {
    return "create index %s on only %s; then create the same index concurrently on each partition,"
            .formatted(name, on)
        + " and attach each: alter index %s attach partition …".formatted(name);
  }
}
