package dev.muster.check;

import dev.muster.source.RowSecurity;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import dev.muster.source.SourceValues;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * Whether {@code profiles} and {@code events} are what audiences need.
 *
 * @param schemaIsCurrent whether those that are not there are not about to be made
 */
record SourceTablesCheck(SourceDatabase source, boolean schemaIsCurrent) {

  /**
   * Profiles, events and user ids, a line each, in this order, and what else is to be said of their
   * rows. All profiles are read where the database itself does not see to it that user ids differ.
   *
   * @param withUserIds whether user ids are counted if nothing else is wrong
   * @throws SQLException when the database cannot be asked
   */
  List<Finding> findings(boolean withUserIds) throws SQLException {
    var findings = new ArrayList<Finding>();
    var readable = new EnumMap<SourceTable.Name, SourceTable>(SourceTable.Name.class);
    for (var name : SourceTable.Name.values()) {
      var table = SourceTable.look(source, name);
      findings.add(table(name, table, false));
      if (table.kind() != SourceTable.Kind.ABSENT && table.faults().isEmpty()) {
        readable.put(name, table);
      }
    }
    RowSecurity.find(source).stream().map(SourceRowsCheck::hidden).forEach(findings::add);
    for (var name : readable.keySet()) {
      findings.addAll(SourceRowsCheck.values(name, SourceValues.look(source, name)));
    }
    var profiles = readable.get(SourceTable.Name.PROFILES);
    if (profiles != null && withUserIds && !Finding.anyFailed(findings)) {
      var ids = SourceTable.userIds(source);
      findings.add(SourceRowsCheck.userIds(ids));
      // Only now is it known whether a unique index can be made.
      findings.set(0, table(SourceTable.Name.PROFILES, profiles, ids.repeated() == 0));
    }
    return findings;
  }

  private Finding table(SourceTable.Name name, SourceTable table, boolean keysDiffer) {
    return SourceTableCheck.table(name, table, schemaIsCurrent, source.product(), keysDiffer);
  }
}
