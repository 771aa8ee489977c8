package dev.muster.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What {@code profiles} and {@code events} must be for work to begin on them. */
public final class SourceRequirements {

  private SourceRequirements() {}

  /**
   * Refuses tables whose columns are not what audiences ask for, and messages are made of.
   *
   * @throws UnfitSource naming the first
   * @throws SQLException when the database cannot be asked
   */
  public static void requireFit(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      requireFit(connection, source.product());
    }
  }

  /**
   * Refuses profiles of which a user has several: all rows are read where the database itself does
   * not see to it.
   *
   * @throws UnfitSource with how many ids stand twice
   * @throws SQLException when the database cannot be asked
   */
  public static void requireOneProfileEach(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      if (!SourceTable.hasUniqueIds(connection, source.product())) {
        UserIds.count(connection, source.product(), _ -> {}).requireUnique();
      }
    }
  }

  /**
   * Refuses tables whose columns are not what audiences ask for.
   *
   * @throws UnfitSource naming the first
   * @throws SQLException when the database cannot be asked
   */
  public static void requireFit(Connection connection, Product product) throws SQLException {
    for (var name : SourceTable.Name.values()) {
      requireFit(connection, product, name);
    }
  }

  private static void requireFit(Connection connection, Product product, SourceTable.Name name)
      throws SQLException {
    var kind = SourceTable.kind(connection, product, name);
    if (kind == SourceTable.Kind.ABSENT) {
      throw new UnfitSource(
          name.table() + ": no such table; create it, or a view of that name over your own");
    }
    var faults = SourceTable.faults(connection, product, name);
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
  public static void requireWritable(SourceDatabase source, SourceTable.Name name)
      throws SQLException {
    try (var connection = source.pool().getConnection()) {
      requireFit(connection, source.product(), name);
      var catalog = source.product().catalog(connection);
      var relation = catalog.find(name.table()).orElseThrow();
      var faults =
          SourceTable.faults(connection, source.product(), name, List.of(name.alsoWritten()));
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
