package dev.muster.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has a name of Muster's in the schema where new tables would be made; all names in small
 * letters.
 *
 * @param tables their columns
 * @param others views and sequences
 * @param needy columns that every row needs a value for, by their tables
 */
record Relations(
    Map<String, Set<String>> tables, Set<String> others, Map<String, Set<String>> needy) {
  /** What all of these names begin with. */
  static final String PREFIX = "muster_";

  /** None. */
  Relations() {
    this(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
  }

  void addTable(String table) {
    tables.computeIfAbsent(table, _ -> new TreeSet<>());
  }

  /** Nothing where there is no such table. */
  void addColumn(String table, String column, boolean needsAValue) {
    var columns = tables.get(table);
    if (columns != null) {
      columns.add(column);
      if (needsAValue) {
        needy.computeIfAbsent(table, _ -> new TreeSet<>()).add(column);
      }
    }
  }
}
