package dev.muster.check;

import dev.muster.source.Product;
import dev.muster.source.SourceTable;
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
  String statement(SourceTable.Kind kind, Product product, boolean unique) {
    return product.index(table, on, kind, unique);
  }
}
