package dev.muster.source;

import dev.muster.source.SourceTable.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How Muster makes {@code profiles} and {@code events} in a kind of database. */
public interface TableMaking {

  /** The folder of the statements under {@code sql/source}. */
  String folder();

  /** The columns that the first version gave a table, as {@link #found} says them. */
  List<String> made(Name name);

  /**
   * Name, type, whether it may be null, and collation of each column of a table that one may
   * comment on; none of others.
   *
   * @throws SQLException when the database cannot be asked
   */
  List<String> found(Connection connection, Name name) throws SQLException;

  /** The first column of each row that answers a question about a table. */
  static List<String> ask(Connection connection, String question, Name name) throws SQLException {
    return Catalog.ask(connection, question, name.table()).stream().map(List::getFirst).toList();
  }
}
