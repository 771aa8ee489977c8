package dev.muster.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a database says of its own tables, as unqualified names find them. */
public interface Catalog {

  /**
   * A table or view.
   *
   * @param schema where it was found
   * @param comment empty when there is none
   */
  record Relation(String schema, String name, SourceTable.Kind kind, String comment) {}

  /**
   * An index of all rows.
   *
   * @param columns in order, in lower case; an expression has an empty name
   * @param unique whether no two rows have the same values in them, nulls apart
   */
  record Index(List<String> columns, boolean unique) {
    public Index {
      columns = List.copyOf(columns);
    }

    public static Index of(String joined, boolean unique) {
      return new Index(List.of(joined.split(",", -1)), unique);
    }
  }

  /**
   * What the name leads to through the search path; nothing when it leads nowhere.
   *
   * @param table in lower case
   */
  Optional<Relation> find(String table) throws SQLException;

  /**
   * The schemas that have a table or view of that name, whether names are looked for there or not.
   */
  List<String> schemasWith(String table) throws SQLException;

  /**
   * The tables and views in the schemas in which names are looked for that differ from a name in
   * upper and lower case alone, and that it does not find without quotes; as they stand in these.
   *
   * @param table in lower case
   */
  List<String> quoted(String table) throws SQLException;

  /** The schemas in which names are looked for, in order. */
  List<String> searchPath() throws SQLException;

  /**
   * The columns' types by their names: in lower case what is found by a name without quotes, all
   * others as they stand in quotes, with these.
   */
  Map<String, FoundType> columns(Relation relation) throws SQLException;

  /** Whether no two rows have the same value, nulls apart, in a column. */
  boolean isUnique(Relation relation, String column) throws SQLException;

  /** Those that can be used, and are not about some of the rows only. */
  List<Index> indexes(Relation relation) throws SQLException;

  /** The rows that answer a question with texts for parameters, each column as its text. */
  static List<List<String>> ask(Connection connection, String question, String... parameters)
      throws SQLException {
    try (var statement = new Query(question, List.of((Object[]) parameters)).prepare(connection);
        var rows = statement.executeQuery()) {
      var columns = rows.getMetaData().getColumnCount();
      var answers = new ArrayList<List<String>>();
      while (rows.next()) {
        var answer = new ArrayList<String>();
        for (var i = 1; i <= columns; i++) {
          answer.add(rows.getString(i));
        }
        answers.add(answer);
      }
      return answers;
    }
  }
}
