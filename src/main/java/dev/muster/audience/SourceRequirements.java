package dev.muster.audience;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What {@code profiles} and {@code events} must be for work to begin on them. */
public final class SourceRequirements {

  private SourceRequirements() {}

  /**
   * Refuses tables whose columns are not what audiences ask for, and messages are made of.
   *
   * @throws UnfitSource naming the first
   * @throws SQLException when the database cannot be asked
   */
  public static void requireFit(DataSource source, DatabaseType databaseType) throws SQLException {
    try (var connection = source.getConnection()) {
      requireFit(connection, databaseType);
    }
  }

  /**
   * Refuses profiles of which a user has several: all rows are read where the database itself does
   * not see to it.
   *
   * @throws UnfitSource with how many ids stand twice
   * @throws SQLException when the database cannot be asked
   */
  public static void requireOneProfileEach(DataSource source, DatabaseType databaseType)
      throws SQLException {
    try (var connection = source.getConnection()) {
      if (!SourceTable.hasUniqueIds(connection, databaseType)) {
        UserIds.count(connection, databaseType, _ -> {}).requireUnique();
      }
    }
  }

  /**
   * Refuses tables whose columns are not what audiences ask for.
   *
   * @throws UnfitSource naming the first
   * @throws SQLException when the database cannot be asked
   */
  static void requireFit(Connection connection, DatabaseType databaseType) throws SQLException {
    for (var name : SourceTable.Name.values()) {
      requireFit(connection, databaseType, name);
    }
  }

  private static void requireFit(
      Connection connection, DatabaseType databaseType, SourceTable.Name name) throws SQLException {
    var kind = SourceTable.kind(connection, databaseType, name);
    if (kind == SourceTable.Kind.ABSENT) {
      throw new UnfitSource(
          name.table() + ": no such table; create it, or a view of that name over your own");
    }
    var faults = SourceTable.faults(connection, databaseType, name);
    if (!faults.isEmpty()) {
      throw new UnfitSource(
          "%s: %s; %s"
              .formatted(name.table(), SourceTable.said(faults), SourceTable.remedy(kind, faults)));
    }
  }

  /**
   * Refuses what rows cannot be imported into.
   *
   * @throws UnfitSource when it is a view, a column is of another type, or rows cannot be known
   *     again
   * @throws SQLException when the database cannot be asked
   */
  public static void requireWritable(
      DataSource source, DatabaseType databaseType, SourceTable.Name name) throws SQLException {
    try (var connection = source.getConnection()) {
      requireFit(connection, databaseType, name);
      var catalog = Catalog.of(databaseType, connection);
      var relation = catalog.find(name.table()).orElseThrow();
      var faults = SourceTable.faults(connection, databaseType, name, List.of(name.alsoWritten()));
      var why =
          !relation.kind().isTable()
              ? relation.kind().said()
              : !faults.isEmpty()
                  ? SourceTable.said(faults)
                  : !catalog.isUnique(relation, name.key())
                      ? "no unique index on " + name.key()
                      : null;
      if (why != null) {
        throw new UnfitSource(
            "%s: %s, and imports want a table as Muster makes it; fill your own in your own way"
                .formatted(name.table(), why));
      }
    }
  }
}
