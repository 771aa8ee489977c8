package dev.muster.check;

import dev.muster.source.Product;
import dev.muster.source.SourceTable;
import java.util.List;

/** Whether {@code profiles} or {@code events} is there, as audiences need it, and indexed. */
final class SourceTableCheck {
  private static final String ABSENT = "not there yet";
  private static final int MOST_SCHEMAS = 3;

  private SourceTableCheck() {}

  /** Whether a finding says that one of them is not there. */
  static boolean tellsOfAbsence(Finding finding) {
    return finding.found().startsWith(ABSENT);
  }

  /**
   * What is to be said of it.
   *
   * @param keysDiffer whether it is known that no two rows have the same in what is to be indexed,
   *     null apart
   */
  static Finding table(
      SourceTable.Name name,
      SourceTable table,
      boolean schemaIsCurrent,
      Product product,
      boolean keysDiffer) {
    var subject = name.table();
    if (table.kind() == SourceTable.Kind.ABSENT) {
      return absent(name, table, schemaIsCurrent);
    }
    if (!table.faults().isEmpty()) {
      return Finding.failed(subject, table.said() + where(table), table.remedy());
    }
    if (table.empty() && !table.behind().isEmpty()) {
      return Finding.failed(
          subject,
          "empty, and hides the other" + where(table),
          "drop table %s.%s, if it was made by mistake, or change the login's search_path"
              .formatted(table.schema(), subject));
    }
    if (table.empty() && table.made() && !table.quoted().isEmpty()) {
      return Finding.failed(
          subject,
          "empty, beside " + SourceTable.saidOf(table.quoted()),
          "drop table %s, and %s".formatted(subject, SourceTable.viewOver(table.quoted(), name)));
    }
    if (table.empty()) {
      return Finding.warning(
          subject,
          "empty" + where(table),
          table.made()
              ? "muster import " + subject + " FILE"
              : "see that it has rows, and that the login sees them");
    }
    return switch (table.kind()) {
      case VIEW ->
          Finding.ok(
              subject,
              "a view%s; 'muster check CAMPAIGN' tells by which indexes it is read"
                  .formatted(where(table)));
      case FOREIGN ->
          Finding.ok(
              subject,
              "a foreign table%s; its indexes are the other server's".formatted(where(table)));
      case TABLE, PARTITIONED, MATERIALIZED, ABSENT -> index(name, table, product, keysDiffer);
    };
  }

  private static Finding absent(SourceTable.Name name, SourceTable table, boolean schemaIsCurrent) {
    var subject = name.table();
    if (!table.quoted().isEmpty()) {
      return Finding.failed(
          subject,
          "no such table, but " + SourceTable.saidOf(table.quoted()),
          SourceTable.viewOver(table.quoted(), name));
    }
    var hidden =
        table.elsewhere().isEmpty()
            ? ""
            : " (that of schema %s is not in the login's search_path)"
                .formatted(some(table.elsewhere()));
    return schemaIsCurrent
        ? Finding.failed(
            subject, "no such table" + hidden, "create it, or a view of that name over your own")
        : Finding.warning(subject, ABSENT + hidden, "the next import or run makes it");
  }

  /** Which one is read, where there are several. */
  private static String where(SourceTable table) {
    return table.elsewhere().isEmpty()
        ? ""
        : " (of schema %s; also in %s, not read)"
            .formatted(table.schema(), some(table.elsewhere()));
  }

  private static String some(List<String> schemas) {
    return schemas.size() <= MOST_SCHEMAS
        ? String.join(", ", schemas)
        : "%s and %d more"
            .formatted(
                String.join(", ", schemas.subList(0, MOST_SCHEMAS)), schemas.size() - MOST_SCHEMAS);
  }

  private static Finding index(
      SourceTable.Name name, SourceTable table, Product product, boolean keysDiffer) {
    var wanted = WantedIndex.of(name);
    var columns = wanted.columns();
    return table.isIndexedBy(columns.toArray(String[]::new))
        ? Finding.ok(
            name.table(),
            table.kind().said() + ", indexed by " + String.join(" and ", columns) + where(table))
        : Finding.warning(
            name.table(),
            table.kind().said() + " without index on " + String.join(", ", columns) + where(table),
            wanted.statement(table.kind(), product, keysDiffer));
  }
}
